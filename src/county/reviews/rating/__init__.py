"""How a service is rated: by link, code, counter screen, paper."""
