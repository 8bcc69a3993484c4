"""Addresses of offline entry."""

from django.urls import path

from county.offline import views

app_name = "offline"
urlpatterns = [path("offline-worker.js", views.worker, name="worker")]
