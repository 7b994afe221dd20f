"""The district on one page: schools × indicators, the four monitoring elements, what is new since the board met, and
how much stands behind the figures (facts 1.10, 1.11).

`heat.heat_of`, `elements.elements_of`, `changes.changes_in` and `coverage.lines_of` give rows; pages, files and printed
documents show them. Nothing here ranks schools: they stand by name within those of the same grades.
"""
