"""Addresses of the room."""

from django.urls import path

from county.reviews.protection import views

urlpatterns = [path("好差评/查看记录/", views.looks, name="looks")]
