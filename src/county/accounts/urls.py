"""Addresses of accounts."""

from django.urls import path

from county.accounts import views

app_name = "accounts"
urlpatterns = [
    path("登录/", views.SignIn.as_view(), name="sign-in"),
    path("退出/", views.sign_out, name="sign-out"),
    path("演示/", views.enter_demo, name="enter-demo"),
]
