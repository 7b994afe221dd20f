"""Small directory files in the state's own format, multi-line quoted cell and all."""

import csv
import io

from district.directory.reading import COLUMNS, GRADE_COLUMNS

HEADER = [*COLUMNS, "Phone", "Location"]


def row(code="0640611", name="Burns Latino Studies Academy", grades=range(9), **cells):
    """A school's row; `grades` with pre-kindergarten as −1."""
    taught = {column: str(int(number in grades)) for number, column in enumerate(GRADE_COLUMNS, start=-1)}
    return {
        "District Name": "Hartford School District",
        "School Name": name,
        "Organization Type": "Public Schools",
        "Organization Code": code,
        "Address": "195 Putnam Street",
        "Town": "Hartford",
        "Zipcode": "06106-1328",
        "Student Open Date": "1984-07-01T00:00:00.000",
        "Interdistrict Magnet": "0",
        "Location": "195 Putnam Street\nHartford, CT 06106-1328\n(41.761181, -72.690452)",
        **taught,
        **cells,
    }


def district_row(name="Hartford School District", code="0640011"):
    return row(code=code, name=name, **{"Organization Type": "Public School Districts", "Location": ""})


def directory_file(*rows):
    out = io.StringIO(newline="")
    writer = csv.DictWriter(out, HEADER, restval="")
    writer.writeheader()
    writer.writerows(rows)
    return out.getvalue().encode()
