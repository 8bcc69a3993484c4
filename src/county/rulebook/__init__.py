"""The rulebook: a page for every rule, what each document obliges and where it runs, and what is wrong in it."""
