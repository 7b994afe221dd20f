"""Perception surveys: instruments, rounds, answers that are counted and forgotten, results behind one gate."""
