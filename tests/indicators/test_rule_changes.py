"""The publication rule is changed by two people, who read before what it would do."""

from datetime import timedelta

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, InternalError, transaction
from django.urls import reverse
from django.utils import timezone

from district.access import Role
from district.models import Job
from fce_portal import rule_items
from indicators import rule_changes, rule_previewing, tasks
from indicators.models import IndicatorValue, ReleasedFigure, RuleChange, RulePreview, SuppressionRule
from indicators.models.rule_changes import THRESHOLDS
from indicators.publication import republish, republish_all
from indicators.rule_forms import RuleAnswerForm, RuleForm
from tests.factories import (
    ImportRunFactory,
    IndicatorFactory,
    IndicatorValueFactory,
    MembershipFactory,
    RuleChangeFactory,
    UserFactory,
)

pytestmark = pytest.mark.django_db
RULE = {name: getattr(SuppressionRule(), name) for name in THRESHOLDS}


def quietly(done, total):
    """Nobody watches the progress."""


def table(*counts, district=None):
    """A published table of schools with these (numerator, denominator), and the district's row."""
    run, indicator = ImportRunFactory(), IndicatorFactory()
    values = [IndicatorValueFactory(run=run, indicator=indicator, counts=one) for one in counts]
    if district:
        values.append(IndicatorValueFactory(run=run, indicator=indicator, district=True, counts=district))
    republish(run=run)
    return values


def numbers_of(change):
    total, _lines, _unchanged = rule_changes.lines_of(rule_previewing.make_preview(change, quietly))
    return {name: number for name, number in total.numbers.items() if number}


def counted(**fields):
    change = RuleChangeFactory(**fields)
    rule_previewing.make_preview(change, quietly)
    return change


class TestTwoPeople:
    def test_whoever_proposes_cannot_approve_and_somebody_else_can(self):
        SuppressionRule.objects.create()
        change = counted()
        with pytest.raises(ValidationError, match="ask a colleague"):
            rule_changes.approve(change, by=change.proposed_by)
        assert SuppressionRule.in_force().min_numerator == 6

        office = UserFactory()
        rule_changes.approve(change, by=office)

        assert SuppressionRule.in_force().min_numerator == 10
        assert Job.objects.get(kind="republish").owner == office

    def test_a_portal_that_has_no_row_of_its_rule_yet_gets_one(self):
        rule_changes.approve(counted(), by=UserFactory())
        assert SuppressionRule.objects.get().min_numerator == 10

    def test_the_database_holds_to_it(self):
        person = UserFactory()
        with pytest.raises(IntegrityError, match="rule_change_approved_by_another"), transaction.atomic():
            RuleChangeFactory(proposed_by=person, approved_by=person, approved_at=timezone.now())
        RuleChangeFactory()
        with pytest.raises(IntegrityError, match="one_at_a_time"):
            RuleChangeFactory()

    @pytest.mark.parametrize(
        "loose", [{"min_numerator": 2}, {"min_denominator": 1001}, {"band_300": 51}, {"reason": ""}]
    )
    def test_the_database_takes_no_rule_that_protects_nobody_or_says_no_reason(self, loose):
        with pytest.raises(IntegrityError):
            RuleChangeFactory(**loose)

    def test_the_rule_changes_only_to_what_was_approved_last(self):
        SuppressionRule.objects.create()
        for act in (lambda: SuppressionRule.objects.update(min_numerator=3), SuppressionRule.objects.all().delete):
            with pytest.raises(InternalError), transaction.atomic():
                act()
        RuleChangeFactory(approved=True, min_numerator=10)
        RuleChangeFactory(approved=True, min_numerator=8, approved_at=timezone.now() + timedelta(seconds=1))
        with pytest.raises(InternalError, match="approved last"), transaction.atomic():
            SuppressionRule.objects.update(min_numerator=10)
        SuppressionRule.objects.update(min_numerator=8)

    def test_what_is_decided_stays_and_is_kept(self):
        change = RuleChangeFactory(approved=True)
        for act in (change.delete, lambda: RuleChange.objects.update(reason="Another")):
            with pytest.raises(InternalError), transaction.atomic():
                act()

    def test_a_declined_proposal_changes_nothing_and_says_why(self):
        SuppressionRule.objects.create()
        rule_changes.decline(RuleChangeFactory(), by=UserFactory(), reason="The state's six is enough.")
        assert SuppressionRule.in_force().min_numerator == 6
        assert not RuleChange.objects.open().exists()


class TestPreview:
    def test_a_stricter_rule_says_what_would_be_hidden_that_is_out(self):
        table((8, 100), (60, 300), (40, 100))
        # 8 falls below 10; it is told by the district's sum, so that one or another school is hidden with it
        found = numbers_of(RuleChangeFactory(min_numerator=10))
        assert found["cells"] == 4
        assert found["newly_hidden"] == found["hidden_after"] >= 2
        assert "coming_out" not in found

    def test_a_looser_rule_says_what_would_come_out(self):
        table((4, 100), (60, 300), district=(64, 400))
        found = numbers_of(RuleChangeFactory(min_numerator=4))
        assert found == {"cells": 3, "hidden_before": 2, "coming_out": 2}

    def test_wider_limits_say_less_exactly_and_narrower_ones_more(self):
        table((30, 1000))
        assert numbers_of(RuleChangeFactory(min_numerator=6, band_300=5))["blurred"] == 2  # school and district
        RuleChange.objects.all().delete()
        table((8, 1000))
        assert numbers_of(RuleChangeFactory(min_numerator=6, band_300=0))["sharpened"] == 1

    @pytest.mark.parametrize("least", [3, 4, 6, 10, 40])
    def test_it_says_what_judging_again_then_does(self, least):
        values = table((4, 100), (9, 80), (30, 90), (5, 60), district=(48, 330))
        change = counted(min_numerator=least, min_complement=5)
        _total, lines, _unchanged = rule_changes.lines_of(change.preview)
        before = {value.pk: value.shown for value in IndicatorValue.objects.all()}
        rule_changes.approve(change, by=UserFactory())
        republish_all(quietly)

        after = {value.pk: value.shown for value in IndicatorValue.objects.all()}
        hidden = [pk for pk in before if before[pk] != "SUPPRESSED" == after[pk]]
        out = [pk for pk in before if before[pk] == "SUPPRESSED" != after[pk]]
        numbers = lines[0].numbers if lines else {"newly_hidden": 0, "coming_out": 0}
        assert (len(hidden), len(out)) == (numbers["newly_hidden"], numbers["coming_out"])
        assert len(values) == 5

    def test_nothing_is_written_but_the_numbers(self):
        table((8, 100), (60, 300), (40, 100))
        before = list(IndicatorValue.objects.order_by("pk").values()), ReleasedFigure.objects.count()
        counted(min_numerator=20)
        assert (list(IndicatorValue.objects.order_by("pk").values()), ReleasedFigure.objects.count()) == before

    def test_nothing_is_approved_that_is_not_counted(self):
        change = RuleChangeFactory()
        with pytest.raises(ValidationError, match="not counted yet"):
            rule_changes.approve(change, by=UserFactory())
        rule_previewing.make_preview(change, quietly)
        rule_changes.propose(change, by=UserFactory())  # another wording: the count is of the one before
        with pytest.raises(ValidationError, match="not counted yet"):
            rule_changes.approve(change, by=UserFactory())

    def test_nothing_is_approved_on_a_count_from_before_a_publication(self):
        table((30, 100))
        change = counted()
        table((50, 200))
        with pytest.raises(ValidationError, match="published since"):
            rule_changes.approve(change, by=UserFactory())

        rule_previewing.make_preview(change, quietly)
        rule_changes.approve(change, by=UserFactory())

    def test_a_proposal_asks_for_its_count_and_a_second_wish_waits_for_the_first(self):
        change = RuleChangeFactory.build(proposed_by=None)
        rule_changes.propose(change, by=UserFactory())
        rule_changes.count(change, by=UserFactory())
        job = Job.objects.get(kind="rule-preview")
        assert job.arguments["change"] == change.pk

    def test_a_count_of_what_was_taken_back_ends_without_a_word(self):
        change = rule_changes.propose(RuleChangeFactory.build(proposed_by=None), by=UserFactory())
        change.delete()
        tasks.preview_rule(Job.objects.get(kind="rule-preview").pk)
        assert Job.objects.get(kind="rule-preview").state == "DONE"
        assert not RulePreview.objects.exists()


class TestForms:
    @pytest.mark.parametrize(
        "loose",
        [{"min_numerator": 1}, {"band_300": 60}, {"min_denominator": ""}, {"min_complement": -1}, {"reason": ""}],
    )
    def test_a_rule_that_would_protect_nobody_is_refused_beside_its_field(self, loose):
        form = RuleForm(RULE | {"min_numerator": 8, "reason": "Why"} | loose)
        assert list(form.errors) == list(loose)

    def test_proposing_the_rule_that_holds_is_refused(self):
        assert "holds already" in str(RuleForm(RULE | {"reason": "Why"}).errors)

    def test_a_decision_on_what_changed_meanwhile_is_refused(self):
        change = counted()
        shown = RuleAnswerForm(change=change, preview=change.preview).initial["read"]
        rule_previewing.make_preview(change, quietly)
        form = RuleAnswerForm(
            {"decision": "APPROVE", "read": shown}, change=change, preview=rule_changes.preview_of(change)
        )
        assert "changed meanwhile" in str(form.errors)

    def test_declining_needs_a_reason(self):
        change = RuleChangeFactory()
        read = RuleAnswerForm(change=change, preview=None).initial["read"]
        form = RuleAnswerForm({"decision": "DECLINE", "read": read}, change=change, preview=None)
        assert "reason" in form.errors

    def test_only_somebody_else_is_offered_to_decide(self, client):
        change = RuleChangeFactory(proposed_by=MembershipFactory(role=Role.CENTRAL_OFFICE, district_wide=True).user)
        client.force_login(change.proposed_by)
        assert "See what it would do, and decide" not in client.get(reverse("indicators:rule")).content.decode()
        client.force_login(MembershipFactory(role=Role.CENTRAL_OFFICE, district_wide=True).user)
        assert "See what it would do, and decide" in client.get(reverse("indicators:rule")).content.decode()

    def test_whoever_proposed_it_is_offered_to_decline_it_and_nothing_else(self, client):
        change = RuleChangeFactory(proposed_by=MembershipFactory(role=Role.CENTRAL_OFFICE, district_wide=True).user)
        client.force_login(change.proposed_by)
        read = RuleAnswerForm(change=change, preview=None).initial["read"]
        client.post(change.get_absolute_url(), {"decision": "APPROVE", "read": read})
        change.refresh_from_db()
        assert change.is_open

        form = RuleAnswerForm({"decision": "DECLINE", "read": read}, change=change, preview=None, is_own=True)
        assert len(form.errors["reason"]) == 1  # said once, not by the field and by the form
        client.post(change.get_absolute_url(), {"decision": "DECLINE", "read": read, "reason": "Asked for by mistake."})
        change.refresh_from_db()
        assert change.declined_reason == "Asked for by mistake."


class TestPages:
    def test_from_the_proposal_to_the_approval(self, client, django_assert_max_num_queries):
        SuppressionRule.objects.create()
        table((8, 100), (60, 300), (40, 100))
        first, second = (MembershipFactory(role=Role.CENTRAL_OFFICE, district_wide=True).user for _ in range(2))
        client.force_login(first)
        client.post(reverse("indicators:rule-propose"), RULE | {"min_numerator": 10, "reason": "Asked for"})
        change = RuleChange.objects.get()
        page = client.get(change.get_absolute_url()).content.decode()
        assert "It is not counted" not in page
        assert "somebody else has to approve it" in page
        assert "Decline it" in page and 'value="APPROVE"' not in page
        rule_previewing.make_preview(change, quietly)

        assert [item.url for item in rule_items.items_for(second)] == [change.get_absolute_url()]
        assert not list(rule_items.items_for(first))
        client.force_login(second)
        with django_assert_max_num_queries(22):
            page = client.get(change.get_absolute_url())
        assert "Out now, hidden then" in page.content.decode()
        answer = {"decision": "APPROVE", "read": page.context["form"].initial["read"]}
        page = client.post(change.get_absolute_url(), answer, follow=True)

        assert "now judged again" in page.content.decode()
        assert SuppressionRule.in_force().min_numerator == 10
        tasks.republish_all(Job.objects.get(kind="republish").pk)
        assert IndicatorValue.objects.filter(shown="SUPPRESSED").count() >= 1
        assert client.get(reverse("indicators:rule-progress")).status_code == 286
        assert client.get(change.get_absolute_url()).status_code == 200
        assert client.get(reverse("indicators:rule-change-edit", args=[change.pk])).status_code == 404

    @pytest.mark.parametrize("pk", [0, 10**18])
    def test_a_change_that_is_none_is_not_found(self, client, pk):
        client.force_login(MembershipFactory(role=Role.CENTRAL_OFFICE, district_wide=True).user)
        assert client.get(reverse("indicators:rule-change", args=[pk])).status_code == 404
