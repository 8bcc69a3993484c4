"""Things that a checklist judges one by one."""
