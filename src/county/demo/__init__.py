"""The demo county: enter as, go forward, begin again."""
