"""Addresses of the API."""

from django.urls import path

from county.api.views import about, api

urlpatterns = [path("api/", about, name="api-about"), path("api/", api.urls)]
