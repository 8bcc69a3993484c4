"""Addresses of finished services: the list, the counter's screen, Excel."""

from django.urls import path

from county.reviews.intake import import_views, views

urlpatterns = [
    path("好差评/办结/", views.acts, name="acts"),
    path("好差评/办结/新/", views.new, name="finish"),
    path("好差评/办结/新/窗口/", views.place, name="finish-place"),
    path("好差评/办结/导入/", import_views.upload, name="acts-import"),
    path("好差评/办结/导入/模板/", import_views.template, name="acts-template"),
    path("好差评/办结/导入/预览/", import_views.preview, name="acts-preview"),
    path("好差评/办结/导入/确认/", import_views.confirm, name="acts-confirm"),
    path("好差评/办结/导入/完成/", import_views.imported, name="acts-imported"),
    path("好差评/办结/导入/链接/", import_views.links, name="acts-links"),
    path("好差评/办结/导入/放弃/", import_views.discard, name="acts-discard"),
]
