"""What packs state, held against texts."""
