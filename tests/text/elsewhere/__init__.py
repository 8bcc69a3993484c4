"""Documents in the forms that other places print, with what a careful person reads in them."""
