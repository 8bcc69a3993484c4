"""Addresses of sheets and decisions."""

from django.urls import path

from county.supervision.sheets import check_views, decision_views, index_views, year_end_views

urlpatterns = [
    path("表册/", index_views.sheets, name="sheets"),
    path("自查/", check_views.self_checks, name="self-checks"),
    path("自查/<slug:system>/<slug:key>/导出/", check_views.self_check_export, name="self-check-export"),
    path("自查/<slug:system>/<slug:key>/<slug:agency>/", check_views.self_check, name="self-check"),
    path("抽查/", check_views.spot_checks, name="spot-checks"),
    path("抽查/<slug:system>/<slug:key>/登记/", check_views.record_spot_checks, name="record-spot-checks"),
    path("奖惩/", decision_views.decisions, name="decisions"),
    path("奖惩/新/", decision_views.new_decision, name="new-decision"),
    path("奖惩/<int:decision>/撤销/", decision_views.revoke, name="revoke-decision"),
    path("亮点/", decision_views.achievements, name="achievements"),
    path("亮点/新/", decision_views.propose, name="propose"),
    path("年终/", year_end_views.year_ends, name="year-ends"),
    path("年终/导出/", year_end_views.year_ends_export, name="year-ends-export"),
    path("年终/<slug:agency>/", year_end_views.year_end_sheet, name="year-end"),
    path("年终/<slug:agency>/导出/", year_end_views.year_end_export, name="year-end-export"),
]
