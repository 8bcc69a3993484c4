"""Sheets of a year: self-check, city check, decisions, what a unit is appraised by."""
