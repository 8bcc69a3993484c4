"""Everything the desk keeps beside the cases."""

from county.supervision.models.figures import FarmlandArea, Figure
from county.supervision.models.lists import Listed
from county.supervision.models.matters import Matter, Progress, Urging
from county.supervision.models.plots import Plot, PlotRequest
from county.supervision.models.ranking import Interview, LowEfficiency, Placing, Quarter
from county.supervision.models.sheets import Decision, SelfCheck, SelfCheckLine

__all__ = ["Decision", "FarmlandArea", "Figure", "Interview", "Listed", "LowEfficiency", "Matter", "Placing", "Plot",
           "PlotRequest", "Progress", "Quarter", "SelfCheck", "SelfCheckLine", "Urging"]
