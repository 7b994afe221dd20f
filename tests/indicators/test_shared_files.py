"""All published files, imported as an operator does it and compared cell by cell with a second, independent reading."""

import csv
import io
import random
from decimal import Decimal
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command

from indicators.models import ImportRun
from tests.indicators.shared_files import FOLDER, WITHOUT_VALUES, all_files, what_the_files_say

pytestmark = [
    pytest.mark.django_db,
    pytest.mark.skipif(not FOLDER.is_dir(), reason=f"the published files are not in {FOLDER}"),
]
# README.md is not offered; the workbook is understood and holds two other districts.
NOT_REFUSED = {"README.md", "sample-ct-dist-sch-by-race-edsight-23-24.xlsx"}
SCHOOLS_WITHOUT_CODE = {
    f"college-entrance-and-persistence__{year}_all-schools_{breakdown}.csv"
    for year, breakdowns in {
        "2011-12": ("ell", "gender", "lunch", "race", "sped"),
        "2012-13": ("ell", "lunch", "race", "sped"),
    }.items()
    for breakdown in breakdowns
}
COLUMNS = (
    "indicator,scope,school_code,fall_year,period,dimension,group,instrument,numerator,denominator,value,"
    "display_status,status,version,source_file,source_line"
)


def import_all(files):
    """Imports what it can; the files that are refused make the command fail in the end. Quiet, it names only those."""
    told = io.StringIO()
    with pytest.raises(CommandError, match="files refused; the others were imported"):
        call_command("import_indicators", *map(str, files), verbosity=0, stdout=told)
    refused = {line.partition(": ")[0] for line in told.getvalue().splitlines() if not line.startswith(" ")}
    assert refused == {Path(name).name for name in WITHOUT_VALUES | SCHOOLS_WITHOUT_CODE} - NOT_REFUSED


def exported(path):
    """{cell: (numerator, denominator, value, status)}, {cell: (file, line)}."""
    call_command("export_indicators", out=path, verbosity=0)
    figures, sources = {}, {}
    with path.open(newline="") as file:
        assert file.readline().strip() == COLUMNS
        for row in csv.DictReader(file, fieldnames=COLUMNS.split(",")):
            of = ("indicator", "instrument", "scope", "school_code", "fall_year", "period", "dimension", "group")
            cell = tuple(int(row[name]) if name == "fall_year" else row[name] for name in of)
            assert cell not in figures, f"two versions of {cell} from files that agree"
            numbers = (Decimal(row[name]) if row[name] else None for name in ("numerator", "denominator", "value"))
            figures[cell] = (*numbers, row["display_status"])
            sources[cell] = (row["source_file"], int(row["source_line"]))
    return figures, sources


def test_every_value_of_the_district_is_what_the_files_say_and_nothing_else(tmp_path):
    call_command("load_plan", verbosity=0)
    files = [path for path in all_files() if path.suffix != ".md"]
    random.Random(1).shuffle(files)
    import_all(files)
    stored, sources = exported(tmp_path / "values.csv")
    said = what_the_files_say()

    assert len(said) > 6000
    assert {cell for cell in said if cell not in stored} == set(), "in the files and not stored"
    assert {cell for cell in stored if cell not in said} == set(), "stored and not in the files"
    different = {cell: (stored[cell], said[cell]) for cell in said if stored[cell] != said[cell]}
    assert different == {}
    check_sources(sources)

    # Once more, in another order: nothing changes, nothing is stored twice.
    runs = ImportRun.objects.in_force().count()
    random.Random(2).shuffle(files)
    import_all(files)
    assert exported(tmp_path / "again.csv") == (stored, sources)
    assert ImportRun.objects.in_force().count() == runs


def check_sources(sources):
    """The line of the source holds the place that the value is of."""
    lines = {path.name: path.read_bytes().decode("latin-1").splitlines() for path in all_files()}
    for cell, (name, line) in random.Random(3).sample(sorted(sources.items()), 400):
        words = {"STATE": ("State", "Connecticut"), "DISTRICT": ("Hartford School District",), "SCHOOL": (cell[3],)}
        assert any(word in lines[name][line - 1] for word in words[cell[2]]), (cell, name, line)
