"""Who may look at a rater, what is screened, how long it is kept."""
