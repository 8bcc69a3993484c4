"""What start.py does: an environment in .venv/, then the county, the suite or the checks. Standard library only."""
