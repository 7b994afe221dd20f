"""All published figures as one table: it says what pages show, no more, and the portal can read it again."""

from datetime import date
from decimal import Decimal

import pytest

from indicators import cells, published_values
from indicators.importing.families.tidy import Tidy
from indicators.importing.reading import read
from indicators.models.values import Shown
from indicators.publication import republish
from tests.factories import ImportRunFactory, IndicatorFactory, IndicatorValueFactory, SchoolFactory
from tests.indicators.pages import xlsx_rows

pytestmark = pytest.mark.django_db


@pytest.fixture
def figures():
    """Shown, too small to be shown, banded, of a running year, a count, and one of the state's own asterisks."""
    chronic, run, state = IndicatorFactory(), ImportRunFactory(), ImportRunFactory(state_file=True)
    schools = SchoolFactory.create_batch(4)
    for school, counts in zip(schools, [(30, 100), (3, 90), (99, 100), (40, 120)], strict=True):
        IndicatorValueFactory(run=run, indicator=chronic, school=school, counts=counts)
    IndicatorValueFactory(run=run, indicator=chronic, district=True, counts=(172, 410))
    IndicatorValueFactory(
        run=run, indicator=chronic, district=True, counts=(50, 410), period="RUNNING", as_of_date=date(2014, 11, 15)
    )
    nothing = {"value": None, "numerator": None, "denominator": None, "display_status": "SUPPRESSED"}
    IndicatorValueFactory(run=state, indicator=chronic, instrument="EDSIGHT_CHRONIC", school=schools[0], **nothing)
    republish()
    return cells.published(computed=False, period=None)


def test_every_published_figure_is_a_row_and_what_is_hidden_is_empty(figures):
    rows = [dict(zip(published_values.HEADERS, row, strict=True)) for row in published_values.rows()]
    assert len(rows) == len(figures) == 7
    assert {one.shown for one in figures} >= {Shown.VALUE, Shown.SUPPRESSED}
    for row in rows:
        is_exact = row["display_status"] == "REPORTED"
        assert is_exact or (row["value"] is row["numerator"] is row["denominator"] is None)
    assert sorted(str(row["published_as"]) for row in rows if row["display_status"] == "SUPPRESSED")[-1].startswith(
        ("*", "≤", "≥")
    )
    assert list(published_values.rows(2013)) == []


def test_the_file_is_read_again_as_the_same_figures(client, figures):
    answer = client.get("/indicators/published/", {"format": "csv"})
    table = read(b"".join(answer.streaming_content))
    family = Tidy()
    reading = family.read(table, family.recognise(table), None)
    assert reading.issues == []

    def cell(one, code):
        return (one.indicator, one.instrument, one.scope, code, one.fall_year, one.period, one.as_of_date, one.group)

    from district.models import School

    codes = dict(School.objects.values_list("pk", "code"))
    again = {cell(one, one.school_code): (one.value, one.numerator, one.display_status) for one in reading.observations}
    shown = {
        cell(one, codes.get(one.school_id, "")): (
            (Decimal(one.value), one.numerator, "REPORTED") if one.is_exact else (None, None, "SUPPRESSED")
        )
        for one in figures
    }
    assert again == shown


def test_the_page_names_each_column_and_offers_each_year(client, figures):
    page = client.get("/indicators/published/").content.decode()
    assert all(f"<dt>{name}</dt>" in page for name in published_values.HEADERS)
    assert "?year=2014&amp;format=json" in page
    assert client.get("/indicators/published/", {"year": "99999999", "format": "json"}).status_code == 200


def test_a_workbook_holds_one_school_year(client, figures):
    answer = client.get("/indicators/published/", {"format": "xlsx"})
    assert "published-values-2014" in answer.headers["Content-Disposition"]
    assert len(xlsx_rows(answer)) == len(figures)
