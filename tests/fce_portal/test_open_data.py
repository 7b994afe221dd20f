"""Open data: addresses and columns that stay, the gate, files that no spreadsheet runs, answers without reading."""

import csv
import json
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest
from django.urls import reverse

from fce_portal.public.open_data import rows
from fce_portal.public.open_data.catalogue import FORMATS, TABLES, VERSION
from indicators.models import PublicationStamp, SchoolYearCell
from tests.factories import (
    CouncilMeetingFactory,
    DefinitionChangeFactory,
    IndicatorFactory,
    IndicatorTargetFactory,
    IndicatorValueFactory,
    InitiativeFactory,
    SchoolFactory,
)

pytestmark = pytest.mark.django_db
CONTRACT = Path(__file__).parent / "data" / "open_data_v1.json"


def address(table, file_format="csv"):
    return reverse("data-file", args=[table, file_format])


def text_of(answer):
    return b"".join(answer).decode("utf-8-sig")


def test_addresses_and_columns_of_version_1_stay_as_they_were_promised():
    """Whoever changes this file breaks the programs of others: columns are added behind, or in a new version."""
    promised = json.loads(CONTRACT.read_text())
    assert {name: [column.name for column in table.columns] for name, table in TABLES.items()} == promised["columns"]
    assert {name: [column.kind for column in table.columns] for name, table in TABLES.items()} == promised["types"]
    assert [address(name, one) for name in TABLES for one in FORMATS] == promised["addresses"]
    assert VERSION == "v1"


def test_an_approved_change_of_a_definition_is_told_and_a_proposal_is_not(client):
    approved = DefinitionChangeFactory(fall_year=2016, approved=True)
    DefinitionChangeFactory(fall_year=2017)
    (row,) = csv.DictReader(text_of(client.get(address("definition-changes"))).splitlines())
    assert (row["indicator"], row["fall_year"]) == (approved.indicator_id, "2016")
    assert (row["counted_es"], row["reason_en"]) == (approved.counted_es, approved.reason_en)


@pytest.mark.parametrize("table", TABLES.values(), ids=list(TABLES))
def test_every_row_has_a_cell_for_every_column(table, client):
    school = SchoolFactory(name="=Burns")
    indicator = IndicatorFactory()
    IndicatorTargetFactory(indicator=indicator)
    IndicatorValueFactory(indicator=indicator, is_published=True, shown="VALUE", shown_value=25, school=school,
                          scope="SCHOOL")  # fmt: skip
    InitiativeFactory()
    DefinitionChangeFactory(indicator=indicator, approved=True)
    CouncilMeetingFactory(council__school=school)
    SchoolYearCell.objects.create(fall_year=2025, school_key=school.pk, source="council_duties", counts=[3, 2, 1])
    found = list(table.rows())
    assert found or table.code in ("compacts", "measures-by-month")
    assert {len(row) for row in found} <= {len(table.columns)}
    sent = text_of(client.get(address(table.code)))
    assert sent.splitlines()[0] == ",".join(column.name for column in table.columns)
    assert ",=Burns" not in sent  # no spreadsheet runs a name
    read = json.loads(text_of(client.get(address(table.code, "json"))))
    assert read["columns"] == [column.name for column in table.columns]
    assert len(read["rows"]) == len(found)


def test_what_the_gate_holds_back_is_a_mark_here_too(client):
    indicator = IndicatorFactory()
    hidden = {"value": Decimal(3), "numerator": Decimal(3), "denominator": Decimal(9)}
    IndicatorValueFactory(indicator=indicator, is_published=True, shown="SUPPRESSED", **hidden)
    IndicatorValueFactory(indicator=indicator, is_published=False, fall_year=2019, value=Decimal(77))
    read = json.loads(text_of(client.get(address("indicators", "json"))))["rows"]
    assert [(row["value"], row["numerator"], row["denominator"], row["published_as"]) for row in read] == [
        ("*", None, None, "SUPPRESSED")
    ]


def test_what_a_principal_proposes_is_told_to_nobody_before_central_office_has_set_it():
    set_ = IndicatorTargetFactory(target_value=18)
    IndicatorTargetFactory(indicator=set_.indicator, proposed=True, target_value=17)
    assert [(row[1], row[8]) for row in rows.targets()] == [("INTERIM", 18)]


def test_duties_are_told_as_the_dashboards_count_them():
    school = SchoolFactory()
    SchoolYearCell.objects.create(fall_year=2025, school_key=school.pk, source="council_duties", counts=[3, 2, 1])
    assert list(rows.council_duties()) == [[school.code, school.name, 2025, "2025–26", 3, 2, 1]]


def test_a_large_table_is_not_read_for_who_has_it_already(client, monkeypatch):
    first = client.get(address("indicators"))
    assert first.streaming
    etag = first["ETag"]
    text_of(first)
    monkeypatch.setattr(rows.cells, "published", None)  # whoever reads fails
    assert client.get(address("indicators"), headers={"if-none-match": etag}).status_code == 304
    PublicationStamp.advance()
    assert client.get(address("indicators"), headers={"if-none-match": etag}).status_code == 200


def test_a_small_table_goes_by_its_content(client):
    etag = client.get(address("schools"))["ETag"]
    assert client.get(address("schools"), headers={"if-none-match": etag}).status_code == 304
    SchoolFactory(opened_on=date(2020, 8, 1))
    assert client.get(address("schools"), headers={"if-none-match": etag}).status_code == 200


@pytest.mark.parametrize("path", ["nothing.csv", "schools.xlsx", "schools.", "schools.csv.json", "v2/schools.csv"])
def test_what_is_not_there_is_not_found(client, path):
    assert client.get(f"/data/v1/{path}").status_code == 404


def test_the_dictionary_describes_every_column_in_both_languages(client):
    tables = client.get(reverse("data-dictionary")).json()["tables"]
    assert [table["table"] for table in tables] == list(TABLES)
    for table in tables:
        for column in table["columns"]:
            assert column["description"]["en"]
            assert column["description"]["es"] != column["description"]["en"], column


def test_the_licence_is_what_the_district_says(client, settings):
    assert "has not stated yet" in client.get("/data/").content.decode()
    settings.OPEN_DATA_LICENCE, settings.OPEN_DATA_LICENCE_URL = "CC BY 4.0", "https://licence.example"
    assert "https://licence.example" in client.get("/data/").content.decode()
    assert client.get(reverse("data-dictionary")).json()["licence"]["name"] == "CC BY 4.0"
