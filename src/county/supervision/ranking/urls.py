"""Addresses of quarters, interviews, exposure."""

from django.urls import path

from county.supervision.ranking import import_views, interview_views, views

urlpatterns = [
    path("季度/", views.quarters, name="quarters"),
    path("季度/<int:year>-<int:quarter>/", views.quarter, name="quarter"),
    path("季度/<int:year>-<int:quarter>/定名次/", views.freeze, name="freeze"),
    path("季度/<int:year>-<int:quarter>/认定/<slug:agency>/", views.find, name="find"),
    path("季度/<int:year>-<int:quarter>/名次表/", import_views.template, name="places-template"),
    path("季度/<int:year>-<int:quarter>/导入/", import_views.upload, name="places-import"),
    path("递进/", views.board, name="ladder"),
    path("约谈/", interview_views.held_by_me, name="interviews"),
    path("约谈/<uuid:case_id>/", interview_views.record, name="interview"),
    path("曝光/<int:year>-<int:quarter>/", interview_views.exposure, name="exposure"),
]
