"""The mechanism every desk stands on: a case runs a procedure."""
