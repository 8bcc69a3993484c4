"""Surveys with samples that can be drawn again."""
