"""Open data: everything published as tables at addresses that stay, with a dictionary (features, rows 83 and 87).

`catalogue.py` says which tables and columns there are, `rows.py` where their rows come from (the same readers as the
pages, so the same gate), `sending.py` how they are sent. A column or address of a version never changes its meaning and
never goes; more may come. What cannot be kept needs a new version beside the old one.
"""
