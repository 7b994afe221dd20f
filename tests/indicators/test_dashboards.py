"""The dashboards: cost, honesty, files that say what the page says, and an attacker with all of them."""

import time
from datetime import date
from decimal import Decimal

import pytest
import time_machine
from django.core.management import call_command
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import translation
from hypothesis import given
from hypothesis import settings as hypothesis_settings
from hypothesis import strategies as st

from district.models import AuditEntry, District, SchoolProfile
from district.models.audit import EntryKind
from indicators import engagement, kept_pages
from indicators.models import IndicatorValue
from indicators.publication import republish
from indicators.suppression import DISTRICT, Rule
from partnerships.models import EngagementRule, YearlyReach
from tests.factories import (
    ActivityFactory,
    EvaluationFactory,
    ImportRunFactory,
    IndicatorFactory,
    IndicatorTargetFactory,
    IndicatorValueFactory,
    InitiativeFactory,
    MembershipFactory,
    SchoolFactory,
)
from tests.indicators.attacker import Attacker, parts_of
from tests.indicators.pages import csv_rows, tables, xlsx_rows
from tests.indicators.test_protection import made_up_table

pytestmark = pytest.mark.django_db

DASHBOARD = "/dashboard/"


@pytest.fixture(autouse=True)
def a_district_whose_pages_are_english():
    translation.activate("en")
    District.objects.create(code="0640011", name="Hartford Public Schools")
    yield
    translation.activate("en")


@pytest.fixture
def chronic():
    """Chronic absenteeism with its adopted target and the state's figures of four years."""
    indicator = IndicatorFactory()
    IndicatorTargetFactory(indicator=indicator, adopted=True)
    run = ImportRunFactory(state_file=True)
    for year, value in {2011: "26.0", 2012: "24.9", 2013: "26.6", 2014: "25.7"}.items():
        state_figure(run, indicator, value, fall_year=year, district=True)
    republish()
    return indicator


def state_figure(run, indicator, value, **fields):
    counts = {"numerator": None, "denominator": None}
    status = "REPORTED" if value is not None else "SUPPRESSED"
    value = None if value is None else Decimal(value)
    return IndicatorValueFactory(
        run=run,
        indicator=indicator,
        instrument="EDSIGHT_CHRONIC",
        value=value,
        display_status=status,
        **counts,
        **fields,
    )


def engaged_schools(total):
    schools = SchoolFactory.create_batch(total)
    for school in schools:
        ActivityFactory(school=school, rating_linked_to_learning=2, audience="BOTH", families_total=12)
    call_command("rebuild_rollups", verbosity=0)
    return schools


# ---------------------------------------------------------------------- cost


def queries(client, address):
    """The queries of a page that nobody has kept ready, in a process that has served one before."""
    client.get(address)
    kept_pages.forget()
    with CaptureQueriesContext(connection) as asked:
        assert client.get(address).status_code == 200
    return len(asked)


def test_the_district_dashboard_asks_ten_queries_at_most_with_three_schools_and_with_sixty(client, chronic):
    client.force_login(MembershipFactory(district_wide=True).user)
    engaged_schools(3)
    few = queries(client, f"{DASHBOARD}?year=2025")
    engaged_schools(57)

    assert queries(client, f"{DASHBOARD}?year=2025") == few <= 10
    assert queries(client, f"{DASHBOARD}?year=2025&sort=-families_attending&page=2") <= 10


def test_the_school_dashboard_asks_ten_queries_at_most(client, chronic):
    client.force_login(MembershipFactory(district_wide=True).user)
    (school,) = engaged_schools(1)
    few = queries(client, reverse("indicators:school-dashboard", args=[school.code]))
    ActivityFactory.create_batch(30, school=school)
    call_command("rebuild_rollups", verbosity=0)

    assert queries(client, reverse("indicators:school-dashboard", args=[school.code])) == few <= 10


def test_the_page_of_an_indicator_costs_the_same_for_one_school_and_for_thirty(client, chronic):
    address = reverse("indicators:indicator-detail", args=["CHRONIC_ABS"])
    run = ImportRunFactory(state_file=True)
    state_figure(run, chronic, 20)
    republish()
    few = queries(client, address)
    for _school in range(29):
        state_figure(run, chronic, 21)
    republish()

    assert queries(client, address) == few <= 11


def test_a_page_kept_ready_costs_next_to_nothing_and_a_changed_figure_makes_it_anew(client, chronic):
    assert "25.7%" in page(client, DASHBOARD)
    with CaptureQueriesContext(connection) as asked:
        page(client, DASHBOARD)
    assert len(asked) == 1

    newer = state_figure(ImportRunFactory(state_file=True), chronic, "23.3", fall_year=2015, district=True)
    republish(run=newer.run)
    assert "23.3%" in page(client, DASHBOARD)


def test_a_logged_activity_makes_the_engagement_anew_and_leaves_the_indicators_as_they_are(client, chronic):
    (school,) = engaged_schools(1)
    address = f"{DASHBOARD}?year=2025"
    page(client, address)
    ActivityFactory(school=school, families_total=1234)
    call_command("rebuild_rollups", verbosity=0)

    with CaptureQueriesContext(connection) as asked:
        assert "1,246" in page(client, address)

    assert not [query for query in asked if "indicators_indicatortarget" in query["sql"]]


def page(client, address, **headers):
    response = client.get(address, **headers)
    assert response.status_code == 200
    return response.content.decode()


def test_what_is_kept_for_one_reader_is_not_shown_to_another(client, chronic):
    school = engaged_schools(1)[0]
    office = MembershipFactory(district_wide=True).user
    client.force_login(office)
    assert reverse("partnerships:activity-list") + f"?school={school.code}" in page(client, f"{DASHBOARD}?year=2025")
    client.logout()

    found = page(client, f"{DASHBOARD}?year=2025")

    assert f"?school={school.code}" not in found


def test_what_is_kept_in_one_language_is_not_shown_in_the_other():
    assert kept_pages.kept("part", 1, lambda: "English") == "English"
    with translation.override("es"):
        assert kept_pages.kept("part", 1, lambda: "Español") == "Español"
    assert kept_pages.kept("part", 1, lambda: "anew") == "English"


def test_what_is_too_old_to_be_shown_does_not_stay_in_memory(monkeypatch):
    for number in range(5):
        kept_pages.kept("part", number, lambda: "text")
    later = time.monotonic() + kept_pages.KEPT_SECONDS + 1
    monkeypatch.setattr(kept_pages.time, "monotonic", lambda: later)
    assert kept_pages.kept("part", 1, lambda: "anew") == "anew"
    assert len(kept_pages._parts) == 1


# ---------------------------------------------------------------------- what is shown


def test_the_dashboard_shows_what_was_imported_against_baseline_and_target(client, chronic):
    found = page(client, DASHBOARD)

    assert "Chronic absenteeism fell from 26.0% in 2011–12 to 25.7% in 2014–15." in found
    assert "Baseline 25.1%" in found
    assert "Target: less than 10% by 2020" in found
    assert "Lower is better" in found
    assert tables(client.get(DASHBOARD))["i1"][1:] == [
        ["2014–15", "25.7%", "Chronic absenteeism, EdSight", "final"],
        ["2013–14", "26.6%", "Chronic absenteeism, EdSight", "final"],
        ["2012–13", "24.9%", "Chronic absenteeism, EdSight", "final"],
        ["2011–12", "26.0%", "Chronic absenteeism, EdSight", "final"],
    ]


def test_an_earlier_year_shows_the_figures_up_to_then(client, chronic):
    found = page(client, f"{DASHBOARD}?year=2012")

    assert "24.9%" in found
    assert "25.7%" not in found


def test_not_applicable_not_reported_suppressed_and_zero_look_different(client):
    school = SchoolFactory()
    SchoolProfile.objects.create(school=school, starts_on=date(2010, 7, 1), name=school.name, low_grade=0, high_grade=5)
    run = ImportRunFactory(state_file=True)
    wanted = {"HIDDEN": ("SUPPRESSED", None), "ZERO": ("REPORTED", Decimal(0)), "NONE": (None, None)}
    for position, (code, (status, value)) in enumerate(wanted.items()):
        indicator = IndicatorFactory(code=code, name=f"Indicator {code}", position=position)
        IndicatorTargetFactory(indicator=indicator, adopted=True)
        if status:
            IndicatorValueFactory(run=run, indicator=indicator, instrument="EDSIGHT_CHRONIC", school=school,
                                  display_status=status, value=value, numerator=None, denominator=None)  # fmt: skip
    of_high_schools = IndicatorFactory(code="HIGH", name="Indicator HIGH", position=9, low_grade=12, high_grade=12)
    IndicatorTargetFactory(indicator=of_high_schools, adopted=True)
    republish()

    found = page(client, reverse("indicators:school-dashboard", args=[school.code]))

    panels = {part.split("</a>")[0].split(">")[-1]: part for part in found.split("<h3 id=")[1:]}
    assert "suppressed to protect students" in panels["Indicator HIDDEN"]
    assert ">0.0%" in panels["Indicator ZERO"]
    assert "Not reported yet" in panels["Indicator NONE"]
    assert "Indicator HIGH" not in panels
    assert "Not applicable (N/A) in this school year" in found


def test_engagement_comes_with_coverage_freshness_and_the_way_down(client, chronic):
    schools = engaged_schools(2)
    SchoolFactory()
    client.force_login(MembershipFactory(district_wide=True).user)

    found = page(client, f"{DASHBOARD}?year=2025")

    assert "2 of 3 schools reported." in found
    assert "All logged activities are counted; last worked out" in found
    by_school = {row[0]: row[1:5] for row in tables(client.get(f"{DASHBOARD}?year=2025"))["schools"][1:]}
    assert by_school[schools[0].name] == ["1", "1", "1", "12"]
    assert by_school[SchoolFactory._meta.model.objects.last().name] == ["—"] * 4  # not reported is not zero
    assert client.get(f"/schools/{schools[0].code}/dashboard/?year=2025").status_code == 200
    link = f"{reverse('partnerships:activity-list')}?school={schools[0].code}&amp;year=2025"
    assert link in found
    assert "Reading at home" in page(client, link.replace("&amp;", "&"))


def test_the_table_of_schools_narrows_to_a_month_and_an_initiative(client, chronic):
    school = engaged_schools(1)[0]
    initiative = InitiativeFactory(code="1.3", title="Joint capacity building")
    linked = ActivityFactory(school=school, held_on=date(2025, 11, 3))
    linked.initiatives.add(initiative)
    call_command("rebuild_rollups", verbosity=0)

    both = tables(client.get(f"{DASHBOARD}?year=2025&month=2025-11&initiative=1.3"))["schools"]
    october = tables(client.get(f"{DASHBOARD}?year=2025&month=2025-10"))["schools"]

    assert both[1][1:2] == ["1"]
    assert october[1][1:2] == ["1"]
    assert "Only November 2025 and initiative" in page(client, f"{DASHBOARD}?year=2025&month=2025-11&initiative=1.3")


def test_schools_are_sorted_by_what_was_asked_and_paged_by_twenty_five(client, chronic):
    schools = engaged_schools(27)
    ActivityFactory(school=schools[13], families_total=500)
    call_command("rebuild_rollups", verbosity=0)

    first = tables(client.get(f"{DASHBOARD}?year=2025&sort=-families_attending"))["schools"][1:]
    second = tables(client.get(f"{DASHBOARD}?year=2025&sort=-families_attending&page=2"))["schools"][1:]

    assert (len(first), len(second), first[0][0]) == (25, 2, schools[13].name)


def test_home_visit_coverage_prints_what_it_divides_by_and_stands_against_the_line(client, chronic):
    stated, unstated = engaged_schools(2)
    by = MembershipFactory().user
    YearlyReach.objects.create(
        school=stated, fall_year=2025, families_enrolled=300, families_home_visited=45, method="list", stated_by=by
    )
    YearlyReach.objects.create(school=unstated, fall_year=2025, families_home_visited=5, method="list", stated_by=by)
    enrolled = IndicatorFactory(code="ENROLLMENT", unit="COUNT", is_equity=False, position=20)
    IndicatorValueFactory(
        indicator=enrolled, instrument="ENROLLMENT_OCT", school=unstated, fall_year=2025, value=200, numerator=None,
        denominator=None, run=ImportRunFactory(state_file=True),
    )  # fmt: skip
    republish()

    found = page(client, f"{DASHBOARD}?year=2025")  # no student stands in for a family that is not stated

    assert "15.0% of families had a relational home visit; the line is 10%." in found
    assert (
        "45 of 300 families enrolled at the 1 school that states its visits; there the line is reached at 1." in found
    )
    assert "Divided by the families enrolled, as each school states them" in found
    assert "1 school that states its visits is left out, because that number is not known." in found


def test_home_visits_are_divided_by_students_where_the_district_settled_on_it(client, chronic):
    (school,) = engaged_schools(1)
    by = MembershipFactory().user
    YearlyReach.objects.create(
        school=school, fall_year=2025, families_enrolled=300, families_home_visited=45, method="list", stated_by=by
    )
    enrolled = IndicatorFactory(code="ENROLLMENT", unit="COUNT", is_equity=False, position=20)
    IndicatorValueFactory(
        indicator=enrolled, instrument="ENROLLMENT_OCT", school=school, fall_year=2025, value=500, numerator=None,
        denominator=None, run=ImportRunFactory(state_file=True),
    )  # fmt: skip
    EngagementRule.objects.create(pk=1, visit_denominator="STUDENTS")
    republish()

    found = page(client, f"{DASHBOARD}?year=2025")

    assert "45 families for 500 students enrolled" in found
    assert "Divided by the students enrolled in October" in found


def test_a_count_stands_beside_its_rate_as_it_falls_with_enrollment(client):
    oss = IndicatorFactory(code="OSS_COUNT", name="Suspensions", unit="COUNT", primary_instrument="EDSIGHT_OSS_EVENTS")
    IndicatorTargetFactory(indicator=oss, adopted=True, baseline_value=4835, target_value=483, comparator="<=")
    enrolled = IndicatorFactory(code="ENROLLMENT", name="Enrollment", unit="COUNT", is_equity=False)
    run = ImportRunFactory(state_file=True)
    for indicator, instrument, value in [
        (oss, "EDSIGHT_OSS_EVENTS", 4883),
        (oss, "EDSIGHT_SUSPENDED_STUDENTS", Decimal("16.1")),
        (enrolled, "ENROLLMENT_OCT", 21435),
    ]:
        IndicatorValueFactory(run=run, indicator=indicator, instrument=instrument, value=value, district=True,
                              numerator=None, denominator=None)  # fmt: skip
    republish()

    found = page(client, DASHBOARD)

    assert "22.8 for each 100 students enrolled in October." in found
    assert "Students suspended or expelled, EdSight: 16.1%" in found
    assert [row["indicator"] for row in csv_rows(client.get(f"{DASHBOARD}?format=csv"))] == ["OSS_COUNT"] * 2


def test_a_dashboard_of_nothing_says_what_belongs_there(client):
    found = page(client, DASHBOARD)

    assert "No indicators loaded yet" in found
    assert "No activities in this school year yet" in found


def test_every_id_of_the_page_is_its_own(client, chronic):
    engaged_schools(2)
    found = page(client, f"{DASHBOARD}?year=2025")
    ids = [part.split('"')[0] for part in found.split(' id="')[1:]]

    assert len(ids) == len(set(ids))
    assert " style=" not in found


def test_the_first_load_of_the_page_is_small(client, chronic):
    engaged_schools(60)

    assert len(page(client, f"{DASHBOARD}?year=2025")) < 100_000


# ---------------------------------------------------------------------- explaining


def test_a_figure_is_explained_by_file_line_run_and_versions(client):
    indicator, school = IndicatorFactory(), SchoolFactory()
    first, second = ImportRunFactory(state_file=True, file_name="june.csv"), ImportRunFactory(state_file=True)
    state_figure(first, indicator, "25.7", school=school, is_current=False)
    state_figure(second, indicator, "25.9", school=school, version=2, status="RESTATED", source_line=17)
    republish()

    address = reverse("indicators:value-detail", args=["CHRONIC_ABS"]) + f"?year=2014&school={school.code}"
    found = page(client, address)

    assert "25.9%" in found
    assert f"{second.file_name}, line 17" in found
    assert [row[:2] for row in tables(client.get(address))["versions"][1:]] == [["2", "25.9%"], ["1", "25.7%"]]
    assert client.get(address.replace("2014", "2013")).status_code == 404


def test_a_superseded_figure_of_the_districts_own_is_named_and_not_shown(client):
    school = SchoolFactory()
    IndicatorValueFactory(school=school, counts=(30, 100), is_current=False)
    IndicatorValueFactory(school=school, counts=(31, 100), version=2)
    republish()

    address = reverse("indicators:value-detail", args=["CHRONIC_ABS"])
    found = client.get(f"{address}?year=2014&school={school.code}&instrument=DISTRICT_CHRONIC")

    assert tables(found)["versions"][1:][1][1] == "kept, no longer shown"


def test_a_computed_district_figure_names_the_schools_it_is_made_of(client):
    run = ImportRunFactory()
    IndicatorValueFactory(run=run, counts=(30, 100))
    IndicatorValueFactory(run=run, counts=(30, 300))
    republish()

    address = reverse("indicators:value-detail", args=["CHRONIC_ABS"]) + "?year=2014&instrument=DISTRICT_CHRONIC"
    found = page(client, address)

    assert "15.0%" in found
    assert "2 of the 2 schools that are asked have figures" in found
    assert sorted(row[1] for row in tables(client.get(address))["parts"][1:]) == ["10.0%", "30.0%"]


# ---------------------------------------------------------------------- raw cells


def test_raw_cells_are_announced_on_the_page_and_never_kept(client):
    school = SchoolFactory()
    IndicatorTargetFactory(indicator=IndicatorFactory(primary_instrument="DISTRICT_CHRONIC"), adopted=True)
    IndicatorValueFactory(school=school, counts=(3, 40))
    republish()
    address = reverse("indicators:school-dashboard", args=[school.code])
    office = MembershipFactory(district_wide=True, legitimate_interest="Attendance review")

    client.force_login(office.user)
    assert "7.5%" not in page(client, address)
    assert "7.5%" in page(client, f"{address}?raw=1")
    assert "You see unsuppressed figures" in page(client, f"{address}?raw=1")
    looks = AuditEntry.objects.filter(kind=EntryKind.RAW_VIEW)
    assert [look.school for look in looks] == [school, school]
    client.logout()

    assert "7.5%" not in page(client, f"{address}?raw=1")
    assert looks.count() == 2


# ---------------------------------------------------------------------- files, and the attacker who has them all

BREAKDOWNS = ["ELL", "RACE_ETH", "SES"]


@pytest.fixture
def district_of_own_figures():
    """A district that uploads its own counts: {key: (numerator, denominator)} by place, breakdown and group."""
    indicator = IndicatorFactory(primary_instrument="DISTRICT_CHRONIC")
    IndicatorTargetFactory(indicator=indicator, adopted=True)
    table = made_up_table(5, 6, BREAKDOWNS, most=160)
    schools = {place: SchoolFactory() for place in {key[0] for key in table} - {DISTRICT}}
    run = ImportRunFactory()
    IndicatorValue.objects.bulk_create(
        IndicatorValueFactory.build(
            indicator=indicator, run=run, scope="SCHOOL" if place else "DISTRICT", school=schools.get(place),
            dimension=dimension, group=group, counts=counts if counts[1] else (0, 1), numerator=counts[0],
            denominator=counts[1],
        )
        for (place, dimension, group), counts in table.items()
    )  # fmt: skip
    republish(run=run)
    return table, schools


def addresses_of_figures(schools):
    """Every address where the public can read or download figures of the table."""
    places = [DASHBOARD, *(reverse("indicators:school-dashboard", args=[one.code]) for one in schools.values())]
    for address in places:
        yield f"{address}?table=indicators"
        yield from (f"{address}?table=groups&groups={dimension}" for dimension in BREAKDOWNS)
    detail = reverse("indicators:indicator-detail", args=["CHRONIC_ABS"])
    yield from (f"{detail}?table={table}" for table in ("years", "schools"))
    yield from (f"{detail}?table=groups&groups={dimension}" for dimension in BREAKDOWNS)


def files(client, schools, file_format):
    read = csv_rows if file_format == "csv" else xlsx_rows
    for address in addresses_of_figures(schools):
        yield from read(client.get(f"{address}&format={file_format}"))


def key_of(row, places):
    return places[row["school_code"]], row["dimension"], row["group"]


def test_whoever_downloads_everything_cannot_work_out_one_hidden_cell(client, district_of_own_figures):
    table, schools = district_of_own_figures
    places = {"": DISTRICT, **{school.code: place for place, school in schools.items()}}
    published, marks = {}, set()
    for file_format in ("csv", "xlsx"):
        for row in files(client, schools, file_format):
            key = key_of(row, places)
            if row["published_as"] == "VALUE":
                published[key] = int(float(row["numerator"]))
            else:
                marks.add((key, row["published_as"], row["value"], row["numerator"], row["denominator"]))

    sizes = {key: size for key, (_numerator, size) in table.items()}
    hidden = set(table) - set(published)
    attacker = Attacker(sizes, parts_of(sizes), published)

    assert {key for key, *_rest in marks} == hidden
    assert all(rest == ("SUPPRESSED", "*", "", "") for _key, *rest in marks for rest in [tuple(rest)])
    assert 5 < len(hidden) < 0.55 * len(table)
    assert all(published[key] == table[key][0] for key in published)
    assert not hidden & set(attacker.solvable())
    narrowed = attacker.narrowed(attacker.domain)
    for key in hidden:
        if sizes[key] and (table[key][0] < Rule().min_numerator or sizes[key] < Rule().min_denominator):
            low, high = narrowed[key]
            assert high - low >= min(5, sizes[key]), key


def test_page_csv_and_xlsx_say_the_same(client, district_of_own_figures):
    _table, schools = district_of_own_figures
    detail = reverse("indicators:indicator-detail", args=["CHRONIC_ABS"])
    for address in [f"{DASHBOARD}?groups=RACE_ETH", f"{detail}?groups=RACE_ETH"]:
        as_csv = csv_rows(client.get(f"{address}&format=csv&table=groups"))
        as_xlsx = xlsx_rows(client.get(f"{address}&format=xlsx&table=groups"))
        assert as_csv == as_xlsx
    in_file = {row["group"]: row["value"] for row in as_csv}
    on_page = tables(client.get(f"{DASHBOARD}?groups=RACE_ETH"))["groups"]
    shown = [cell.split(" ")[0].removesuffix("%") for cell in on_page[1][3:]]
    wanted = [in_file.get(group, "—") for group in ["AM", "AS", "BL", "HI", "PI", "MU", "WH", "OTHER"]]
    assert shown == [one if one in "*—" else f"{float(one):.1f}" for one in wanted]

    school = next(iter(schools.values()))
    address = reverse("indicators:school-dashboard", args=[school.code])
    (row,) = csv_rows(client.get(f"{address}?format=csv&table=indicators"))
    assert tables(client.get(address))["i1"][1][1].removesuffix("%") in (row["value"], f"{float(row['value']):.1f}")


def test_engagement_tables_download_as_they_stand_on_the_page(client, chronic):
    engaged_schools(3)
    rows = csv_rows(client.get(f"{DASHBOARD}?year=2025&format=csv&table=schools"))
    on_page = tables(client.get(f"{DASHBOARD}?year=2025"))["schools"][1:]

    assert [(row["school"], row["activities_held"], row["families_attending"]) for row in rows] == [
        (row[0], row[1], row[4]) for row in on_page
    ]
    assert rows == xlsx_rows(client.get(f"{DASHBOARD}?year=2025&format=xlsx&table=schools"))
    assert (
        sum(
            int(row["activities_held"])
            for row in csv_rows(client.get(f"{DASHBOARD}?year=2025&format=csv&table=months"))
        )
        == 3
    )


def test_the_file_of_schools_holds_all_of_them_and_not_only_those_of_a_page(client, chronic, monkeypatch):
    monkeypatch.setattr(engagement, "SCHOOLS_PER_PAGE", 2)
    engaged_schools(3)
    for place in ("", "&page=2"):
        assert len(csv_rows(client.get(f"{DASHBOARD}?year=2025&format=csv&table=schools{place}"))) == 3


@time_machine.travel(date(2025, 10, 20))
def test_a_month_that_has_not_begun_has_no_figure_and_one_in_progress_says_so(client, chronic):
    """October is logged, July to September held nothing: zero stays zero, and only what is to come is empty."""
    engaged_schools(1)

    found = page(client, DASHBOARD)
    on_page = {row[0]: row[1:] for row in tables(client.get(DASHBOARD))["months"][1:]}
    rows = csv_rows(client.get(f"{DASHBOARD}?format=csv&table=months"))

    assert on_page["September 2025"] == ["0"] * 6
    assert on_page["October 2025 (in progress)"] == ["1", "1", "1", "12", "0", "1"]
    assert on_page["November 2025"] == on_page["June 2026"] == ["—"] * 6
    assert found.count("not begun yet") == 8 * 6
    assert "Still in progress: October 2025." in found
    assert "Sep: 0; Oct: 1<" in found  # the words of the chart end with the month in progress
    in_file = {row["month"]: (row["month_state"], row["activities_held"], row["families_attending"]) for row in rows}
    assert in_file["2025-09"] == ("OVER", "0", "0")
    assert in_file["2025-10"] == ("IN_PROGRESS", "1", "12")
    assert in_file["2025-11"] == in_file["2026-06"] == ("TO_COME", "", "")
    assert rows == xlsx_rows(client.get(f"{DASHBOARD}?format=xlsx&table=months"))


@time_machine.travel(date(2025, 10, 20))
def test_what_is_due_in_a_month_to_come_makes_no_zeros_of_the_rest(client, chronic):
    (school,) = engaged_schools(1)
    EvaluationFactory(school=school, due_on=date(2026, 1, 12))
    call_command("rebuild_rollups", verbosity=0)

    on_page = {row[0]: row[1:] for row in tables(client.get(DASHBOARD))["months"][1:]}
    rows = csv_rows(client.get(f"{DASHBOARD}?format=csv&table=months"))
    january = next(row for row in rows if row["month"] == "2026-01")

    assert on_page["January 2026"] == ["—"] * 6
    assert january["activities_held"] == ""
    assert "1" in january.values()  # what is counted ahead stands in the file, so that sums hold


@time_machine.travel(date(2025, 10, 20))
def test_the_months_of_a_school_and_the_schools_of_a_month_to_come_have_no_figures_either(client, chronic):
    (school,) = engaged_schools(1)
    address = reverse("indicators:school-dashboard", args=[school.code])

    on_page = {row[0]: row[1:] for row in tables(client.get(address))["months"][1:]}
    rows = csv_rows(client.get(f"{address}?format=csv&table=months"))
    in_file = {row["month"]: row["activities_held"] for row in rows}
    in_may = csv_rows(client.get(f"{DASHBOARD}?month=2026-05&format=csv&table=schools"))

    assert on_page["May 2026"] == ["—"] * 5
    assert (in_file["2025-09"], in_file["2026-05"]) == ("0", "")
    assert [row["activities_held"] for row in in_may] == [""]
    assert "Only May 2026 (not begun yet)." in page(client, f"{DASHBOARD}?month=2026-05")


def test_a_school_with_one_activity_that_nobody_rated_is_told_of_in_whole_sentences(client, chronic):
    school = SchoolFactory()
    ActivityFactory(school=school, held_on=date(2025, 10, 6), audience="BOTH", families_total=12)
    call_command("rebuild_rollups", verbosity=0)

    found = page(client, f"{reverse('indicators:school-dashboard', args=[school.code])}?year=2025")

    assert "1 activity was held in 2025–26; rated as linked to learning: 0." in found
    assert "No activity is rated yet." in found
    assert "1 of 1 activity that says whose capacity grows." in found
    assert "— the year before" not in found and "0 of 0" not in found
    assert "The school has not stated its yearly reach yet." in found
    assert "The school has not stated yet how many different families it visited this year." in found
    assert "No school has stated" not in found


def test_a_year_that_is_over_has_a_figure_for_each_month(client, chronic):
    engaged_schools(1)
    with time_machine.travel(date(2026, 7, 2)):
        rows = csv_rows(client.get(f"{DASHBOARD}?year=2025&format=csv&table=months"))
        assert "Still in progress" not in page(client, f"{DASHBOARD}?year=2025")

    assert {row["month_state"] for row in rows} == {"OVER"}
    assert "" not in {row["activities_held"] for row in rows}


def test_a_name_that_would_be_a_formula_is_harmless_in_a_file(client, chronic):
    school = SchoolFactory(name="=HYPERLINK(1)")
    ActivityFactory(school=school)
    call_command("rebuild_rollups", verbosity=0)

    (row,) = csv_rows(client.get(f"{DASHBOARD}?year=2025&format=csv&table=schools"))

    assert row["school"] == "'=HYPERLINK(1)"


# ---------------------------------------------------------------------- addresses that make no sense

WORDS = [
    "",
    "x",
    "-1",
    "0",
    "2014",
    "9999999999",
    "2014-13",
    "0000-01",
    "²",
    "٣",
    "<b>",
    "\x00",
    "ELL",
    "value",
    "1.1",
    "csv",
]
NAMES = [
    "year",
    "groups",
    "group",
    "sort",
    "page",
    "month",
    "initiative",
    "instrument",
    "table",
    "format",
    "as_of",
    "raw",
]


@hypothesis_settings(max_examples=40)
@given(st.dictionaries(st.sampled_from(NAMES), st.sampled_from(WORDS) | st.text(max_size=6)))
def test_no_address_breaks_a_page(client, words):
    indicator = IndicatorFactory()
    school = SchoolFactory(code="0649999")
    detail = reverse("indicators:indicator-detail", args=[indicator.pk])
    for address in [DASHBOARD, reverse("indicators:school-dashboard", args=[school.code]), detail, f"{detail}figure/"]:
        assert client.get(address, words).status_code in (200, 404)
    school.delete()


def test_an_unknown_school_or_indicator_is_not_found(client):
    assert client.get("/schools/0640000/dashboard/").status_code == 404
    assert client.get("/indicators/NONE/").status_code == 404
    assert client.get("/indicators/NONE/figure/").status_code == 404
