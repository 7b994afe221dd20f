"""Reads what the portal serves, as each kind of reader: the files of figures, fetched from their addresses and parsed.

Pages, charts and PDFs are not read one by one: they get their figures from `indicators.cells` and from nowhere else
(tests/indicators/test_cells.py holds every module to it). What a file says and the reader of pages does not is a
finding by itself (facts 3.4, leak 7). Readers' accounts exist only in a transaction that is taken back.
"""

import csv
import io
import uuid
from collections import defaultdict
from contextlib import contextmanager
from dataclasses import dataclass
from decimal import Decimal

from django.conf import settings
from django.db import transaction
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from python_calamine import CalamineWorkbook

from district.access import SCHOOL_ROLES, Role
from district.models import Membership, School, User
from indicators.attack.tables import DISTRICT, Series, Told
from indicators.dashboards import BREAKDOWNS
from indicators.models import Indicator
from indicators.models.imports import SourceKind
from indicators.models.values import Scope, Shown
from indicators.tables import FIGURE_HEADERS

ANYBODY = ""  # a reader who has not signed in; others are roles
FEW_SCHOOLS = 3  # whose files each role reads; anybody reads all


@dataclass(frozen=True)
class File:
    """An address that gives figures."""

    view: str
    arguments: tuple
    words: tuple

    def address(self, file_format):
        words = "&".join(f"{name}={value}" for name, value in (*self.words, ("format", file_format)))
        return f"{reverse(self.view, args=self.arguments)}?{words}"


@dataclass
class Reading:
    """{(indicator, fall year): {series: {cell: Told}}} as one reader found it; files read; addresses refused."""

    reader: str
    found: dict
    files: int = 0
    refused: int = 0


def readers():
    """Anybody, and every role; without a recorded interest none of them reads raw cells."""
    return [ANYBODY, *(role.value for role in Role)]


def files(fall_year, schools):
    """The addresses with figures up to a school year: of the district, of each indicator, of schools."""
    year = ("year", fall_year)
    for breakdown in BREAKDOWNS:
        groups = ("table", "groups"), ("groups", breakdown.value), year
        yield File("indicators:district-dashboard", (), groups)
        for code in schools:
            yield File("indicators:school-dashboard", (code,), groups)
    yield File("indicators:district-dashboard", (), (("table", "indicators"), year))
    for code in schools:
        yield File("indicators:school-dashboard", (code,), (("table", "indicators"), year))
    for indicator in Indicator.objects.values_list("pk", flat=True):
        for name in ("years", "schools"):
            yield File("indicators:indicator-detail", (indicator,), (("table", name), year))


def read(reader, fall_year, *, formats=("csv",), few=True):
    """What one reader gets out of all files. `few`: of some schools only."""
    schools = list(School.objects.order_by("code").values_list("code", flat=True))
    reading = Reading(reader, defaultdict(lambda: defaultdict(dict)))
    with standing_in(reader, schools) as client:
        for file in files(fall_year, schools[:FEW_SCHOOLS] if few else schools):
            for file_format in formats:
                response = client.get(file.address(file_format), secure=True, headers={"host": host()})
                if response.status_code != 200:
                    reading.refused += 1
                    continue
                reading.files += 1
                content = b"".join(response.streaming_content)
                take(reading, rows_of(content, file_format))
    return reading


def host():
    return next((one for one in settings.ALLOWED_HOSTS if not one.startswith(("*", "."))), "localhost")


@contextmanager
def standing_in(reader, schools):
    """A client signed in as somebody with the role, who is gone afterwards, and whatever the reading left behind."""
    with transaction.atomic():
        client = Client(raise_request_exception=False)
        if reader != ANYBODY:
            school = School.objects.get(code=schools[0]) if reader in SCHOOL_ROLES and schools else None
            person = User.objects.create(email=f"{uuid.uuid4()}@reader.invalid", name=Role(reader).label)
            Membership.objects.create(user=person, role=reader, school=school, starts_on=timezone.localdate())
            client.force_login(person, backend=settings.AUTHENTICATION_BACKENDS[0])
        yield client
        transaction.set_rollback(True)


def rows_of(content, file_format):
    """The rows of a file as {header: text or number}."""
    if file_format == "csv":
        yield from csv.DictReader(io.StringIO(content.decode("utf-8-sig")))
        return
    sheet = CalamineWorkbook.from_filelike(io.BytesIO(content)).get_sheet_by_index(0).to_python()
    for row in sheet[1:]:
        yield dict(zip(sheet[0], [*row, *[""] * (len(sheet[0]) - len(row))], strict=True))


def take(reading, rows):
    """Add rows of figures; other tables have other headers and are left out."""
    for row in rows:
        if any(name not in row for name in FIGURE_HEADERS) or row["scope"] == Scope.STATE:
            continue
        as_of = str(row["as_of_date"] or "")[:10]
        cell = row["school_code"] or DISTRICT, row["dimension"], row["group"]
        series = Series(row["instrument"], row["period"], as_of)
        reading.found[row["indicator"], int(row["fall_year"])][series][cell] = told_of(row)


def told_of(row):
    """A row as a reader takes it. The mark is believed, not the column beside it: what stands there is what leaks."""
    text = str(row["value"]).strip()
    limit = text.lstrip("≤≥")
    try:
        value = Decimal(limit)
    except ArithmeticError:
        value = None
    shown = {"*": Shown.SUPPRESSED, "N/A": Shown.NOT_APPLICABLE}.get(text, Shown.NOT_REPORTED)
    if value is not None:
        shown = {"≤": Shown.BAND_LOW, "≥": Shown.BAND_HIGH}.get(text[0], Shown.VALUE)
    counts = [int(float(row[name])) if row[name] not in ("", None) else None for name in ("numerator", "denominator")]
    return Told(str(shown), value, *counts, row["source"] == SourceKind.STATE)


def differences(reading, by_pages):
    """Cells of which a file says other than pages do: (indicator, fall year, series, cell)."""
    return [
        (*group, series, cell)
        for group, tables in reading.found.items()
        for series, found in tables.items()
        for cell, told in found.items()
        if not is_same(told, by_pages(*group).get(series, {}).get(cell))
    ]


def is_same(one, other):
    if other is None:
        return False
    numbers = [(one.value, other.value), (one.numerator, other.numerator), (one.denominator, other.denominator)]
    return one.shown == str(other.shown) and all(is_equal(*pair) for pair in numbers)


def is_equal(one, other):
    return one is other if None in (one, other) else round(one, 4) == round(other, 4)


__all__ = ["differences", "read", "readers"]
