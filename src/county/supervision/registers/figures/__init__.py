"""Targets and rates with what units report for them."""
