"""The attack on what is published: all that a reader can get hold of, as a puzzle in whole numbers, given to a solver.

`puzzle` is the puzzle, `solver` solves it, `tables` makes one of the figures of indicators, `served` fetches these from
the pages' files as each kind of reader, `report` adds up. Nothing here decides what is shown, and nothing of the gate
(`indicators.suppression`) is used: what the gate overlooks is to be found here (decision 030).
"""
