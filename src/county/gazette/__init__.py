"""The reading room: documents, their editions, search and import."""
