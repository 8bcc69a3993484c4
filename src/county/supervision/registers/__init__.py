"""Registers behind the tasks: plots, farmland, things under a checklist, figures."""
