"""Addresses of Excel, out and in, and of documents that matters are ticked off from."""

from django.urls import path

from county.supervision.matters import import_views

urlpatterns = [
    path("事项/导出/", import_views.export, name="export"),
    path("事项/导入/", import_views.upload, name="import"),
    path("事项/导入/模板/", import_views.template, name="import-template"),
    path("事项/导入/预览/", import_views.preview, name="import-preview"),
    path("事项/导入/确认/", import_views.confirm, name="import-confirm"),
    path("事项/导入/放弃/", import_views.discard, name="import-discard"),
    path("从文件/", import_views.documents, name="from-documents"),
    path("从文件/<path:address>/", import_views.document, name="from-document"),
]
