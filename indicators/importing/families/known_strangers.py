"""Files that the portal knows and does not take, each with the reason a person needs."""

from indicators.importing.observations import Refused

STRANGERS = [
    # Headings that must all be there → why the file is refused.
    ({"LEA_STATE", "COMBOKEY", "SCHID"}, "CRDC"),
    ({"VARNUM", "TYPE", "LABEL"}, "DICTIONARY"),
    ({"Column Name", "Description", "Data Type"}, "DICTIONARY"),
    ({"Organization Type", "Organization Code", "Student Open Date"}, "DIRECTORY"),
]


def refuse(table):
    """Refuse a file that no family recognised: with its own reason where we know it."""
    for line, cells in table.head:
        headings = {cell.strip() for cell in cells}
        for needs, code in STRANGERS:
            if needs <= headings:
                raise Refused(code, line=line)
    first = next((", ".join(cells) for _line, cells in table.head if any(cells)), "")
    raise Refused("NOT_RECOGNISED", line=1, first=first[:120])
