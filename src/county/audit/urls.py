"""Addresses of the audit."""

from django.urls import path

from county.audit import views

app_name = "audit"
urlpatterns = [
    path("审计/", views.rows, name="rows"),
]
