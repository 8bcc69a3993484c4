"""Units, platforms, matters, counters, staff."""
