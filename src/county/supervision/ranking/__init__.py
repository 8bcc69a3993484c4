"""The quarterly ranking, the ladder of consequences, interviews, exposure."""
