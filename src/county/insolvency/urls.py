"""Addresses of the desk."""

from django.urls import path

from county.insolvency import views

app_name = "insolvency"
urlpatterns = [
    path("破产联动/", views.desk, name="desk"),
    path("破产联动/常设/", views.open_standing, name="standing"),
    path("破产联动/新/", views.new_matter, name="new"),
    path("破产联动/<uuid:case_id>/", views.matter, name="matter"),
]
