"""Addresses of the letters."""

from django.urls import path

from county.letters import views, writing_views

app_name = "letters"
urlpatterns = [
    path("公函/", views.registers, name="registers"),
    path("公函/登记簿/<int:register_id>/", views.register, name="register"),
    path("公函/收到的/", views.received, name="received"),
    path("公函/新/", writing_views.choose, name="choose"),
    path("公函/新/<uuid:case_id>/", writing_views.choose, name="choose"),
    path("公函/新/<slug:kind>/", writing_views.write, name="new"),
    path("公函/新/<uuid:case_id>/<slug:kind>/", writing_views.write, name="new"),
    path("公函/<uuid:letter_id>/", views.letter, name="letter"),
    path("公函/<uuid:letter_id>/word/", views.word, name="word"),
    path("公函/<uuid:letter_id>/扫描件/", views.scan, name="scan"),
    path("公函/<uuid:letter_id>/作废/", views.void, name="void"),
]
