"""Counts, published tables with small cells held back, open data."""
