"""Adopted plans, as data: their text restated in our words, in English and Spanish, with the source.

`manage.py load_plan` stores them. A further plan cycle is a further module in `CYCLES`.
"""

from plans.reference import hartford_2015

CYCLES = (hartford_2015.CYCLE,)
