"""The platform: one Django app per desk."""
