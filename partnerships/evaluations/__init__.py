"""Evaluations of partnerships (initiative 1.7): the rules, without pages."""
