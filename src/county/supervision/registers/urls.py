"""Addresses of registers and figures."""

from django.urls import path

from county.supervision.registers.farmland import views as farmland
from county.supervision.registers.figures import views as figures
from county.supervision.registers.listed import views as listed
from county.supervision.registers.overview import registers
from county.supervision.registers.plots import views as plots

urlpatterns = [
    path("名录/", registers, name="registers"),
    path("名录/地块/", plots.plots, name="plots"),
    path("名录/地块/新/", plots.new_plot, name="plot-new"),
    path("名录/地块/<uuid:case_id>/", plots.plot, name="plot"),
    path("名录/地块/<uuid:case_id>/能不能批/", plots.ask, name="plot-ask"),
    path("名录/用途变更/", plots.changes, name="changes"),
    path("名录/用途变更/新/", plots.open_change, name="change-new"),
    path("名录/耕地/", farmland.farmland, name="farmland"),
    path("名录/耕地/填报/", farmland.keep, name="farmland-keep"),
    path("名录/耕地/导出/", farmland.export, name="farmland-export"),
    path("名录/<slug:system>/<slug:rule>/", listed.listing, name="listing"),
    path("名录/<slug:system>/<slug:rule>/列入/", listed.put_on, name="listing-add"),
    path("名录/<slug:system>/<slug:rule>/导出/", listed.export, name="listing-export"),
    path("名录/<slug:system>/<slug:rule>/<int:pk>/", listed.thing, name="thing"),
    path("名录/<slug:system>/<slug:rule>/<int:pk>/改/", listed.correct, name="thing-correct"),
    path("名录/<slug:system>/<slug:rule>/<int:pk>/移出/", listed.take_off, name="thing-off"),
    path("指标/", figures.figures, name="figures"),
    path("指标/<slug:system>/<slug:rule>/", figures.figure, name="figure"),
    path("指标/<slug:system>/<slug:rule>/填报/", figures.report, name="figure-report"),
]
