"""Addresses of the room."""

from django.urls import path

from county.reviews.loop import appeal_views, settings_views, views

urlpatterns = [
    path("好差评/", views.board_page, name="board"),
    path("好差评/差评单/<uuid:case_id>/", views.ticket, name="ticket"),
    path("好差评/差评单/<uuid:case_id>/联系方式/", views.look, name="look"),
    path("好差评/差评单/<uuid:case_id>/复核/", appeal_views.appeal_on_paper, name="appeal-on-paper"),
    path("好差评/我的/", appeal_views.mine_page, name="mine"),
    path("好差评/我的/<uuid:case_id>/复核/", appeal_views.appeal, name="appeal"),
    path("好差评/我的/<uuid:case_id>/举证/", appeal_views.evidence, name="evidence"),
    path("好差评/集中/", views.concentrated, name="concentrated"),
    path("好差评/设定/", settings_views.settings, name="settings"),
]
