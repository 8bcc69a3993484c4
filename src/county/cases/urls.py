"""Addresses of the mechanism: inbox, unit page, cases."""

from django.urls import path

from county.cases import file_views, open_views, views

app_name = "cases"
urlpatterns = [
    path("收件箱/", views.inbox, name="inbox"),
    path("逾期/", views.late, name="late"),
    path("单位/<slug:agency>/", views.unit, name="unit"),
    path("程序/", open_views.procedures, name="procedures"),
    path("办件/新/<slug:system>/<slug:key>/", open_views.open_new, name="new"),
    path("查办件/", open_views.by_receipt, name="receipt"),
    path("办件/<uuid:case_id>/", views.case, name="case"),
    path("办件/<uuid:case_id>/办/<slug:step>/", views.take, name="take"),
    path("办件/<uuid:case_id>/其他/<slug:act>/", views.act, name="act"),
    path("办件/<uuid:case_id>/文件/<int:file_id>/", file_views.download, name="file"),
    path("办件/<uuid:case_id>/回执/", views.receipt, name="new-receipt"),
    path("转办/<int:referral>/<slug:answer>/", views.answer_referral, name="referral"),
]
