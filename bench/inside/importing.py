"""Importing a table of the district's own figures, against a raw COPY of the same cells: seconds of each, in turns.

The import reads the file, checks every row, compares it with what is stored and writes values with their history. The
COPY takes finished lines into a bare table without a key. Both are taken back each time.
"""

import io
import time
from itertools import islice
from random import Random

from bench.inside import run

TURNS = 3
BARE_TABLE = """
CREATE TABLE bench_bare (
    indicator text, scope text, school_code text, fall_year smallint, period text, dimension text, "group" text,
    instrument text, numerator numeric(12, 4), denominator numeric(12, 4), value numeric(12, 4), display_status text,
    status text
)
"""


def main(rows_wanted):
    from fce_portal.demo.filing import as_csv

    rows = made_up_rows(rows_wanted)
    data, lines = as_csv(rows), copy_text(rows)
    seconds = {"import": [], "copy": []}
    for turn in range(TURNS + 1):
        for name, spent in (("import", timed(store, data)), ("copy", timed(copy, lines))):
            if turn:  # the first turn warms up
                seconds[name].append(spent)
    return {**seconds, "rows": len(rows), "bytes": len(data)}


def made_up_rows(wanted):
    """Outcomes of years long before those that the district holds already, for all of its schools."""
    from district.models import School
    from fce_portal.demo.figures import outcome_rows
    from fce_portal.demo.schools import Place

    schools = School.objects.filter(closed_on=None).prefetch_related("profiles")
    places = []
    for school in schools:
        profile = school.profiles.all()[0]
        places.append(Place(school, 400, profile.low_grade, profile.high_grade, is_title1=True))
    rows = []
    for last_year in range(2022, 2006, -1):
        if len(rows) < wanted:
            rows += islice(outcome_rows(Random(last_year), places, last_year, years=1), wanted - len(rows))
    return rows


def copy_text(rows):
    from fce_portal.demo.copying import copy_line

    return "".join(copy_line([None if cell == "" else cell for cell in row]) for row in rows)


def timed(way, material):
    from django.db import transaction

    with transaction.atomic():
        started = time.perf_counter()
        way(material)
        check_foreign_keys()  # which a commit would do
        spent = time.perf_counter() - started
        transaction.set_rollback(True)
    return spent


def check_foreign_keys():
    from django.db import connection

    with connection.cursor() as cursor:
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")


def store(data):
    from fce_portal.demo.schools import DISTRICT_CODE
    from indicators.importing import runs

    made = runs.new_run(file_name="bench.csv", data=data, district_code=DISTRICT_CODE)
    outcome = runs.store(made, data)
    if outcome.is_refused or made.rows_refused:
        raise RuntimeError("The import refused rows that it should take.")


def copy(lines):
    from django.db import connection

    with connection.cursor() as cursor:
        cursor.execute(BARE_TABLE)
        cursor.copy_expert("COPY bench_bare FROM STDIN", io.StringIO(lines), size=1 << 18)


if __name__ == "__main__":
    run(main)
