"""How the audit is said on a page."""
