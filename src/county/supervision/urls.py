"""Addresses of the desk, room by room."""

from county.supervision.matters.urls import urlpatterns as matters
from county.supervision.ranking.urls import urlpatterns as ranking
from county.supervision.registers.urls import urlpatterns as registers
from county.supervision.sheets.urls import urlpatterns as sheets

app_name = "supervision"
urlpatterns = [*matters, *ranking, *registers, *sheets]
