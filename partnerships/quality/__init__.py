"""What kind of engagement, for whom, linked to what: not how many events (facts 6.1)."""
