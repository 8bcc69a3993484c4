"""Addresses of the room."""

from django.urls import path

from county.reviews.upwards import views

urlpatterns = [
    path("好差评/上报/", views.upwards, name="upwards"),
    path("好差评/上报/生成/", views.make, name="upwards-make"),
    path("好差评/上报/回执/", views.receipt, name="upwards-receipt"),
    path("好差评/上报/<slug:number>/", views.shipment, name="shipment"),
    path("好差评/上报/<slug:number>/文件/", views.file, name="shipment-file"),
    path("好差评/上报/<slug:number>/再报/", views.again, name="shipment-again"),
]
