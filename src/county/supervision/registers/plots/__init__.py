"""Building land: plots with their stages, what was asked for them, and changes of use."""
