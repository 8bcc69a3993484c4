"""Addresses of board, lists, plans, matters."""

from django.urls import path

from county.supervision.matters import matter_views, views
from county.supervision.matters.import_urls import urlpatterns as import_urls

urlpatterns = [
    *import_urls,
    path("", views.board, name="board"),
    path("事项/", views.matters, name="matters"),
    path("日程/", views.days, name="days"),
    path("单位/<slug:agency>/", views.unit, name="unit"),
    path("计划/", views.plan_list, name="plans"),
    path("计划/<slug:system>/<slug:key>/", views.plan, name="plan"),
    path("计划/<slug:system>/<slug:key>/立项/", views.open_plan, name="open-plan"),
    path("事项/新/", matter_views.new, name="new"),
    path("事项/<uuid:case_id>/", matter_views.matter, name="matter"),
    path("事项/<uuid:case_id>/落实/", matter_views.progress, name="progress"),
    path("事项/<uuid:case_id>/分歧/", matter_views.dispute, name="dispute"),
    path("催办/", matter_views.urge, name="urge"),
]
