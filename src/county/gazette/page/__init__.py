"""The document page: from a document's object to blocks in the order of the text, each with its margin."""
