"""The county's settings with one address more: what a single INSERT costs behind the same middleware."""

from county.site.settings import *  # noqa: F403

ROOT_URLCONF = "_bare_urls"
