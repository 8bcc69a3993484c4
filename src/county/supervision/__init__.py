"""The desk of 督查室: every task of the gazette, chased to its end."""
