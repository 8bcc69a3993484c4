"""Matters: opened, seen on the board, urged."""
