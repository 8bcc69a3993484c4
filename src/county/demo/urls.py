"""Addresses of the demo bar."""

from django.urls import path

from county.demo import views

app_name = "demo"
urlpatterns = [
    path("演示/", views.who, name="who"),
    path("演示/进入/", views.enter, name="enter"),
    path("演示/前进/", views.forward, name="forward"),
    path("演示/重置/", views.reset, name="reset"),
]
