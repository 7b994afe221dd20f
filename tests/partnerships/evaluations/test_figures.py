"""Families' figures, comparing sides, years, the district's summary, and what is counted."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from hypothesis import given
from hypothesis import strategies as st

from partnerships.evaluations import agreeing, comparing, families, overview, reminders, rubrics, years
from partnerships.evaluations.comparing import Agreement, agreement_of
from partnerships.evaluations.measures import MEASURES
from partnerships.evaluations.refusals import NotPossible
from partnerships.models import AgreedAction, Evaluation, FamilyCount
from partnerships.models.evaluations import Side
from partnerships.surveys.answering import NotTaken
from partnerships.surveys.enough import so_far
from plans.models import ReminderRule
from plans.reminders import Due
from tests.factories import ActivityFactory, EvaluationFactory, rubric_in_use
from tests.partnerships.evaluations.worlds import YEAR, World, agreed_action, in_days, shared_evaluation

LEAST = 10


@given(st.dictionaries(st.sampled_from([0, 1, 2, 3, 4]), st.integers(0, 40)))
def test_a_figure_of_families_is_the_middle_answer_or_nothing(counts):
    found = families.figure(counts, LEAST)
    answers = sorted(value for value, total in counts.items() for _one in range(total) if value)
    if len(answers) < LEAST:
        assert found == families.NOT_SHOWN
    else:
        assert found == families.Figure(len(answers), answers[(len(answers) - 1) // 2])


@pytest.mark.parametrize(
    ("levels", "said"),
    [
        ([], Agreement.NOBODY),
        ([3], Agreement.ALONE),
        ([3, 3, 3], Agreement.ALIKE),
        ([3, 4], Agreement.CLOSE),
        ([2, 3, 4], Agreement.APART),
        ([1, 4], Agreement.APART),
    ],
)
def test_how_far_sides_are_apart_is_said_in_words(levels, said):
    assert agreement_of(levels) == said


def test_the_median_of_a_tally_is_a_level_the_lower_one_of_two():
    assert overview.Tally("SCHOOL", [0, 1, 1, 0]).median == 2
    assert overview.Tally("SCHOOL", [0, 0, 1, 2]).median == 4
    assert overview.Tally("SCHOOL", [0, 0, 0, 0]).median is None


def lines_of(world):
    found = Evaluation.objects.select_related("partner", "school", "rubric").prefetch_related(
        "sides", "rubric__criteria"
    )
    return {
        one.criterion.code: one
        for one in comparing.lines(found.filter(pk=world.evaluation.pk)).get(world.evaluation.pk, [])
    }


@pytest.mark.django_db
class TestFamilies:
    def test_an_answer_is_added_to_counts_and_forgotten(self):
        world = World()
        asked = list(world.evaluation.rubric.criteria.exclude(families_ask=""))
        for _family in range(2):
            families.take(world.side(Side.FAMILIES), {asked[0]: 4, asked[1]: 0})
        rows = FamilyCount.objects.values_list("criterion", "value", "total")
        assert set(rows) == {(None, 0, 2), (asked[0].pk, 4, 2), (asked[1].pk, 0, 2)}
        assert not hasattr(FamilyCount, "events")

    def test_an_empty_form_is_refused_and_so_is_one_after_the_last_day(self):
        world = World()
        with pytest.raises(NotTaken):
            families.take(world.side(Side.FAMILIES), {})
        Evaluation.objects.update(opened_on=in_days(-9), due_on=in_days(-1))
        asked = world.evaluation.rubric.criteria.get(code="trust")
        with pytest.raises(NotTaken):
            families.take(world.side(Side.FAMILIES), {asked: 3})

    def test_nothing_is_shown_before_it_is_shared_and_of_few_answers_nothing_at_all(self):
        world = World()
        world.families_say(12, criterion="learning")
        world.families_say(9, criterion="trust")
        world.hand_in(Side.PARTNER)
        assert families.heard([world.evaluation]) == {}
        assert lines_of(world) == {}
        world.hand_in(Side.SCHOOL, 1)
        world.hand_in(Side.FAMILIES)
        lines = lines_of(world)
        shown = {code: (line.views[2].level, line.views[2].answered) for code, line in lines.items()}
        assert shown["learning"] == (3, 12)
        assert shown["trust"] == shown["equity"] == (None, None)
        assert lines["goals"].views[2].instead == "Not asked"
        assert lines["learning"].sentence == "Highest: The partner, Families (3). Lowest: The school (1)."

    def test_how_many_have_answered_is_told_only_as_enough_or_not(self):
        world = World()
        world.families_say(4)
        assert "Fewer than 10" in so_far(families.forms_of(world.side(Side.FAMILIES)))
        world.families_say(6, value=2)
        assert "Enough" in so_far(families.forms_of(world.side(Side.FAMILIES)))


@pytest.mark.django_db
class TestYears:
    def test_a_change_is_told_where_the_same_was_asked_and_only_there(self):
        before = shared_evaluation(fall_year=YEAR - 1, level=2)
        draft = rubrics.begin(before.rubric)
        trust = draft.criteria.get(code="trust")
        trust.wording += 1
        trust.save()
        rubrics.take_into_use(draft)
        now = EvaluationFactory(partner=before.partner, school=before.school, sides=("PARTNER", "SCHOOL"))
        assert now.rubric == draft
        world = World.__new__(World)
        world.evaluation = now
        for side in (Side.PARTNER, Side.SCHOOL):
            world.hand_in(side, 3, reach=2)

        found = years.of_partnership(World().central, before.partner, before.school)
        rows = {row.title: row.by_year[1][1][0].change for row in years.rows(found)}

        assert [one.fall_year for one in found] == [YEAR - 1, YEAR]
        assert rows["Shared goals"] == "up from 2"
        assert rows["Reach and amount delivered"] == "as the year before"
        assert rows["Communication and trust"] == "asked otherwise the year before"

    def test_after_a_year_without_an_evaluation_no_change_is_told(self):
        before = shared_evaluation(fall_year=YEAR - 2)
        shared_evaluation(before.partner, before.school, fall_year=YEAR)
        found = years.of_partnership(World().central, before.partner, before.school)
        assert {cell.change for row in years.rows(found) for cell in row.by_year[1][1]} == {""}

    def test_an_action_that_is_open_is_seen_in_the_next_year_too(self):
        before = shared_evaluation()
        still = agreed_action(before, due_on=in_days(-3))
        agreed_action(before, state="DONE", ended_on=in_days(-300), ended_note="Done")
        now = EvaluationFactory(partner=before.partner, school=before.school)
        found = agreeing.followed(now, in_days(0))
        assert [(one.action, one.how, one.is_carried) for one in found] == [(still, "LATE", True)]


@pytest.mark.django_db
class TestDistrict:
    def test_partnerships_are_counted_by_level_side_and_difference_from_shared_ones_only(self):
        one = shared_evaluation(level=3, trust=1)
        shared_evaluation(level=4, trust=None)
        EvaluationFactory(fall_year=YEAR - 1)
        evaluations = overview.evaluations_of(YEAR - 1)

        found = {row.key[0]: row for row in overview.standings(evaluations)}

        assert found["goals"].tallies["PARTNER"].levels == [0, 0, 1, 1]
        assert found["trust"].tallies["SCHOOL"].levels == [1, 0, 0, 0]
        assert found["trust"].tallies["SCHOOL"].without == 1
        assert found["goals"].tallies["FAMILIES"].rated == 0
        assert found["goals"].agreement[Agreement.ALIKE] == 2
        assert one.shared_on

    def test_coverage_counts_partnerships_that_worked_together_and_those_that_were_opened(self):
        shared = shared_evaluation(fall_year=YEAR)
        ActivityFactory(held_on=in_days(0)).partners.add(shared.partner)
        ActivityFactory(school=shared.school, held_on=in_days(0)).partners.add(shared.partner)
        covered = overview.coverage(YEAR, overview.evaluations_of(YEAR))
        assert (covered.partnerships, covered.opened, covered.shared) == (2, 1, 1)

    def test_comparing_many_costs_what_comparing_one_costs(self):
        shared_evaluation(fall_year=YEAR)
        with CaptureQueriesContext(connection) as one:
            overview.standings(overview.evaluations_of(YEAR))
        shared_evaluation(fall_year=YEAR)
        with CaptureQueriesContext(connection) as two:
            overview.standings(overview.evaluations_of(YEAR))
        assert len(one) == len(two) <= 8

    def test_measures_count_what_is_due_complete_and_in_time(self):
        world = World(sides=("PARTNER", "SCHOOL"))
        world.hand_in(Side.PARTNER)
        world.hand_in(Side.SCHOOL)
        EvaluationFactory(school=world.school)
        EvaluationFactory(school=None)
        done = {"state": "DONE", "ended_on": in_days(0), "ended_note": "Seen"}
        agreed_action(world.evaluation, **done)
        agreed_action(world.evaluation, due_on=in_days(-4), **done)
        counted = {one.code: one.source.rows().aggregate(n=one.aggregate)["n"] for one in MEASURES}
        assert counted == {
            "partner_evaluations_due": 2,
            "partner_evaluations_complete": 1,
            "partner_evaluations_on_time": 1,
            "partner_actions_done": 2,
            "partner_actions_on_time": 1,
        }
        assert AgreedAction.objects.first().school_id == world.school.pk


@pytest.mark.django_db
class TestVersions:
    def test_a_version_in_use_stays_and_an_evaluation_keeps_its_own(self):
        evaluation = EvaluationFactory()
        draft = rubrics.begin(evaluation.rubric)
        assert rubrics.begin(evaluation.rubric) == draft
        draft.criteria.filter(code="goals").delete()
        rubrics.take_into_use(draft)
        assert rubrics.in_use() == draft
        assert evaluation.rubric.criteria.count() == 10
        with pytest.raises(NotPossible):
            rubrics.take_into_use(draft)

    def test_a_version_asks_something(self):
        draft = rubrics.begin(rubric_in_use())
        draft.criteria.all().delete()
        with pytest.raises(NotPossible):
            rubrics.take_into_use(draft)


@pytest.mark.django_db
def test_whoever_is_to_rate_or_to_act_is_reminded_by_the_rules_and_never_of_what_is_in():
    world = World(sides=("PARTNER", "SCHOOL"))
    ReminderRule.objects.all().delete()
    rule = ReminderRule.objects.create(days=-7)
    day = in_days(1)
    Evaluation.objects.update(due_on=day + timedelta(days=7))
    world.hand_in(Side.SCHOOL)
    reminders.of_sides(Due(day, rule, [day + timedelta(days=7)]))
    assert [one.kind for one in world.contact.notices.all()] == ["partner.evaluation_soon"]
    assert not world.principal.notices.filter(kind="partner.evaluation_soon").exists()
