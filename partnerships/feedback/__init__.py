"""Feedback of families after an event: three questions, counted and forgotten, and told together once all is in."""
