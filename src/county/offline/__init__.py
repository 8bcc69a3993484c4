"""Entry where the line breaks: what a browser sends twice is taken once."""
