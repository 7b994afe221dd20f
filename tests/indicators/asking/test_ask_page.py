"""The page that asks the data, its files, and the way from a figure to its parts and back."""

import io
import json
import re
from datetime import date
from html import unescape

import pytest
import python_calamine
from django.db import connection, transaction
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import translation

from district.access import Role
from indicators import kept_pages, rollups
from indicators.publication import republish
from tests.factories import (
    ActivityFactory,
    ImportRunFactory,
    IndicatorFactory,
    IndicatorTargetFactory,
    IndicatorValueFactory,
    MembershipFactory,
    SchoolFactory,
)
from tests.indicators.pages import tables

pytestmark = pytest.mark.django_db

QUESTION = "/ask/?of=m.activities_held&beside=i.DISTRICT_CHRONIC&by=school&since=2014&until=2015"
MOST_QUERIES = 22  # of the whole page, signing in and heading included; it grows with nothing


class World:
    def __init__(self):
        self.school, self.other = SchoolFactory(name="North"), SchoolFactory(name="=South")
        for school in (self.school, self.other):
            ActivityFactory(school=school, held_on=date(2014, 10, 14))
        chronic = IndicatorFactory()
        IndicatorTargetFactory(indicator=chronic, adopted=True)
        run = ImportRunFactory()
        IndicatorValueFactory(run=run, indicator=chronic, school=self.school)
        IndicatorValueFactory(run=run, indicator=chronic, district=True, counts=(130, 400))
        IndicatorValueFactory(run=run, indicator=chronic, district=True, dimension="ELL", group="EL", counts=(40, 100))
        republish()
        rollups.rebuild()
        self.central = MembershipFactory(role=Role.CENTRAL_OFFICE, school=None).user
        self.principal = MembershipFactory(role=Role.PRINCIPAL, school=self.school).user


@pytest.fixture(scope="module")
def world(django_db_setup, django_db_blocker):
    with django_db_blocker.unblock(), transaction.atomic(), translation.override("en"):
        kept_pages.forget()
        yield World()
        transaction.set_rollback(True)


def browser(person):
    client = Client()
    client.force_login(person)
    return client


def test_the_answer_is_a_table_with_links_as_far_as_one_may_read(world):
    page = browser(world.principal).get(QUESTION)
    rows = tables(page)["answer"]
    assert rows[1:3] == [["=South", "1", "—", "—", "—"], ["North", "1", "—", "30.0%", "—"]]
    text = page.content.decode()
    assert f"/activities/?school={world.school.code}" in text
    assert f"/activities/?school={world.other.code}" not in text


def test_what_was_not_asked_yet_is_no_view_to_keep(world):
    client = browser(world.central)
    assert "Keep this view" not in client.get("/ask/").text
    assert "Keep this view" in client.get(QUESTION).text


def test_what_it_costs_does_not_depend_on_what_is_asked(world):
    client = browser(world.central)
    for by in ("school", "month", "year", "group", "initiative", "tier", "level"):
        with CaptureQueriesContext(connection) as queries:
            assert client.get(QUESTION.replace("by=school", f"by={by}")).status_code == 200
        assert len(queries) <= MOST_QUERIES, by


def test_each_format_says_the_same(world):
    client = browser(world.central)
    with_notes = b"".join(client.get(f"{QUESTION}&format=xlsx").streaming_content)
    book = python_calamine.load_workbook(io.BytesIO(with_notes))
    notes = book.get_sheet_by_name("Notes").to_python()
    said = {row[0] for row in notes}
    assert {"Page", "Address", "Filters in use", "Definition", "Source", "As of", "*", "Suppression"} <= said
    found = json.loads(b"".join(client.get(f"{QUESTION}&format=json").streaming_content))
    north = next(row for row in found["rows"] if row["line"] == "North")
    assert (north["m.activities_held.2014"], north["i.DISTRICT_CHRONIC.2014"]) == (1, 30)
    text = b"".join(client.get(f"{QUESTION}&format=csv").streaming_content).decode("utf-8-sig")
    assert ",'=South,1,," in text


@pytest.mark.parametrize(
    "words",
    [
        "of=x&format=csv",
        "of=m.activities_held",
        "of=m.activities_held&by=0&since=0&until=99999999999",
        "of=%00&by=0",
    ],
)
def test_an_absurd_address_is_a_form_with_reasons(world, words):
    page = browser(world.central).get(f"/ask/?{words}")
    assert page.status_code == 200
    assert page.context["answer"] is None
    assert page.context["form"].errors


def test_from_a_figure_of_a_dashboard_to_its_schools_and_back_to_the_same_place(world):
    client = browser(world.central)
    dashboard = "/dashboard/?year=2014&groups=ELL"
    links = [unescape(link) for link in re.findall(r'href="([^"]+)"', client.get(dashboard).content.decode())]
    figure = next(link for link in links if "/figure/" in link and "group=EL" in link)
    page = client.get(figure)
    assert page.context["portal"].way_back[1] == f"{dashboard}#groups"
    district = next(link for link in links if "/figure/" in link and "group=EL" not in link)
    parts = [unescape(link) for link in re.findall(r'href="([^"]+)"', client.get(district).content.decode())]
    of_school = next(link for link in parts if f"school={world.school.code}" in link)
    back = client.get(of_school).context["portal"].way_back[1]
    assert back == district
    assert client.get(back).context["portal"].way_back[1].startswith("/dashboard/?year=2014")
    activities = next(link for link in links if link.startswith(f"/activities/?school={world.school.code}"))
    assert client.get(activities).context["portal"].way_back[1] == f"{dashboard}#schools"


def test_guests_find_no_way_that_would_be_refused(world):
    text = Client().get("/dashboard/?year=2014").content.decode()
    assert "/ask/" not in text
    assert "/activities/?" not in text
    assert Client().get(reverse("indicators:ask")).status_code == 302
