"""Settings, addresses, layout and the home page."""
