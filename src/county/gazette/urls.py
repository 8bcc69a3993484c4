"""Addresses of the reading room. They are in Chinese because documents are cited in Chinese."""

from django.urls import path, register_converter

from county.gazette import import_views, search_views, views
from county.gazette.names import NameInPath

register_converter(NameInPath, "name")

app_name = "gazette"
urlpatterns = [
    path("文件/<name:address>/", views.document, name="document"),
    path("文件/<name:address>/下载.json", views.as_json, name="json"),
    path("文件/<name:address>/下载.md", views.as_markdown, name="markdown"),
    path("文件/<name:address>/版本/<int:serial>/", views.edition, name="edition"),
    path("文件/<name:address>/<name:at>/", views.place, name="place"),
    path("搜索/", search_views.search_page, name="search"),
    path("导入/", import_views.receive, name="import"),
    path("导入/预览/", import_views.preview, name="preview"),
    path("导入/确认/", import_views.confirm, name="confirm"),
    path("导入/放弃/", import_views.discard, name="discard"),
]
