"""Addresses of the API."""

from django.urls import path

from county.api.cases import router
from county.api.reviews import router as reviews
from county.api.views import about, api

api.add_router("/cases/", router)
api.add_router("/reviews/", reviews)

urlpatterns = [path("api/", about, name="api-about"), path("api/", api.urls)]
