"""Addresses of the room."""

from django.urls import path, re_path

from county.reviews.statistics import edition_views, public_views, views

urlpatterns = [
    path("好差评/统计/", views.statistics, name="statistics"),
    re_path(r"^好差评/统计\.(?P<form>xlsx|docx)$", views.export, name="statistics-export"),
    path("好差评/公开/", edition_views.index, name="editions"),
    path("好差评/公开/好做法/", edition_views.praise, name="praise"),
    path("好差评/公开/<str:month>/", edition_views.edition, name="edition"),
    path("好差评/公开/<str:month>/选用/", edition_views.choose, name="edition-choose"),
    path("好差评/公开/<str:month>/审查/", edition_views.screen, name="edition-screen"),
    path("好差评/公开/<str:month>/公布/", edition_views.publish, name="edition-publish"),
    path("评价/公开/", public_views.latest, name="public"),
    re_path(r"^评价/公开/(?P<year>[0-9]{4})-(?P<month>[0-9]{2})/$", public_views.month_page, name="public-month"),
    re_path(r"^评价/公开/(?P<year>[0-9]{4})-(?P<month>[0-9]{2})/(?P<table>承办单位|服务机构|事项|渠道)/$",
            public_views.table_page, name="public-table"),
    re_path(r"^评价/公开/(?P<year>[0-9]{4})-(?P<month>[0-9]{2})\.(?P<form>json|csv)$", public_views.data,
            name="public-data"),
]
