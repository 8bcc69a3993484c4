"""Addresses of the room."""

from django.urls import path

from county.reviews.surveys import open_views, views

urlpatterns = [
    path("好差评/调查/", views.surveys, name="surveys"),
    path("好差评/调查/新/", views.new, name="survey-new"),
    path("好差评/调查/<int:survey_id>/", views.survey, name="survey"),
    path("好差评/调查/<int:survey_id>/链接/", views.links, name="survey-links"),
    path("好差评/调查/<int:survey_id>/答卷表/", views.template, name="survey-template"),
    path("好差评/调查/<int:survey_id>/导入/", views.bring_in, name="survey-bring-in"),
    path("好差评/调查/<int:survey_id>/结束/", views.close, name="survey-close"),
    path("评价/调查结果/", open_views.published, name="survey-results"),
    path("评价/调查结果/<int:survey_id>/", open_views.result, name="survey-result"),
    path("评价/调查结果/<int:survey_id>/名单.txt", open_views.drawn_from, name="survey-list"),
    path("评价/调查/<str:token>/", open_views.answer, name="survey-answer"),
]
