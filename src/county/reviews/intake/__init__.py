"""Finished services come in: by interface, sheet or hand."""
