"""Addresses of the lists: by hand, by Excel, what is covered, printed codes."""

from django.urls import path

from county.reviews.catalogue import import_views, views

urlpatterns = [
    path("好差评/机构/", views.catalogue, name="catalogue"),
    path("好差评/机构/覆盖/", views.covered, name="coverage"),
    path("好差评/机构/二维码/", views.sheets, name="codes"),
    path("好差评/机构/导入/", import_views.upload, name="catalogue-import"),
    path("好差评/机构/导入/模板/", import_views.template, name="catalogue-template"),
    path("好差评/机构/导入/预览/", import_views.preview, name="catalogue-preview"),
    path("好差评/机构/导入/确认/", import_views.confirm, name="catalogue-confirm"),
    path("好差评/机构/导入/放弃/", import_views.discard, name="catalogue-discard"),
    path("好差评/机构/<slug:code>/", views.listed, name="catalogue-list"),
    path("好差评/机构/<slug:code>/新/", views.new, name="catalogue-new"),
    path("好差评/机构/<slug:code>/<int:key>/", views.change, name="catalogue-change"),
    path("好差评/机构/<slug:code>/<int:key>/停用/", views.close, name="catalogue-close"),
    path("好差评/机构/<slug:code>/<int:key>/启用/", views.reopen, name="catalogue-reopen"),
]
