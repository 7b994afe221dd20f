"""Tables as files: nothing runs as a formula, notes say what it is, JSON has names that stay."""

import csv
import io
import json
from datetime import date
from decimal import Decimal

import pytest
import python_calamine
from django.test import RequestFactory
from django.utils import translation
from hypothesis import given
from hypothesis import settings as hypothesis_settings
from hypothesis import strategies as st

from district.downloads import Head, harmless, keys_of, table_response, wanted_format

DANGERS = [
    "=1+1",
    "+1+1",
    "-1+1",
    "@SUM(A1)",
    "\t=1",
    "\r=1",
    "\n=1",
    " =1+1",
    "＝1+1",
    '=HYPERLINK("http://x")',
    "-inf",
]
NUMBERS = ["-5", "+3.5", "-1e5"]


def file_of(file_format, headers, rows, notes=(), address="/list/?q=a&format="):
    request = RequestFactory().get(f"{address}{file_format}")
    with translation.override("en"):
        response = table_response(wanted_format(request), "list", headers, rows, notes)
        return b"".join(response.streaming_content)


@pytest.mark.parametrize("text", DANGERS)
def test_a_text_that_would_run_is_only_text_in_every_format(text):
    (row,) = list(csv.reader(io.StringIO(file_of("csv", ["A"], [[text]]).decode("utf-8-sig"), newline="")))[1:]
    assert row[0].startswith("'")
    book = python_calamine.load_workbook(io.BytesIO(file_of("xlsx", ["A"], [[text]])))
    assert b"<f>" not in file_of("xlsx", ["A"], [[text]])
    assert isinstance(book.get_sheet_by_index(0).to_python(skip_empty_area=False)[1][0], str)
    assert json.loads(file_of("json", ["A"], [[text]]))["rows"] == [{"a": text}]


@pytest.mark.parametrize("text", NUMBERS)
def test_a_number_in_words_stays_as_it_is(text):
    assert harmless(text) == text


@hypothesis_settings(max_examples=15, deadline=None)
@given(st.text(max_size=20))
def test_no_cell_of_a_csv_begins_like_a_formula(text):
    cell = str(harmless(text))
    assert cell.lstrip(" ")[:1] not in "=+-@\t\r\n" or cell.strip() == "" or float(cell) is not None


def test_a_workbook_says_what_it_is():
    data = file_of("xlsx", ["School"], [["North"]], notes=[("Definition", "=What is counted")])
    book = python_calamine.load_workbook(io.BytesIO(data))
    notes = dict(book.get_sheet_by_name("Notes").to_python())
    assert notes["Address"].endswith("/list/?q=a")
    assert "Page" not in notes  # of a page that nobody keeps there is no more than its address
    assert notes["Filters in use"] == "q: a"
    assert notes["Definition"] == "=What is counted"
    assert notes["Made at"]


def test_json_keeps_numbers_days_and_gaps_and_names_its_columns():
    rows = [["Ñandú", Decimal("25.70"), 3, date(2026, 3, 1), None], [True, Decimal("4.0"), 0, None, "*"]]
    headers = ["School year", Head("Cifra", "m.value.2025"), "Count", "Count", "—"]
    found = json.loads(file_of("json", headers, rows))
    assert [column["key"] for column in found["columns"]] == [
        "school_year",
        "m.value.2025",
        "count",
        "count_4",
        "column_5",
    ]
    assert found["rows"][0] == {
        "school_year": "Ñandú",
        "m.value.2025": 25.7,
        "count": 3,
        "count_4": "2026-03-01",
        "column_5": None,
    }
    assert found["rows"][1]["m.value.2025"] == 4
    assert json.loads(file_of("json", ["A"], []))["rows"] == []


def test_json_speaks_english_to_everybody_and_other_formats_the_readers_language():
    with translation.override("es"):
        wanted_format(RequestFactory().get("/?format=csv"))
        assert translation.get_language() == "es"
        wanted_format(RequestFactory().get("/?format=json"))
        assert translation.get_language() == "en"
    assert wanted_format(RequestFactory().get("/?format=exe")) is None
    assert keys_of(["A", "A"]) == ["a", "a_2"]
