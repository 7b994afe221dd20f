"""Reads what the portal serves, as each kind of reader: files of figures row by row, everything else as texts.

Files are fetched from their addresses and parsed; what a file says and the reader of pages does not is a finding by
itself (facts 3.4, leak 7). Pages, drawings, documents, pictures, feeds and mails are taken apart into texts
(`sayings`), and an ear (`telling`) hears what of the hidden they tell. Readers' accounts, and packets and mails that
are made only to be read, exist in a transaction that is taken back.
"""

import csv
import io
import json
import random
import time
import uuid
from collections import Counter, defaultdict, deque
from contextlib import contextmanager
from dataclasses import dataclass, field
from decimal import Decimal
from itertools import chain, zip_longest

from django.conf import settings
from django.db import transaction
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from python_calamine import CalamineWorkbook

from district.access import SCHOOL_ROLES, Role
from district.models import Membership, School, User
from district.printing.engine import overheard
from indicators.attack import sayings
from indicators.attack.tables import DISTRICT, Series, Told
from indicators.dashboards import BREAKDOWNS
from indicators.models import Indicator
from indicators.models.imports import SourceKind
from indicators.models.values import Scope, Shown
from indicators.tables import FIGURE_HEADERS

ANYBODY = ""  # a reader who has not signed in; others are roles
MOST_SCHOOLS = 80  # read by roles; of more, so many are drawn by lot. Anybody reads all


@dataclass(frozen=True)
class File:
    """An address that gives figures."""

    view: str
    arguments: tuple
    words: tuple

    def address(self, file_format):
        words = "&".join(f"{name}={value}" for name, value in (*self.words, ("format", file_format)))
        return f"{reverse(self.view, args=self.arguments)}?{words}"


@dataclass(frozen=True)
class Address:
    """Where something is served. `kind`: page, pdf, feed, csv, xlsx or json."""

    kind: str
    path: str


@dataclass
class Reading:
    """{(indicator, fall year): {series: {cell: Told}}} as one reader found it in files; of what is hidden there `heard`
    holds what something else tells, as (Told, where).

    `kinds`: how much was read of each kind. Addresses that were refused, and that were left out because time was over
    or because their school was not drawn: `schools` of `all_schools` were read.
    """

    reader: str
    found: dict
    heard: dict = field(default_factory=lambda: defaultdict(lambda: defaultdict(dict)))
    kinds: Counter = field(default_factory=Counter)
    depends: list = field(default_factory=list)  # addresses that say something else once hidden figures are moved
    refused: int = 0
    unread: int = 0
    schools: int = 0
    all_schools: int = 0

    @property
    def files(self):
        return self.kinds.total()

    def hear(self, ear, said, where):
        for hidden, cell, told in ear.hear(said):
            self.heard[hidden.indicator, hidden.fall_year][hidden.series].setdefault(cell, (told, where))


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


def read(reader, fall_year, *, formats=("csv",), most=MOST_SCHOOLS, further=None, ear=None, until=None):
    """What one reader gets out of all files, and out of `further(fall year, school codes)`: Addresses that an ear
    listens to. `most`: so many schools at most. Once the clock is past `until` the rest is left out, and counted."""
    schools = list(School.objects.order_by("code").values_list("code", flat=True))
    drawn = schools if len(schools) <= most else sorted(random.Random(fall_year).sample(schools, most))
    reading = Reading(reader, defaultdict(lambda: defaultdict(dict)), schools=len(drawn), all_schools=len(schools))
    with standing_in(reader, schools) as client:
        of_figures = (Address(one, file.address(one)) for file in files(fall_year, drawn) for one in formats)
        both = zip_longest(further(fall_year, drawn) if further else (), of_figures)  # whatever the time is enough for
        for address in filter(None, chain.from_iterable(both)):
            _read_one(reading, client, address, ear, until)
    return reading


def _read_one(reading, client, address, ear, until):
    if until is not None and time.monotonic() > until:
        reading.unread += 1
        return
    with overheard() as documents:
        response = client.get(address.path, secure=True, headers={"host": host()})
    if response.status_code != 200:
        reading.refused += 1
        return
    reading.kinds[address.kind] += 1
    content = b"".join(response.streaming_content) if response.streaming else response.content
    if address.kind in TABLES:
        said = sayings.of_records(row for row in rows_of(content, address.kind) if not take(reading, row))
    elif address.kind == "pdf":
        said = (one for document in documents for one in sayings.of_document(document))
    else:
        said = (sayings.of_atom if address.kind == "feed" else sayings.of_html)(content.decode())
    if ear is not None:
        reading.hear(ear, said, address.path)
    else:
        deque(said, maxlen=0)


TABLES = ("csv", "xlsx", "json")


def read_documents(documents, ear):
    """What stands in documents that no address serves as they are asked for: (kind, where, sayings) each, one reading
    for all who may have them."""
    reading = Reading("whom it is sent or given", {})
    with transaction.atomic():
        for kind, where, said in documents:
            reading.kinds[kind] += 1
            reading.hear(ear, said, where)
        transaction.set_rollback(True)
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
    if file_format == "json":
        found = json.loads(content)
        found = found if isinstance(found, list) else next((one for one in found.values() if _is_rows(one)), [found])
        yield from (row for row in found if isinstance(row, dict))
        return
    book = CalamineWorkbook.from_filelike(io.BytesIO(content))
    for number in range(len(book.sheet_names)):
        sheet = book.get_sheet_by_index(number).to_python()
        for row in sheet[1:]:
            yield dict(zip(map(str, sheet[0]), [*row, *[""] * (len(sheet[0]) - len(row))], strict=True))


def _is_rows(value):
    return isinstance(value, list) and bool(value) and all(isinstance(one, dict) and len(one) > 2 for one in value)


def take(reading, row):
    """Add a row of figures; whether it was one. Other tables have other headers."""
    if any(name not in row for name in FIGURE_HEADERS):
        return False
    if row["scope"] != Scope.STATE:
        as_of = str(row["as_of_date"] or "")[:10]
        cell = row["school_code"] or DISTRICT, row["dimension"], row["group"]
        series = Series(row["instrument"], row["period"], as_of)
        reading.found[row["indicator"], int(row["fall_year"])][series][cell] = told_of(row)
    return True


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


__all__ = ["Address", "differences", "read", "read_documents", "readers"]
