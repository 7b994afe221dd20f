"""The demonstration district: Hartford's real list of schools, and invented people and figures.

School names, codes and grade spans are public facts (`reference/schools.csv`); everything else is made up from a seed,
so that a first run shows no bare page. Each page says so (`District.is_demo`).
"""
