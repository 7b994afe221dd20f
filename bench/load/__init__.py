"""How much work a district of any size may bring before people wait, and whether it stays so: `make load`, `make soak`.

An open load model: people arrive at a rate, whether or not those before them have been answered, and what they wait is
counted from the moment at which they arrived. A closed loop (ask, wait, ask again) slows down with the server and so
hides the very waiting that one wants to know.
"""
