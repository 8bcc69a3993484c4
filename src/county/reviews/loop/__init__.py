"""From the bad rating to its end: tickets, appeals, staff."""
