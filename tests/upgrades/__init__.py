"""Databases of earlier states of the portal, kept small, and what it takes to make one (`make snapshot`)."""
