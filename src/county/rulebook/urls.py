"""Addresses of the rulebook."""

from django.urls import path

from county.rulebook import views

app_name = "rulebook"
urlpatterns = [
    path("systems/", views.systems, name="systems"),
    path("systems/<str:system>/", views.system, name="system"),
    path("findings/", views.findings, name="findings"),
    path("readings/", views.readings, name="readings"),
    path("规则/<str:system>/<str:key>/", views.rule, name="rule"),
]
