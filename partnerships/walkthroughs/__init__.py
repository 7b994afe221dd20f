"""Welcoming walkthroughs: standards in versions, rating on a phone, what the team agreed, and what follows."""
