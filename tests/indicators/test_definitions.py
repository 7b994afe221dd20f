"""A changed definition: two people, a year from which it counts, and a series that breaks there."""

from decimal import Decimal

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, InternalError, transaction
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import override

from district.access import Role
from fce_portal import definition_items
from indicators import definitions, explaining, pictures, series_breaks, trajectories
from indicators.asking.answers import Answer
from indicators.asking.question import By, Question
from indicators.charts import Words
from indicators.charts.gap_lines import gap_lines
from indicators.charts.trends import Trend
from indicators.definition_forms import DefinitionAnswerForm, DefinitionForm
from indicators.gaps import Gap, GapSeries
from indicators.models import DefinitionChange, Indicator, IndicatorTarget
from indicators.models.definitions import IN_ALL_LANGUAGES
from indicators.standings import Standing, Status
from tests.factories import (
    DefinitionChangeFactory,
    IndicatorFactory,
    IndicatorTargetFactory,
    MembershipFactory,
    UserFactory,
)
from tests.indicators.test_standings import figure

pytestmark = pytest.mark.django_db


@pytest.fixture
def absence():
    return IndicatorFactory(code="CHRONIC_ABS", name="Chronic absence")


def approved(indicator, year=2016):
    DefinitionChangeFactory(indicator=indicator, fall_year=year, approved=True)
    indicator.refresh_from_db()
    return indicator


class TestTwoPeople:
    def test_whoever_proposes_cannot_approve_and_somebody_else_can(self, absence):
        change = DefinitionChangeFactory(indicator=absence)

        with pytest.raises(ValidationError, match="ask a colleague"):
            definitions.approve(change, by=change.proposed_by)
        assert change.is_open

        definitions.approve(change, by=UserFactory())
        absence.refresh_from_db()
        assert absence.breaks == [2016]

    def test_the_database_holds_to_it(self, absence):
        person = UserFactory()
        with pytest.raises(IntegrityError, match="definition_change_approved_by_another"):
            DefinitionChangeFactory(
                indicator=absence, proposed_by=person, approved_by=person, approved_at=timezone.now()
            )

    def test_who_changes_a_proposal_becomes_its_proposer(self, absence):
        change, other = DefinitionChangeFactory(indicator=absence), UserFactory()

        definitions.propose(change, by=other)

        with pytest.raises(ValidationError):
            definitions.approve(change, by=other)

    def test_one_proposal_at_a_time_and_one_change_a_year(self, absence):
        approved(absence)
        DefinitionChangeFactory(indicator=absence)
        with pytest.raises(IntegrityError, match="one_at_a_time"), transaction.atomic():
            DefinitionChangeFactory(indicator=absence, fall_year=2020)
        with pytest.raises(ValidationError, match="approved already"):
            definitions.approve(DefinitionChange.objects.open().get(), by=UserFactory())

    @pytest.mark.parametrize("name", IN_ALL_LANGUAGES)
    def test_every_text_is_there_in_both_languages(self, absence, name):
        with pytest.raises(IntegrityError, match="says_all_in_both_languages"):
            DefinitionChangeFactory(indicator=absence, **{name: ""})

    def test_what_is_decided_stays_and_is_kept(self, absence):
        change = DefinitionChangeFactory(indicator=absence, approved=True)
        for act in (change.delete, lambda: definitions.propose(change, by=UserFactory())):
            with pytest.raises(InternalError), transaction.atomic():
                act()

    def test_a_declined_proposal_changes_nothing(self, absence):
        definitions.decline(DefinitionChangeFactory(indicator=absence), by=UserFactory(), reason="Wait for the state.")

        absence.refresh_from_db()
        assert absence.breaks == []
        assert len(definitions.all_of(absence)) == 1

    def test_a_decision_on_a_text_that_changed_meanwhile_is_refused(self, absence):
        change = DefinitionChangeFactory(indicator=absence)
        read = {"decision": "APPROVE", "read": change.proposed_at.isoformat()}
        definitions.propose(change, by=UserFactory())

        form = DefinitionAnswerForm(read, change=change)

        assert "changed meanwhile" in str(form.errors)

    def test_declining_needs_a_reason(self, absence):
        change = DefinitionChangeFactory(indicator=absence)
        form = DefinitionAnswerForm({"decision": "DECLINE", "read": change.proposed_at.isoformat()}, change=change)
        assert "reason" in form.errors

    def test_a_year_that_has_a_change_is_refused_beside_its_field(self, absence):
        approved(absence)
        texts = dict.fromkeys(IN_ALL_LANGUAGES, "Words")
        form = DefinitionForm(texts | {"fall_year": 2016}, instance=DefinitionChange(indicator=absence))
        assert list(form.errors) == ["fall_year"]


class TestWhichDefinitionCounts:
    def test_old_years_keep_the_one_before(self, absence):
        approved(absence)

        newest, first = definitions.all_of(absence)
        assert (newest.years_text, first.years_text) == ("From school year 2016–17 on", "Up to school year 2015–16")
        assert definitions.of_year(absence, 2015).definition == absence.definition
        assert definitions.of_year(absence, 2016).counted == "Students absent on 18 days."
        with override("es"):
            assert definitions.of_year(absence, 2016).counted == "Estudiantes ausentes 18 días."

    def test_between_two_changes_stands_the_first_one(self, absence):
        approved(absence, 2020)
        approved(absence, 2016)

        assert absence.breaks == [2016, 2020]
        assert definitions.of_year(absence, 2019).since == 2016
        assert definitions.all_of(absence)[1].years_text == "School years 2016–17 to 2019–20"

    def test_without_a_change_nothing_is_asked(self, absence, django_assert_num_queries):
        with django_assert_num_queries(0):
            assert [one.years_text for one in definitions.all_of(absence)] == ["All school years"]

    def test_a_further_proposal_begins_with_the_texts_in_force(self, absence):
        assert definitions.as_adopted(absence)["definition_en"] == absence.definition
        approved(absence)
        assert definitions.as_adopted(absence)["counted_es"] == "Estudiantes ausentes 18 días."

    def test_what_is_proposed_stands_beside_what_counts(self, absence):
        rows = definitions.compared(DefinitionChangeFactory(indicator=absence))

        assert {row["language"] for row in rows} == {"en", "es"}
        assert rows[0]["before"] == absence.definition


def figures(**by_year):
    return [figure(Decimal(str(value)), int(year[1:])) for year, value in by_year.items()]


def standing(indicator, series, target=None, **options):
    return Standing(indicator, 2018, target=target, series=series, **options)


class TestNothingIsComparedAcross:
    def test_a_break_lies_between_the_year_before_it_and_its_own(self):
        one = Indicator(breaks=[2016, 2020])

        assert series_breaks.crossed(one, 2015, 2016) == 2016
        assert series_breaks.crossed(one, 2016, 2019) is None
        assert series_breaks.crossed(one, 2010, 2024) == 2020
        assert (series_breaks.epoch(one, 2015), series_breaks.epoch(one, 2019)) == (0, 2016)

    def test_no_way_is_measured_from_a_baseline_before_it(self, absence):
        target = IndicatorTargetFactory(indicator=absence, adopted=True)
        series = figures(y2015=24, y2017=15, y2018=14)
        before = standing(absence, series, target)
        assert before.progress is not None

        approved(absence)
        after = standing(absence, series, target)

        assert (after.progress, after.status) == (None, Status.NOT_MET)
        assert "another definition counts" in after.rule_text
        assert after.sentence == "Chronic absence fell from 15.0% in 2017–18 to 14.0% in 2018–19."
        assert trajectories.of(after) is None
        assert "From 2016–17 on" in trajectories.way_text(after)

    def test_a_change_after_the_newest_figure_breaks_nothing_yet(self, absence):
        target = IndicatorTargetFactory(indicator=absence, adopted=True)
        approved(absence, 2019)

        assert standing(absence, figures(y2015=24, y2018=14), target).broken_in is None

    def test_a_step_set_for_the_definition_before_judges_nothing(self, absence):
        step = IndicatorTargetFactory(indicator=absence, target_fall_year=2018)
        IndicatorTarget.objects.update(set_at="2015-10-01T12:00Z")
        step.refresh_from_db()
        held = standing(absence, figures(y2018=14), IndicatorTargetFactory(indicator=absence, adopted=True))
        held.interim = [step]
        assert held.step == step

        approved(absence)

        assert held.step is None

    def test_the_line_of_the_trend_ends_there(self, absence):
        series = figures(y2014=24, y2015=23, y2016=15, y2017=14)
        words = Words("k", "t", "d")
        assert len(pictures.trend_of(series, words, unit="PERCENT", indicator=absence).lines) == 1

        broken = pictures.trend_of(series, words, unit="PERCENT", indicator=approved(absence))

        assert (len(broken.lines), len(broken.breaks)) == (2, 1)
        assert isinstance(broken, Trend)

    def test_so_do_the_lines_of_the_gaps(self):
        points = {2014: Decimal(4), 2015: Decimal(5), 2016: Decimal(9), 2017: Decimal(8)}

        drawn = gap_lines(Words("k", "t", "d"), [("EL", points)], text=str, zero_label="all", breaks=[2016])

        assert len(drawn.lines[0].runs) == 2
        assert len(drawn.breaks) == 1

    def test_a_gap_has_not_changed_but_is_counted_differently(self, absence):
        gaps = {
            year: Gap(figure(Decimal(value), year), figure(Decimal(20), year))
            for year, value in ((2014, 30), (2016, 26))
        }
        assert GapSeries("SWD", "Students", gaps, "", absence).change == -4

        series = GapSeries("SWD", "Students", gaps, "", approved(absence))

        assert series.change is None
        assert series.change_text == "not compared: another definition counts from 2016–17 on"


def test_a_figure_says_by_which_definition_it_was_counted(absence):
    before = explaining.Explanation(absence, figure(Decimal(20), 2015))
    assert before.definition is None

    approved(absence)

    assert before.definition.years_text == "Up to school year 2015–16"


def test_an_answer_to_a_question_says_what_is_not_compared(absence):
    approved(absence)
    question = Question(("i.DISTRICT_CHRONIC",), By.YEAR, 2014, 2018)
    (note,) = Answer(question, None).break_notes
    assert "From 2016–17 on another definition counts" in note


class TestPages:
    def sign_in(self, client, role=Role.CENTRAL_OFFICE):
        person = MembershipFactory(role=role, district_wide=True).user
        client.force_login(person)
        return person

    def test_from_a_proposal_to_the_page_of_the_indicator(self, client, absence):
        self.sign_in(client)
        texts = {name: f"New {name}" for name in IN_ALL_LANGUAGES}
        answer = client.post(
            reverse("indicators:definition-propose", args=["CHRONIC_ABS"]), texts | {"fall_year": 2016}
        )
        assert answer.status_code == 302
        change = DefinitionChange.objects.get()
        address = reverse("indicators:definition-answer", args=["CHRONIC_ABS", change.pk])
        read = {"decision": "APPROVE", "read": change.proposed_at.isoformat()}

        page = client.get(address).content.decode()
        assert "somebody else has to approve it" in page and 'value="APPROVE"' not in page
        assert client.post(address, read).status_code == 200
        assert not DefinitionChange.objects.exclude(approved_by=None).exists()
        self.sign_in(client)
        assert client.post(address, read).status_code == 302

        client.logout()
        page = client.get(reverse("indicators:indicator-detail", args=["CHRONIC_ABS"])).content.decode()
        assert "New definition_en" in page
        page = client.get(reverse("indicators:definitions", args=["CHRONIC_ABS"])).content.decode()
        assert "Up to school year 2015–16" in page
        assert "New reason_en" in page

    def test_nobody_else_reads_what_is_only_proposed(self, client, absence):
        DefinitionChangeFactory(indicator=absence)
        address = reverse("indicators:definitions", args=["CHRONIC_ABS"])
        assert "A change is proposed" not in client.get(address).content.decode()
        self.sign_in(client)
        assert "A change is proposed" in client.get(address).content.decode()

    def test_the_page_costs_the_same_with_many_changes(self, client, absence, django_assert_max_num_queries):
        for year in (2014, 2016, 2018):
            approved(absence, year)
        with django_assert_max_num_queries(8):
            client.get(reverse("indicators:definitions", args=["CHRONIC_ABS"]))


def test_my_work_tells_those_who_may_approve_and_not_who_proposed(absence):
    change = DefinitionChangeFactory(indicator=absence)
    proposer, colleague, board = change.proposed_by, UserFactory(), UserFactory()
    for person in (proposer, colleague):
        MembershipFactory(user=person, role=Role.CENTRAL_OFFICE, district_wide=True)
    MembershipFactory(user=board, role=Role.BOARD_MEMBER, district_wide=True)

    assert [len(list(definition_items.items_for(one))) for one in (proposer, colleague, board)] == [0, 1, 0]
