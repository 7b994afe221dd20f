"""How councils do, by records, survey and observation (initiative 3.3, facts 10): begin with `reading.py`."""
