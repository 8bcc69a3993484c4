"""What templates of letters load."""
