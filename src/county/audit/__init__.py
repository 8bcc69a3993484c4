"""What was done, by whom, sealed so that nothing can be changed unseen."""
