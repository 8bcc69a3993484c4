"""Addresses of the desk, room by room."""

from django.urls import path

from county.reviews.catalogue.urls import urlpatterns as catalogue
from county.reviews.intake.urls import urlpatterns as intake
from county.reviews.loop.urls import urlpatterns as loop
from county.reviews.protection.urls import urlpatterns as protection
from county.reviews.rating.urls import urlpatterns as rating
from county.reviews.rating.views import by_link
from county.reviews.statistics.urls import urlpatterns as statistics
from county.reviews.surveys.urls import urlpatterns as surveys
from county.reviews.upwards.urls import urlpatterns as upwards

app_name = "reviews"
urlpatterns = [*rating, *loop, *catalogue, *intake, *statistics, *surveys, *upwards, *protection,
               # whatever else is typed for a link gets the answer of a wrong one
               path("评价/<str:token>/", by_link, name="by-link")]
