"""Addresses of units, people and bodies."""

from django.urls import path

from county.agencies import body_views, leaving_views, meeting_views, people_views, roster_views

app_name = "agencies"
PEOPLE = "单位/<str:agency>/人员/"
BODY = "机构/<str:system>/<str:key>/"
urlpatterns = [
    path("单位/", people_views.units, name="units"),
    path(PEOPLE, people_views.unit_people, name="people"),
    path(PEOPLE + "模板/", roster_views.template, name="roster-template"),
    path(PEOPLE + "导入/", roster_views.upload, name="roster"),
    path(PEOPLE + "导入/预览/", roster_views.preview, name="roster-preview"),
    path(PEOPLE + "导入/确认/", roster_views.confirm, name="roster-confirm"),
    path(PEOPLE + "导入/放弃/", roster_views.discard, name="roster-discard"),
    path(PEOPLE + "任职/<int:tenure_id>/结束/", people_views.end, name="end"),
    path(PEOPLE + "任职/<int:tenure_id>/变动/", people_views.change, name="change"),
    path(PEOPLE + "<int:person_id>/", people_views.person, name="person"),
    path(PEOPLE + "<int:person_id>/手机/", people_views.telephone, name="telephone"),
    path(PEOPLE + "<int:person_id>/离任/", leaving_views.leave, name="leave"),
    path(PEOPLE + "<int:person_id>/离任/<str:last_day>/", leaving_views.left, name="left"),
    path("机构/", body_views.all_bodies, name="bodies"),
    path("机构/名单/", roster_views.documents, name="roster-documents"),
    path("机构/名单/<str:number>/", roster_views.document, name="roster-document"),
    path(BODY, body_views.body, name="body"),
    path(BODY + "联络员/<str:agency>/", body_views.liaison, name="liaison"),
    path(BODY + "会议/登记/", meeting_views.record, name="record-meeting"),
    path(BODY + "会议/<int:meeting_id>/", meeting_views.meeting, name="meeting"),
    path(BODY + "会议/<int:meeting_id>/更正/", meeting_views.correct, name="correct-meeting"),
    path(BODY + "会议/<int:meeting_id>/事项/", meeting_views.follow_up, name="follow-up"),
    path(BODY + "会议/<int:meeting_id>/事项/<int:follow_up_id>/办结/", meeting_views.finish, name="finish"),
]
