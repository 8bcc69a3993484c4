"""Units, posts, people and bodies."""
