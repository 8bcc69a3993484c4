"""Documents of places that no pack knows, each with what a careful person reads in it."""
