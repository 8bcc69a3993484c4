"""Template filters of the rulebook."""
