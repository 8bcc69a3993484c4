"""What the demo bar shows."""
