"""The scorecard: classes, columns, what is told apart in a square, the four elements, what is new, coverage, files."""

from dataclasses import replace
from datetime import UTC, date, datetime
from decimal import Decimal
from io import StringIO
from types import SimpleNamespace

import pytest
import time_machine
from django.core.management import call_command
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import translation

from district.models import BoardMeeting, District, School
from indicators import kept_pages
from indicators.measures import ratios
from indicators.models import IndicatorTarget
from indicators.models.reference import MonitoringElement
from indicators.publication import republish
from indicators.scorecard import changes, classing, coverage, elements, heat, presenting, printed
from indicators.scorecard.classing import Basis
from indicators.scorecard.columns import adopted_in
from indicators.scorecard.heat import State, heat_of
from indicators.spans import Span, span_of
from tests.factories import (
    ActivityFactory,
    ImportRunFactory,
    IndicatorFactory,
    IndicatorTargetFactory,
    IndicatorValueFactory,
    MembershipFactory,
    SchoolFactory,
    SchoolProfileFactory,
)
from tests.indicators.pages import csv_rows, tables

PAGE = "/scorecard/"
TODAY = date(2026, 11, 26)


# ---------------------------------------------------------------------- spans


@pytest.mark.parametrize(
    ("low", "high", "span"),
    [
        (-1, 5, Span.ELEMENTARY),
        (0, 6, Span.ELEMENTARY),
        (-1, -1, Span.ELEMENTARY),
        (-1, 8, Span.K8),
        (3, 8, Span.K8),
        (6, 8, Span.MIDDLE),
        (5, 8, Span.MIDDLE),
        (6, 12, Span.SECONDARY),
        (9, 12, Span.HIGH),
        (12, 12, Span.HIGH),
        (0, 12, Span.ALL_GRADES),
        (None, None, Span.UNKNOWN),
    ],
)
def test_schools_are_compared_with_those_of_the_same_grades(low, high, span):
    assert span_of(low, high) == span


# ---------------------------------------------------------------------- classes


def a_target(value, comparator, direction):
    return IndicatorTarget(
        target_value=Decimal(value), comparator=comparator, indicator=IndicatorFactory.build(direction=direction)
    )


@pytest.mark.parametrize(
    ("value", "level"),
    [("9.99", 1), ("10", 2), ("14.99", 2), ("15", 3), ("24.99", 3), ("25", 4), ("39.99", 4), ("40", 5), ("100", 5)],
)
def test_less_than_ten_percent_absent_is_met_below_ten_and_ten_itself_is_near(value, level):
    assert classing.level_to_target(Decimal(value), a_target(10, "<", "LOWER")).number == level


@pytest.mark.parametrize(("value", "level"), [("90", 1), ("89.9", 2), ("85", 3), ("75", 4), ("60", 5), ("0", 5)])
def test_of_what_should_be_high_the_class_is_the_distance_from_below(value, level):
    assert classing.level_to_target(Decimal(value), a_target(90, ">=", "HIGHER")).number == level


@pytest.mark.parametrize(
    ("value", "level"), [("40", 5), ("39.9", 4), ("32.1", 4), ("32", 3), ("28", 3), ("27.9", 2), ("20.1", 2), ("20", 1)]
)
def test_two_points_either_way_of_the_reference_are_about_the_same(value, level):
    assert classing.level_to_reference(Decimal(value), Decimal(30), "LOWER").number == level
    mirrored = Decimal(60) - Decimal(value)
    assert classing.level_to_reference(mirrored, Decimal(30), "HIGHER").number == level


def test_a_range_is_classed_only_where_all_of_it_lies_in_one_class():
    target = a_target(10, "<", "LOWER")

    def judge(value):
        return classing.level_to_target(value, target)

    assert classing.level_of((Decimal(0), Decimal(5)), judge).number == 1
    assert classing.level_of((Decimal(0), Decimal(12)), judge) is None
    assert classing.level_of((Decimal(95), Decimal(100)), judge).number == 5


def test_the_middle_of_fewer_than_five_schools_is_no_reference():
    assert classing.middle([Decimal(1)] * 4) is None
    assert classing.middle([Decimal(one) for one in (1, 2, 30, 4, 5)]) == 4


# ---------------------------------------------------------------------- the table


@pytest.fixture
def english():
    translation.activate("en")
    kept_pages.forget()
    yield
    translation.activate("en")


@pytest.fixture
def world(db, english):
    """Chronic absence of nine schools in 2014-15 by the state, and of one in 2013-14; graduation of nobody."""
    District.objects.create(code="0640011", name="Hartford Public Schools")
    chronic = IndicatorTargetFactory(indicator=IndicatorFactory(), adopted=True).indicator
    graduation = IndicatorFactory(
        code="GRAD_4YR",
        position=2,
        name="Graduation",
        short_name="Graduation",
        direction="HIGHER",
        low_grade=9,
        primary_instrument="EDSIGHT_COHORT4",
    )
    IndicatorTargetFactory(indicator=graduation, adopted=True, comparator=">=", target_value=90)
    run = ImportRunFactory(state_file=True)
    schools = {}
    for name, value in {"Ash": 8, "Birch": 12, "Cedar": 22, "Dogwood": 30, "Elm": 45, "Fir": None}.items():
        schools[name] = a_school(name)
        absence(run, chronic, schools[name], value)
    schools["Gum"] = a_school("Gum")
    absence(run, chronic, schools["Gum"], 20, fall_year=2013)
    schools["High"] = a_school("High", 9, 12, tier="INTENSIVE")
    absence(run, chronic, schools["High"], 33)
    schools["Pre"] = a_school("Pre", -1, -1)
    IndicatorValueFactory(
        run=run,
        indicator=chronic,
        instrument="EDSIGHT_CHRONIC",
        district=True,
        value=24,
        numerator=None,
        denominator=None,
    )
    republish()
    return SimpleNamespace(chronic=chronic, graduation=graduation, run=run, schools=schools)


def a_school(name, low=0, high=8, **fields):
    return SchoolProfileFactory(school=SchoolFactory(name=name), low_grade=low, high_grade=high, **fields).school


def absence(run, indicator, school, value, **fields):
    return IndicatorValueFactory(
        run=run,
        indicator=indicator,
        school=school,
        instrument="EDSIGHT_CHRONIC",
        value=None if value is None else Decimal(value),
        display_status="SUPPRESSED" if value is None else "REPORTED",
        numerator=None,
        denominator=None,
        **fields,
    )


def squares(found, code):
    return {row.school.name: row.square(code) for row in found.rows}


def levels(found, code):
    found = squares(found, code)
    return {name: square.level.number for name, square in found.items() if square.level}


def test_not_applicable_not_reported_and_suppressed_are_three_things(world):
    chronic = squares(heat_of(2015, today=TODAY), "CHRONIC_ABS")

    assert chronic["Fir"].state == State.HIDDEN
    assert chronic["Gum"].state == State.NOT_REPORTED  # it has a figure of the year before, which is not this year's
    assert chronic["Pre"].state == State.NOT_APPLICABLE
    assert chronic["Ash"].state == State.VALUE
    graduation = squares(heat_of(2015, today=TODAY), "GRAD_4YR")
    assert graduation["Ash"].state == State.NOT_APPLICABLE
    assert graduation["High"].state == State.NOT_REPORTED


def test_a_column_is_of_one_year_and_says_which(world):
    now, before = heat_of(2026, today=TODAY), heat_of(2013, today=TODAY)

    assert [column.fall_year for column in now.columns] == [None, 2014]
    assert [column.fall_year for column in before.columns] == [None, 2013]
    assert squares(before, "CHRONIC_ABS")["Gum"].state == State.VALUE
    assert squares(before, "CHRONIC_ABS")["Ash"].state == State.NOT_REPORTED


def test_each_school_is_held_against_the_target_or_the_district_or_the_middle_of_its_like(world):
    against_target = heat_of(2014, Basis.TARGET, today=TODAY)
    assert levels(against_target, "CHRONIC_ABS") == {
        "Ash": 1, "Birch": 2, "Cedar": 3, "Dogwood": 4, "Elm": 5, "High": 4,
    }  # fmt: skip
    assert squares(against_target, "CHRONIC_ABS")["Cedar"].distance == 12

    against_district = levels(heat_of(2014, Basis.DISTRICT, today=TODAY), "CHRONIC_ABS")
    assert against_district == {"Ash": 1, "Birch": 1, "Cedar": 3, "Dogwood": 4, "Elm": 5, "High": 4}

    of_its_like = levels(heat_of(2014, Basis.SPAN, today=TODAY), "CHRONIC_ABS")
    assert of_its_like == {"Ash": 1, "Birch": 1, "Cedar": 3, "Dogwood": 4, "Elm": 5}  # one high school has no like


def test_a_group_without_a_middle_says_why(world):
    found = heat_of(2014, today=TODAY)
    graduation, chronic = found.columns
    middles = {
        group.span: (presenting.middle_text(graduation, group), presenting.middle_text(chronic, group))
        for group in found.groups
    }

    assert middles[Span.K8] == ("N/A", "22.0%")
    assert middles[Span.HIGH] == ("—", "too few")  # nobody published its graduation; one school has an absence rate
    assert middles[Span.ELEMENTARY] == ("N/A", "N/A")
    alone = found.narrowed(school=world.schools["Gum"].code).groups[0]
    assert presenting.middle_text(chronic, alone) == "22.0%"


def test_an_earlier_year_is_held_against_the_target_of_its_own_plan(world):
    chronic = world.chronic
    IndicatorTargetFactory(
        indicator=chronic, kind="ADOPTED", cycle="2026-2031", target_fall_year=2030, target_value=5, baseline_value=20
    )
    targets = {year: adopted_in(year)[chronic.pk].target_value for year in (2014, 2026)}
    assert targets == {2014: 10, 2026: 5}


def test_a_count_is_compared_for_each_hundred_students_and_never_with_the_target_of_the_district(world):
    oss = IndicatorFactory(
        code="OSS_COUNT", position=4, name="Suspensions", short_name="Suspensions", unit="COUNT",
        primary_instrument="EDSIGHT_OSS_EVENTS",
    )  # fmt: skip
    IndicatorTargetFactory(indicator=oss, adopted=True, comparator="<=", target_value=483, baseline_value=4835)
    enrollment = IndicatorFactory(
        code="ENROLLMENT", position=20, name="Enrollment", short_name="Enrollment", is_equity=False, unit="COUNT",
        primary_instrument="ENROLLMENT_OCT",
    )  # fmt: skip
    ash, birch = world.schools["Ash"], world.schools["Birch"]
    whole = {"numerator": None, "denominator": None, "run": world.run}
    for school, events, students in ((ash, 60, 300), (birch, 40, None), (None, 500, 5000)):
        place = {"district": True} if school is None else {"school": school}
        IndicatorValueFactory(indicator=oss, instrument="EDSIGHT_OSS_EVENTS", value=events, **place, **whole)
        if students:
            IndicatorValueFactory(indicator=enrollment, instrument="ENROLLMENT_OCT", value=students, **place, **whole)
    republish()

    found = squares(heat_of(2014, Basis.DISTRICT, today=TODAY), "OSS_COUNT")
    assert (found["Ash"].value, found["Ash"].distance, found["Ash"].level.number) == (20, 10, 5)
    assert presenting.cell_of(found["Ash"], ash).distance == "20.0 per 100, +10.0"
    assert found["Birch"].level is None and found["Birch"].distance is None  # nobody published its enrollment
    assert levels(heat_of(2014, Basis.TARGET, today=TODAY), "OSS_COUNT") == {}


def test_a_reported_figure_of_the_district_goes_before_any_sum(world):
    column = heat_of(2014, today=TODAY).columns[1]

    assert (column.district.text, column.district.is_computed) == ("24.0%", False)


def test_schools_stand_by_name_within_their_grades_and_can_be_sorted(world):
    def names(order):
        return [[row.school.name for row in group.rows] for group in heat_of(2014, order=order, today=TODAY).groups]

    like = ["Ash", "Birch", "Cedar", "Dogwood", "Elm", "Fir", "Gum"]
    assert names("name") == [["Pre"], like, ["High"]]
    assert names("-name") == [["Pre"], like[::-1], ["High"]]
    assert names("-CHRONIC_ABS")[1] == ["Elm", "Dogwood", "Cedar", "Birch", "Ash", "Fir", "Gum"]
    assert names("CHRONIC_ABS")[1] == like  # marks stand at the end either way
    assert names("GRAD_4YR")[1] == like


def test_the_tier_is_told_with_its_first_day_and_may_sort(world):
    cedar = world.schools["Cedar"]
    cedar.profiles.all().delete()
    for starts_on, ends_on, tier in (
        (date(2010, 7, 1), date(2011, 6, 30), "GUARANTEED"),
        (date(2011, 7, 1), date(2013, 6, 30), "INTENSIVE"),
        (date(2013, 7, 1), date(2016, 6, 30), "INTENSIVE"),
        (date(2016, 7, 1), None, "NEED_BASED"),
    ):
        SchoolProfileFactory(school=cedar, starts_on=starts_on, ends_on=ends_on, tier=tier)

    def row(fall_year):
        return next(one for one in heat_of(fall_year, order="tier", today=TODAY).rows if one.school == cedar)

    assert (row(2014).tier, row(2014).tier_since) == ("INTENSIVE", date(2011, 7, 1))
    assert (row(2026).tier, row(2026).tier_since) == ("NEED_BASED", date(2016, 7, 1))
    assert [one.school.name for one in heat_of(2014, order="tier", today=TODAY).groups[1].rows][0] == "Cedar"
    assert presenting.tier_text(next(one for one in heat_of(2014).rows if not one.tier)) == "not stated"


def test_grades_count_as_they_were_in_the_year_of_the_figures(world):
    gum = world.schools["Gum"]
    gum.profiles.update(ends_on=date(2015, 6, 30), low_grade=-1, high_grade=-1)
    SchoolProfileFactory(school=gum, starts_on=date(2015, 7, 1))

    assert squares(heat_of(2026, today=TODAY), "CHRONIC_ABS")["Gum"].state == State.NOT_APPLICABLE


def test_a_year_that_is_over_is_told_as_of_its_last_day():
    assert heat.day_of(2014, TODAY) == date(2015, 6, 30)
    assert heat.day_of(2026, TODAY) == TODAY
    assert heat.day_of(2027, TODAY) == date(2027, 7, 1)


# ---------------------------------------------------------------------- coverage


def test_coverage_adds_up_to_the_schools_that_are_asked(world):
    graduation, chronic = coverage.lines_of(heat_of(2026, today=TODAY))

    assert (chronic.asked, chronic.shown, chronic.hidden, chronic.missing, chronic.not_asked) == (8, 6, 1, 1, 1)
    assert chronic.share == 7 / 8
    assert (chronic.years_back, presenting.age_text(chronic)) == (12, "12 school years back")
    assert [status.value for status in chronic.statuses] == ["FINAL"]
    assert (graduation.asked, graduation.shown, graduation.missing, graduation.years_back) == (1, 0, 1, None)


def test_coverage_asks_the_schools_that_were_open_in_the_year_of_the_figures(world):
    new, closed = a_school("New"), world.schools["Ash"]
    School.objects.filter(pk=new.pk).update(opened_on=date(2026, 7, 1))
    School.objects.filter(pk=closed.pk).update(closed_on=date(2020, 6, 30))

    _graduation, chronic = coverage.lines_of(heat_of(2026, today=TODAY))

    assert (chronic.asked, chronic.shown, chronic.hidden, chronic.missing) == (8, 6, 1, 1)


# ---------------------------------------------------------------------- elements


def test_the_four_elements_stand_side_by_side_and_nothing_is_zero_that_nobody_counted(world):
    ash = world.schools["Ash"]
    ActivityFactory(school=ash, held_on=date(2025, 10, 6), rating_linked_to_learning=2, families_total=12)
    call_command("rebuild_rollups", verbosity=0)

    found = {one.element.value: one for one in elements.elements_of(2025)}
    assert list(found) == ["OUTCOMES", "LEADERSHIP", "PERCEPTIONS", "IMPLEMENTATION"]
    assert [one.indicator.pk for one in found["OUTCOMES"].outcomes] == ["GRAD_4YR", "CHRONIC_ABS"]
    assert found["LEADERSHIP"].is_empty and found["PERCEPTIONS"].is_empty
    (theme,) = found["IMPLEMENTATION"].themes
    assert (theme.schools, theme.schools_before) == (1, 0)
    held = next(one for one in theme.lines if str(one.label) == "Activities held")
    assert (held.now, held.before) == (1, None)
    assert found["IMPLEMENTATION"].headlines[0][0].now == 1.0

    of_birch = elements.elements_of(2025, world.schools["Birch"])[3].themes[0]
    held = next(one for one in of_birch.lines if str(one.label) == "Activities held")
    assert (held.now, held.district_now) == (None, 1)
    assert [one.indicator.pk for one in elements.elements_of(2025, ash)[0].outcomes] == ["CHRONIC_ABS"]


# ---------------------------------------------------------------------- since the board met


def meeting(day, **fields):
    return BoardMeeting.objects.create(held_on=day, **fields)


@pytest.mark.django_db
def test_news_run_from_the_day_of_the_last_meeting_to_today():
    september, october = meeting(date(2026, 9, 15)), meeting(date(2026, 10, 20))
    meeting(date(2026, 11, 17), is_cancelled=True)
    december = meeting(date(2026, 12, 15))

    since = changes.since_meeting(today=TODAY)
    assert (since.meeting, since.following, since.period.days) == (october, december, (date(2026, 10, 20), TODAY))
    before = changes.since_meeting(september.pk, today=TODAY)
    assert before.period.days == (date(2026, 9, 15), date(2026, 10, 19))
    assert before.following == october
    for unknown in (0, december.pk, 999999):
        assert changes.since_meeting(unknown, today=TODAY).meeting == october


@pytest.mark.django_db
def test_on_the_day_of_a_meeting_news_are_still_told_from_the_one_before():
    october, today = meeting(date(2026, 10, 20)), meeting(TODAY)

    since = changes.since_meeting(today=TODAY)
    assert (since.meeting, since.following) == (october, today)


@pytest.mark.django_db
def test_without_a_meeting_the_last_thirty_days_are_told():
    since = changes.since_meeting(today=TODAY)

    assert (since.meeting, since.period.days) == (None, (date(2026, 10, 27), TODAY))


def test_published_and_restated_figures_and_targets_are_counted_by_indicator(world):
    run = ImportRunFactory(state_file=True, published_at=datetime(2026, 11, 20, tzinfo=UTC))
    absence(run, world.chronic, world.schools["Gum"], 21)
    old = world.schools["Ash"].indicator_values.get()
    world.schools["Ash"].indicator_values.update(is_current=False, is_published=False)
    absence(run, world.chronic, old.school, 9, version=2, status="RESTATED")
    with time_machine.travel(datetime(2026, 11, 21, 12, tzinfo=UTC)):
        IndicatorTargetFactory(indicator=world.chronic)
    undone = {"state": "UNDONE", "published_at": run.published_at, "undone_at": run.published_at}
    absence(ImportRunFactory(state_file=True, **undone), world.chronic, world.schools["Pre"], 3)

    period = changes.Period(date(2026, 11, 17), TODAY)
    topics = changes.changes_in(period)
    found = {one.code: one for topic in topics for one in topic.changes}
    assert (found["figures_published"].total, found["figures_restated"].total, found["targets_set"].total) == (1, 1, 1)
    assert found["figures_published"].details[0][0] == "Chronic absenteeism: 1"
    assert not any(one.total for topic in changes.changes_in(changes.Period(TODAY, TODAY)) for one in topic.changes)
    assert len(found) == sum(len(topic.changes) for topic in topics) == 14  # no code twice


def test_the_parts_of_what_was_published_add_up_with_the_context_figures_among_them(world):
    run = ImportRunFactory(state_file=True, published_at=datetime(2026, 11, 20, tzinfo=UTC))
    absence(run, world.chronic, world.schools["Gum"], 21)
    enrollment = IndicatorFactory(code="ENROLLMENT", position=20, name="Enrollment", is_equity=False, unit="COUNT")
    IndicatorValueFactory(run=run, indicator=enrollment, instrument="ENROLLMENT_OCT", district=True, value=20000)

    topics = changes.changes_in(changes.Period(date(2026, 11, 17), TODAY))
    published = next(one for topic in topics for one in topic.changes if one.code == "figures_published")

    assert published.total == 2
    assert [text for text, _url in published.details] == ["Chronic absenteeism: 1", "Other figures: 1"]


def test_the_last_instant_of_the_last_day_counts_and_the_next_day_does_not():
    first, last = changes.Period(date(2026, 11, 17), date(2026, 11, 18)).moments

    assert first.isoformat() == "2026-11-17T00:00:00-05:00"
    assert last.isoformat() == "2026-11-18T23:59:59.999999-05:00"


# ---------------------------------------------------------------------- pages and files


def queries(client, address):
    client.get(address)
    with CaptureQueriesContext(connection) as asked:
        assert client.get(address).status_code == 200
    return len(asked)


def test_the_table_costs_the_same_for_nine_schools_and_for_ninety(client, world):
    client.force_login(MembershipFactory(district_wide=True).user)
    few = {name: queries(client, reverse(f"indicators:{name}")) for name in ("scorecard", "scorecard-coverage")}
    for number in range(81):
        absence(world.run, world.chronic, a_school(f"Z{number}"), 20)
    republish()

    assert {name: queries(client, reverse(f"indicators:{name}")) for name in few} == few
    assert max(few.values()) <= 11


def test_the_other_pages_ask_few_queries(client, world):
    client.force_login(MembershipFactory(district_wide=True).user)
    code = world.schools["Ash"].code

    assert queries(client, f"/scorecard/elements/?school={code}") <= 14
    assert queries(client, "/scorecard/changes/") <= 24


def test_the_page_says_in_each_cell_what_colour_would_and_ranks_nobody(client, world):
    answer = client.get(f"{PAGE}?year=2014")
    rows = {row[0]: row[1:] for row in tables(answer)["heat"] if row}

    assert rows["Elm"] == ["not stated", "N/A", "45.0% +35.0"]
    assert rows["Fir"][-1] == "*" and rows["Gum"][-1] == "—"
    assert rows["Middle of these schools"] and "Schools from kindergarten to grade 8 (7 schools)" in rows
    text = answer.content.decode()
    assert "Very far" in text and 'class="num heat-5"' in text
    assert "rank" not in " ".join(rows).lower()


@pytest.mark.parametrize(
    ("words", "names"),
    [
        ("span=HIGH", ["High"]),
        ("indicator=CHRONIC_ABS&span=ELEMENTARY", ["Pre"]),
        ("span=NONE&against=nobody&sort=x&indicator=y&page=99&year=99999999", None),
        ("school=0000000", []),
        ("school=%00", None),
    ],
)
def test_the_table_can_be_narrowed_and_nonsense_narrows_nothing(client, world, words, names):
    answer = client.get(f"{PAGE}?year=2014&{words}")

    assert answer.status_code == 200
    shown = [row.school.name for group in answer.context["groups"] for row in group.rows]
    assert shown == names if names is not None else len(shown) == 9
    assert ("Show all schools" in answer.content.decode()) == (shown == [])


def test_one_school_can_be_shown_alone_and_its_class_stays_the_same(client, world):
    code = world.schools["Elm"].code
    answer = client.get(f"{PAGE}?year=2014&against=span&school={code}")

    (group,) = answer.context["groups"]
    assert [cell.level for cell in group.rows[0].cells] == [None, 5]
    assert group.schools == "7 schools"
    assert group.middles[1] == ("Chronic absenteeism", "22.0%")


def test_files_say_what_the_page_says_and_nothing_that_is_hidden(client, world):
    rows = {row["school"]: row for row in csv_rows(client.get(f"{PAGE}?year=2014&format=csv&indicator=CHRONIC_ABS"))}

    assert (rows["Elm"]["value"], rows["Elm"]["distance"], rows["Elm"]["class"]) == ("45", "35", "5")
    hidden = rows["Fir"]
    assert (hidden["state"], hidden["value"], hidden["distance"], hidden["class"]) == ("HIDDEN", "*", "", "")
    assert rows["Pre"]["state"] == "NOT_APPLICABLE" and rows["Pre"]["value"] == ""
    for page in ("elements/", "changes/", "coverage/"):
        for file_format in ("csv", "xlsx"):
            answer = client.get(f"{PAGE}{page}?year=2014&format={file_format}")
            assert answer.status_code == 200 and "attachment" in answer["Content-Disposition"]


def test_who_asks_for_a_school_that_is_none_gets_a_404(client, world):
    assert client.get("/scorecard/elements/?school=9999999").status_code == 404
    assert client.get("/scorecard/elements/?school=%00").status_code == 200


def test_links_of_the_news_lead_only_where_the_reader_may_go(client, world):
    change = changes.Change("x", "X", 3, page="plans:action-plan-list")
    central = MembershipFactory(district_wide=True).user

    assert change.url_for(central) == "/plan/schools/"
    assert change.url_for(SimpleNamespace(is_authenticated=False)) == ""


def test_the_pages_have_their_pdf_in_the_language_of_the_reader(client, world):
    client.cookies["language"] = "es"
    answer = client.get(f"{PAGE}?year=2014&format=pdf&school=0000000")
    assert answer.status_code == 200 and answer["Content-Language"] == "es"
    schools = client.get(f"{PAGE}?year=2014&format=pdf&part=schools").content
    assert schools.startswith(b"%PDF")


@pytest.mark.parametrize("language", ["en", "es"])
def test_the_district_fits_on_one_sheet_however_much_is_new(db, english, language):
    call_command("load_plan", stdout=StringIO())
    with translation.override(language):
        found = heat_of(2014, today=TODAY)
        period = changes.Period(date(2026, 11, 17), TODAY)
        topics = [
            changes.Topic(topic.label, [replace(one, total=1234) for one in topic.changes])
            for topic in changes.changes_in(period)
        ]
        theme = elements.Theme("", [elements.Line(ratio.label, "", True, 0.5, 0.4) for ratio in ratios().values()][:4])
        full = [elements.Element(one, [theme]) for one in MonitoringElement][1:]
        outcomes = elements.elements_of(2014)[0]
        since = changes.Since(BoardMeeting(held_on=period.since), None, period, [])
        document = printed.summary_document(found, coverage.lines_of(found), [outcomes, *full], since, topics)

        assert len(outcomes.outcomes) == 8
        assert b"/Type/Pages/Count 1/" in document.pdf()
