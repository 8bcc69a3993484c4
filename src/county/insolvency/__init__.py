"""The desk of court and government on insolvencies."""
