"""What the provincial system gets, and its receipts."""
