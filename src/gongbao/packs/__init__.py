"""Packs: what the documents state, loaded and checked."""
