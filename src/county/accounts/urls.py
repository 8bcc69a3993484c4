"""Addresses of accounts."""

from django.urls import path

from county.accounts import admin_views, own_views, views

app_name = "accounts"
urlpatterns = [
    path("登录/", views.SignIn.as_view(), name="sign-in"),
    path("退出/", views.sign_out, name="sign-out"),
    path("演示/", views.enter_demo, name="enter-demo"),
    path("密码/", own_views.password, name="password"),
    path("邀请/<str:token>/", own_views.accept, name="accept"),
    path("单位/<str:agency>/<int:person_id>/邀请/", own_views.invite, name="invite"),
    path("管理/", admin_views.accounts, name="accounts"),
    path("管理/<int:user_id>/停用/", admin_views.deactivate, name="deactivate"),
    path("管理/<int:user_id>/恢复/", admin_views.reactivate, name="reactivate"),
    path("管理/<int:user_id>/解锁/", admin_views.unlock, name="unlock"),
    path("接口/", admin_views.api_keys, name="keys"),
    path("接口/<int:key_id>/撤销/", admin_views.revoke, name="revoke-key"),
]
