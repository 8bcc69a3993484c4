"""From a document file to a tree: separate passes, each printable alone."""
