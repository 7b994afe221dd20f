"""Asking the data: what is told, what is refused with a reason, and that it says what the rows say."""

from datetime import date
from decimal import Decimal

import pytest
from django.db import connection, transaction
from django.http import QueryDict
from django.test.utils import CaptureQueriesContext
from django.utils import translation
from hypothesis import HealthCheck, given
from hypothesis import settings as hypothesis_settings
from hypothesis import strategies as st

from indicators import rollups
from indicators.asking import telling
from indicators.asking.answers import MOST_QUERIES, Answer
from indicators.asking.forms import QuestionForm
from indicators.asking.question import By, Question
from indicators.asking.subjects import subject_of
from indicators.dashboards import Viewer
from indicators.models import SchoolYearCell
from indicators.publication import republish
from partnerships.models import Activity
from tests.factories import (
    ActivityFactory,
    ImportRunFactory,
    IndicatorFactory,
    IndicatorValueFactory,
    InitiativeFactory,
    SchoolFactory,
    SchoolProfileFactory,
)

pytestmark = pytest.mark.django_db

HELD, LINKED, CHRONIC, MEETINGS = (
    "m.activities_held",
    "r.linked_to_learning_share",
    "i.EDSIGHT_CHRONIC",
    "m.council_meetings_held",
)
EVERYWHERE, NOWHERE = Viewer(None), Viewer(frozenset())
TODAY = date(2026, 3, 15)


class World:
    """North: K–8, intensive; South: high school; Quiet: counted nothing. Activities in two years, figures in one."""

    def __init__(self):
        self.north, self.south, self.quiet = (SchoolFactory(name=name) for name in ("North", "South", "Quiet"))
        SchoolProfileFactory(school=self.north, tier="INTENSIVE")
        SchoolProfileFactory(school=self.south, low_grade=9, high_grade=12)
        initiative = InitiativeFactory(code="1.1")
        for school, day, rating in [
            (self.north, date(2025, 10, 14), 2),
            (self.north, date(2025, 11, 3), 0),
            (self.south, date(2025, 10, 20), 2),
            (None, date(2025, 10, 21), None),
            (self.north, date(2024, 9, 9), None),
        ]:
            ActivityFactory(school=school, held_on=day, rating_linked_to_learning=rating).initiatives.add(initiative)
        run, chronic = ImportRunFactory(state_file=True), IndicatorFactory()
        for fields in (
            {"district": True, "counts": (250, 1000)},
            {"school": self.north, "counts": (30, 100)},
            {"school": self.south, "counts": (20, 100)},
            {"school": self.quiet, "value": None, "display_status": "SUPPRESSED", "counts": (None, None)},
            {"district": True, "dimension": "ELL", "group": "EL", "counts": (90, 300)},
        ):
            counts = fields.pop("counts")
            given_ = {"numerator": counts[0], "denominator": counts[1]}
            value = Decimal(100 * counts[0]) / counts[1] if counts[0] else None
            IndicatorValueFactory(
                run=run,
                indicator=chronic,
                instrument="EDSIGHT_CHRONIC",
                fall_year=2025,
                **{"value": value, **given_, **fields},
            )
        republish()
        rollups.rebuild()


@pytest.fixture(scope="module")
def world(django_db_setup, django_db_blocker):
    with django_db_blocker.unblock(), transaction.atomic(), translation.override("en"):
        yield World()
        transaction.set_rollback(True)


def asked(*subjects, by, since=2025, until=2025, schools=(), viewer=EVERYWHERE, **more):
    codes = tuple(school.code for school in schools)
    return Answer(Question(subjects, by, since, until, schools=codes, **more), viewer, today=TODAY)


def texts(answer):
    return {line.label: [cell.text for cell in line.cells] for line in answer.lines}


def test_schools_stand_by_name_and_what_belongs_to_none_stands_below_so_that_all_adds_up(world):
    answer = asked(HELD, CHRONIC, by=By.SCHOOL)
    assert texts(answer) == {
        "North": ["2", "30.0%"],
        "Quiet": [None, "*"],
        "South": ["1", "20.0%"],
        "The whole district, no single school": ["1", None],
    }
    assert [cell.text for cell in answer.foot.cells] == ["4", "25.0%"]
    assert telling.sentences(answer) == [
        "Activities held, Whole district, 2025–26: 4. Counted at 2 of 3 schools.",
        "Chronic absenteeism, EdSight, Whole district: 25.0% in 2025–26.",
    ]


def test_a_school_that_closed_before_and_counted_all_the_same_has_its_line_so_that_all_adds_up(world):
    closed = SchoolFactory(name="Closed", closed_on=date(2024, 6, 30))
    SchoolYearCell.objects.create(fall_year=2025, school_key=closed.pk, source="activities", counts=[1])
    assert "Closed" in texts(asked(HELD, by=By.SCHOOL))


def test_years_stand_side_by_side_or_below_each_other(world):
    assert texts(asked(HELD, by=By.SCHOOL, since=2024))["North"] == ["1", "2"]
    assert texts(asked(HELD, by=By.YEAR, since=2023)) == {"2023–24": [None], "2024–25": ["1"], "2025–26": ["4"]}


def test_months_that_have_begun_count_zero_and_those_to_come_count_nothing(world):
    found = texts(asked(HELD, by=By.MONTH, schools=[world.north]))
    assert found["October 2025"] == found["November 2025"] == ["1"]
    assert found["January 2026"] == ["0"]
    assert found["May 2026"] == [None]


def test_a_ratio_is_made_of_sums_and_says_them(world):
    (cell,) = asked(LINKED, by=By.YEAR).lines[0].cells
    assert (cell.text, cell.note) == ("66.7%", "2 of 3")


def test_a_school_counts_once_among_those_of_its_grades(world):
    answer = asked(HELD, CHRONIC, by=By.LEVEL)
    assert texts(answer) == {
        "Schools from kindergarten to grade 8": ["2", "30.0%"],
        "High schools": ["1", "20.0%"],
        "Schools whose grades are not known": [None, "—"],
    }
    assert [cell.text for cell in answer.foot.cells] == ["4", "25.0%"]


def test_a_rate_of_several_schools_is_made_of_published_counts_and_says_of_how_many(world):
    found = {line.label: line.cells[0] for line in asked(CHRONIC, by=By.TIER).lines}
    assert found["Intensive need-based supports"].note == "1 of 1 school"
    assert found["Not recorded"].note == "1 of 2 schools"


def test_groups_of_students_stand_below_all_students(world):
    answer = asked(CHRONIC, by=By.GROUP, dimension="ELL")
    assert texts(answer) == {"All students": ["25.0%"], "English learners": ["30.0%"]}
    assert "group=EL" in answer.lines[1].cells[0].url


def test_an_initiative_without_an_activity_counts_zero_in_a_year_in_which_others_are_counted(world):
    InitiativeFactory(code="3.3")
    assert [line.cells[0].text for line in asked(HELD, by=By.INITIATIVE).lines] == ["4", "0"]
    assert [line.cells[0].text for line in asked(HELD, by=By.INITIATIVE, since=2020, until=2020).lines] == [None, None]


def test_initiatives_are_counted_and_never_added_up(world):
    answer = asked(HELD, by=By.INITIATIVE, schools=[world.north, world.south])
    assert [line.cells[0].text for line in answer.lines] == ["3"]
    assert answer.foot is None


@pytest.mark.parametrize(
    ("subjects", "by", "schools", "reason"),
    [
        ([CHRONIC], By.MONTH, 0, "published once a year"),
        ([CHRONIC], By.INITIATIVE, 0, "do not belong to an initiative"),
        ([CHRONIC], By.YEAR, 2, "not added up"),
        ([HELD], By.GROUP, 0, "counted for everybody together"),
    ],
)
def test_what_cannot_be_told_is_refused_with_a_reason(world, subjects, by, schools, reason):
    answer = asked(*subjects, by=by, schools=[world.north, world.south][:schools])
    assert answer.subjects == []
    assert reason in answer.refused[0]
    assert answer.is_empty


def test_an_indicator_without_figures_in_these_years_says_when_there_are_some(world):
    (said,) = asked(CHRONIC, by=By.YEAR, since=2023, until=2024).hints
    assert said.endswith("there are figures for 2025–26 to 2025–26.")
    assert asked(CHRONIC, by=By.YEAR).hints == []


def test_of_two_the_one_that_fits_is_told(world):
    answer = asked(HELD, CHRONIC, by=By.MONTH)
    assert [subject.key for subject in answer.subjects] == [HELD]
    assert len(answer.refused) == 1


def test_a_count_leads_to_its_activities_only_for_those_who_may_read_them(world):
    def urls(viewer):
        return {line.label: line.cells[0].url for line in asked(HELD, by=By.SCHOOL, viewer=viewer).lines}

    assert f"school={world.north.code}" in urls(EVERYWHERE)["North"]
    assert "back=%2Fask%2F" in urls(EVERYWHERE)["North"]
    assert urls(EVERYWHERE)["Quiet"] == ""  # nothing to open
    of_north = urls(Viewer(frozenset([world.north.pk])))
    assert of_north["North"]
    assert not of_north["South"]
    assert not any(urls(NOWHERE).values())


def test_each_kind_of_line_draws_a_chart_and_makes_a_file(world):
    for by, shape in {By.SCHOOL: "dots", By.MONTH: "columns", By.YEAR: "trend"}.items():
        answer = asked(HELD, by=by, since=2024)
        assert [picture.shape for picture in telling.charts_of(answer, answer.lines)] == [shape]
        assert len(list(telling.rows(answer))) == len(answer.lines) + (answer.foot is not None)
        assert {"Definition", "Source", "As of"} <= {what for what, _text in telling.notes(answer)}


def test_a_file_has_keys_that_stay_in_every_language(world):
    with translation.override("es"):
        answer = asked(HELD, by=By.SCHOOL, since=2024)
        keys = [head.key for head in telling.headers(answer)]
    assert keys == ["code", "line", "m.activities_held.2024", "m.activities_held.2025"]


@hypothesis_settings(max_examples=12, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    subjects=st.lists(st.sampled_from([HELD, LINKED, CHRONIC, MEETINGS]), min_size=1, max_size=2, unique=True),
    by=st.sampled_from(list(By)),
    since=st.sampled_from([2023, 2024, 2025]),
    chosen=st.integers(0, 3),
)
def test_whatever_is_asked_costs_no_more_and_sums_to_what_was_logged(world, subjects, by, since, chosen):
    schools = [world.north, world.south, world.quiet][:chosen]
    with CaptureQueriesContext(connection) as queries:
        answer = asked(*subjects, by=by, since=since, schools=schools)
        telling.sentences(answer)
        telling.charts_of(answer, answer.lines)
        list(telling.rows(answer))
    assert len(queries) <= MOST_QUERIES
    if subjects == [HELD] and by in (By.YEAR, By.SCHOOL, By.MONTH):
        logged = Activity.objects.filter(held_on__gte=date(since, 7, 1))
        logged = logged.filter(school__in=schools) if schools else logged
        assert sum(line.cells[place].number or 0 for line in answer.lines for place in range(len(answer.columns))) == (
            logged.count()
        )


@pytest.mark.parametrize("key", ["", "m", "m.", "x.activities_held", "m.never_counted", "i.NO_SERIES", "m.\0"])
def test_a_key_that_says_nothing_is_no_subject(key):
    assert subject_of(key) is None


@pytest.mark.parametrize(
    ("words", "field"),
    [
        ("of=m.nothing&by=school&since=2025&until=2025", "of"),
        (f"of={HELD}&by=moon&since=2025&until=2025", "by"),
        (f"of={HELD}&by=school&since=2025&until=2024", "until"),
        (f"of={HELD}&by=school&since=2015&until=2025", "since"),
        (f"of={HELD}&by=year&since=2015&until=2025", "since"),
        (f"of={HELD}&by=school&since=99999999999&until=-1", "since"),
        (f"of={HELD}&beside={HELD}&by=school&since=2025&until=2025", "beside"),
        (f"of={HELD}&by=school&since=2025&until=2025&school=0&school=%00", "school"),
        ("of=", "of"),
    ],
)
def test_a_question_that_makes_no_sense_is_said_at_its_field(world, words, field):
    form = QuestionForm(QueryDict(words))
    assert not form.is_valid()
    assert field in form.errors


def test_a_question_is_what_its_address_says(world):
    question = Question((HELD, CHRONIC), By.SCHOOL, 2024, 2025, schools=(world.north.code,))
    form = QuestionForm(QueryDict(question.address.partition("?")[2]))
    assert form.is_valid(), form.errors
    assert form.question() == question
