"""What shows that a school did in a year what Title I and the law on councils ask: on a page, and as one zip.

`requirements` is the list, with the statute of each; `gathering` reads what the portal holds for it anyway, `making`
writes the zip with an index. What has no record is said to be missing. Nothing is entered for this alone.
"""
