"""Placeholder."""
def compare(arguments): pass
