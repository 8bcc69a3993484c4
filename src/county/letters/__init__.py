"""Letters with their numbers, in the official layout."""
