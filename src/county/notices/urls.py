"""Addresses of notices."""

from django.urls import path

from county.notices import channel_views, outbox_views, views

app_name = "notices"
urlpatterns = [
    path("通知/", views.mine, name="mine"),
    path("通知/已读/", views.read, name="read"),
    path("通知/转发/<uuid:delivery>/", views.sheet, name="sheet"),
    path("通知/通道/", channel_views.channels, name="channels"),
    path("通知/通道/<int:channel>/开关/", channel_views.switch, name="switch"),
    path("通知/通道/<int:channel>/试发/", channel_views.trial, name="trial"),
    path("通知/发件箱/", outbox_views.outbox, name="outbox"),
    path("通知/发件箱/<uuid:delivery>/重发/", outbox_views.again, name="retry"),
]
