"""Every address of the platform."""

from django.urls import include, path
from django.views.i18n import set_language

from county.site import views

site = (
    [
        path("", views.home, name="home"),
        path("healthz", views.healthz, name="health"),
        path("部件/", views.gallery, name="gallery"),
        path("语言/", set_language, name="language"),
    ],
    "site",
)

urlpatterns = [
    path("", include(site)),
    # addresses are tried in this order: what most people open stands first
    path("", include("county.reviews.urls")),
    path("账户/", include("county.accounts.urls")),
    path("", include("county.audit.urls")),
    path("", include("county.notices.urls")),
    path("", include("county.offline.urls")),
    path("", include("county.agencies.urls")),
    path("", include("county.letters.urls")),
    path("", include("county.cases.urls")),
    path("", include("county.insolvency.urls")),
    path("督查/", include("county.supervision.urls")),
    path("", include("county.demo.urls")),
    path("", include("county.gazette.urls")),
    path("", include("county.rulebook.urls")),
    path("", include("county.api.urls")),
]

handler400 = "county.site.views.bad_request"
handler403 = "county.site.views.not_allowed"
handler404 = "county.site.views.not_found"
handler500 = "county.site.views.failed"
