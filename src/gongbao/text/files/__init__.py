"""Word and PDF files as text: what `source` hands over to."""
