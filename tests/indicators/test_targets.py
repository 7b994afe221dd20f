"""Targets by rule, restated baselines, many schools at once, a school's own proposals, a further plan cycle."""

from decimal import Decimal

import pytest
import time_machine
from django.db import DatabaseError, IntegrityError, transaction
from django.urls import reverse

from district.history import history_of
from district.notices import sentence_of
from fce_portal import target_items
from indicators import school_targets, target_baselines, target_cycles, target_sums, targets
from indicators.loading import load_indicators
from indicators.models import Indicator, IndicatorTarget, TargetBaseline, TargetCycle
from indicators.publication import republish
from indicators.target_forms import TargetForm
from indicators.target_rules import Way
from tests.factories import (
    ImportRunFactory,
    IndicatorFactory,
    IndicatorTargetFactory,
    IndicatorValueFactory,
    MembershipFactory,
    SchoolFactory,
    SchoolProfileFactory,
    TargetCycleFactory,
    UserFactory,
)

pytestmark = pytest.mark.django_db
D = Decimal


@pytest.fixture(autouse=True)
def _today():
    with time_machine.travel("2026-11-02 12:00:00-05:00", tick=False):
        yield


@pytest.fixture
def office(client):
    user = MembershipFactory(district_wide=True, user__name="Ana Rivera").user
    client.force_login(user)
    return user


@pytest.fixture
def chronic():
    """From 25.1 to below 10 percent by 2020."""
    return IndicatorTargetFactory(indicator=IndicatorFactory(), adopted=True)


def publish(indicator, *rows, fall_year=2025):
    """Figures of schools as (school or None for the district, counts), through the gate."""
    run = ImportRunFactory()
    for school, counts in rows:
        place = {"school": school} if school else {"district": True}
        IndicatorValueFactory(indicator=indicator, counts=counts, fall_year=fall_year, run=run, **place)
    republish(groups={(indicator.pk, fall_year)})


@pytest.fixture
def schools(chronic):
    """A large, a small, a hidden one (2 of 40), one without figures; and the district's own figure."""
    found = [SchoolFactory(name=name) for name in ("Large", "Small", "Tiny", "New")]
    publish(chronic.indicator, (found[0], (90, 300)), (found[1], (20, 100)), (found[2], (2, 40)), (None, (150, 600)))
    return found


def form_for(target, **typed):
    sent = {"target_fall_year": 2028, "who": "ALL:ALL", "school": "", "wording": "Why"} | typed
    return TargetForm(sent, instance=target)


# ---------------------------------------------------------------------- a rule and its number


def test_the_plan_keeps_its_reduction_as_a_reduction_of_its_baseline():
    load_indicators()
    load_indicators()  # again, and nothing is doubled

    adopted = targets.adopted(Indicator.objects.get(pk="OSS_COUNT"))
    assert (adopted.rule, adopted.share, adopted.baseline_value, adopted.target_value) == ("REDUCTION", 90, 4835, 483)
    assert (adopted.baseline.origin, adopted.baseline.value) == ("PLAN", 4835)
    assert TargetBaseline.objects.count() == 8
    assert TargetCycle.objects.get().code == "2015-2020"


def test_a_reduction_is_measured_from_the_plans_baseline(chronic):
    form = form_for(targets.blank(chronic.indicator), rule="REDUCTION", share="60", target_value="")

    assert form.is_valid(), form.errors
    targets.propose(target=form.save(commit=False))
    found = IndicatorTarget.objects.get(kind="INTERIM")
    assert (found.rule, found.share, found.baseline_value, found.target_value) == ("REDUCTION", 60, D("25.1"), 10)


def test_half_of_a_schools_gap_to_the_district_is_closed(chronic, schools):
    form = form_for(
        targets.blank(chronic.indicator), rule="GAP", share="50", gap_to="EVERYBODY", baseline_year="2025",
        school=schools[0].pk,
    )  # fmt: skip

    assert form.is_valid(), form.errors
    targets.propose(target=form.save(commit=False))
    found = IndicatorTarget.objects.get(kind="INTERIM")
    assert (found.baseline_value, found.gap_to_value, found.target_value) == (30, 25, D("27.5"))
    assert (found.baseline.name, found.baseline.value) == ("the published figure of 2025–26", 30)


WRONG_RULES = [
    ({"rule": "REDUCTION", "share": ""}, "share"),
    ({"rule": "REDUCTION", "share": "101"}, "share"),
    ({"rule": "REDUCTION", "share": "0"}, "share"),
    ({"rule": "REDUCTION", "share": "10", "baseline_year": "2024"}, "baseline_year"),  # nothing published
    ({"rule": "REDUCTION", "share": "10", "who": "ELL:EL"}, "baseline_year"),  # the plan prints none for a group
    ({"rule": "GAP", "share": "50"}, "gap_to"),
    ({"rule": "GAP", "share": "50", "gap_to": "EVERYBODY"}, "baseline_year"),
    ({"rule": "GAP", "share": "50", "gap_to": "EVERYBODY", "baseline_year": "2025"}, "gap_to"),  # no gap to itself
    ({"rule": "NUMBER", "target_value": ""}, "target_value"),
    ({"rule": "OTHER", "target_value": "5"}, "rule"),
]


def test_a_rule_that_gives_no_number_is_refused_beside_its_field(chronic, schools):
    for typed, name in WRONG_RULES:
        form = form_for(targets.blank(chronic.indicator), **typed)
        assert not form.is_valid(), typed
        assert name in form.errors, typed


def test_nothing_is_measured_from_a_hidden_figure(chronic, schools):
    form = form_for(
        targets.blank(chronic.indicator), rule="REDUCTION", share="10", baseline_year="2025", school=schools[2].pk
    )

    assert list(form.errors) == ["baseline_year"]
    assert not TargetBaseline.objects.filter(school=schools[2]).exists()


@pytest.mark.parametrize(
    "fields",
    [
        {"rule": "REDUCTION", "share": 90, "baseline_value": 4835, "target_value": 400},
        {"rule": "REDUCTION", "share": None, "baseline_value": 4835, "target_value": 483},
        {"rule": "GAP", "share": 50, "baseline_value": 30, "gap_to": "GOAL", "gap_to_value": 10, "target_value": 25},
        {"rule": "GAP", "share": 50, "baseline_value": 30, "gap_to": "", "gap_to_value": 10, "target_value": 20},
        {"rule": "NUMBER", "share": 50},
        {"kind": "PROPOSED"},
    ],
)
def test_the_database_holds_a_rule_and_its_number_together(fields):
    with pytest.raises(IntegrityError), transaction.atomic():
        IndicatorTargetFactory(**fields)


def test_whoever_saves_a_target_second_sees_what_the_first_changed(client, office, chronic):
    target = IndicatorTargetFactory(indicator=chronic.indicator)
    page = reverse("indicators:target-edit", args=["CHRONIC_ABS", target.pk])
    seen = client.get(page).context["form"]["seen"].value()
    typed = {"target_value": "17", "rule": "NUMBER", "comparator": "<", "wording": "First", "seen": seen}

    assert client.post(page, typed).status_code == 302
    second = client.post(page, typed | {"target_value": "15", "wording": "Second"})

    assert "saved this on" in second.content.decode()
    target.refresh_from_db()
    assert (target.target_value, target.wording, target.set_by) == (17, "First", office)


# ---------------------------------------------------------------------- a restated baseline


def test_a_restated_baseline_keeps_the_old_one_and_says_why(client, office, chronic):
    page = reverse("indicators:target-baseline", args=["CHRONIC_ABS"])
    typed = {"value": "27", "fall_year": "2014", "instrument": "", "why": "Charter schools were in it.", "seen": ""}

    assert client.post(page, typed | {"why": ""}).context["form"].errors.keys() == {"why"}
    assert client.post(page, typed).status_code == 302
    late = client.post(page, typed | {"value": "28"})

    assert "meanwhile" in late.content.decode()  # it was written for what is no longer in force
    chronic.refresh_from_db()
    assert (chronic.baseline_value, chronic.measured_from, chronic.target_value) == (D("25.1"), 27, 10)
    assert [one.value for one in target_baselines.chain(chronic.baseline)] == [27, D("25.1")]
    assert target_baselines.restated_text(chronic) == (
        "The plan prints 25.1%. The district measures from 27% instead: Charter schools were in it."
    )
    assert "Charter schools were in it." in client.get(page).content.decode()


def test_nobody_changes_or_deletes_a_restatement(office, chronic):
    with targets.writing(chronic.indicator):
        said = {"value": D(27), "fall_year": None, "instrument": "", "why": "So"}
        found = target_baselines.restate(target=chronic, by=office, **said)
    for act in (lambda: TargetBaseline.objects.filter(pk=found.pk).update(value=1), found.delete):
        with pytest.raises(DatabaseError), transaction.atomic():
            act()


# ---------------------------------------------------------------------- do they add up?


def set_for(chronic, values, fall_year=2028):
    for school, value in values.items():
        fields = {"school": school, "target_value": value, "target_fall_year": fall_year}
        IndicatorTargetFactory(indicator=chronic.indicator, **fields)


def test_the_sum_is_weighted_by_published_counts_and_names_who_is_not_counted(chronic, schools):
    large, small, tiny, new = schools
    set_for(chronic, {large: 24, small: 16, tiny: 9})
    IndicatorTargetFactory(indicator=chronic.indicator, target_value=20, target_fall_year=2028)

    found = target_sums.adding_up(chronic.indicator, 2028)

    assert found.value == 22  # (300 × 24 + 100 × 16) ÷ 400, and not 20
    assert (found.hidden, found.without_target, found.without_figure) == ([tiny], [new], [])
    assert found.sentence == (
        "If each of the 2 schools that are counted reaches its target, they stand at 22.0% together in 2028–29. "
        "That is 2.0 points short of the district's target, less than 20%."
    )


def test_when_all_are_counted_it_is_the_district_that_stands_there(chronic):
    school = SchoolFactory()
    publish(chronic.indicator, (school, (90, 300)))
    set_for(chronic, {school: 9}, fall_year=2019)

    found = target_sums.adding_up(chronic.indicator, 2019)

    assert found.sentence == (
        "If every school reaches its target, the district stands at 9.0% in 2019–20. That reaches the district's "
        "target, less than 10%."
    )


def test_nothing_hidden_can_be_worked_out_from_the_sum(chronic, schools):
    set_for(chronic, dict(zip(schools, (24, 16, 9, 12), strict=True)))
    before = target_sums.adding_up(chronic.indicator, 2028)
    publish(chronic.indicator, (schools[2], (3, 35)), fall_year=2026)  # another hidden value, newest year of one school
    chronic.indicator.values.filter(school=schools[2]).exclude(fall_year=2025).delete()
    chronic.indicator.values.filter(school=schools[2]).update(numerator=5, value=D("12.5"))
    republish(groups={("CHRONIC_ABS", 2025)})

    after = target_sums.adding_up(chronic.indicator, 2028)
    assert (after.value, after.sentence) == (before.value, before.sentence)
    assert [part.school for part in after.parts] == schools[:2]


def test_counts_are_added_and_a_partial_sum_claims_no_more_than_it_knows():
    oss = IndicatorFactory(code="OSS_COUNT", unit="COUNT", position=4, primary_instrument="DISTRICT_OSS_EVENTS")
    found = target_sums.Sum(oss, 2028, IndicatorTargetFactory(indicator=oss, target_value=483, comparator="<="))
    found.parts = [target_sums.Part(None, None, D(value), None, "COUNT") for value in (200, 250)]

    assert found.sentence.endswith("That reaches the district's target, at most 483.")
    found.without_target = ["another"]
    assert found.sentence.endswith("at most 483, before the other schools are added.")
    found.parts[0] = target_sums.Part(None, None, D(300), None, "COUNT")
    assert found.sentence.endswith("That is 67 short of the district's target, at most 483.")


def test_without_targets_there_is_nothing_to_add(client, chronic):
    page = client.get(reverse("indicators:target-sum", args=["CHRONIC_ABS"]), {"by": "99999999999999999999"})
    assert "nothing can be added up" in page.content.decode()


# ---------------------------------------------------------------------- many at once


def many(chronic, way=Way.POINTS, amount="3"):
    return school_targets.Many(chronic.indicator, school_targets.Asked(2028, way, D(amount)))


def test_numbers_are_worked_out_for_schools_with_an_exact_figure_alone(chronic, schools):
    found = {row.school.name: row.worked_out for row in many(chronic).rows}
    assert found == {"Large": 27, "Small": 17, "Tiny": None, "New": None}


def test_a_number_as_worked_out_keeps_its_rule_and_one_by_hand_does_not(office, chronic, schools):
    found = many(chronic, Way.REDUCTION, "10")
    with targets.writing(chronic.indicator):
        assert found.save({schools[0].pk: D(27), schools[1].pk: D(15)}, wording="Why", by=office) == 2

    by_rule = IndicatorTarget.objects.get(school=schools[0])
    by_hand = IndicatorTarget.objects.get(school=schools[1])
    assert (by_rule.rule, by_rule.share, by_rule.baseline.value, by_rule.comparator) == ("REDUCTION", 10, 30, "<")
    assert (by_hand.rule, by_hand.baseline, by_hand.target_value) == ("NUMBER", None, 15)
    assert {by_rule.wording_es, by_rule.wording_en, str(by_rule.set_by)} == {"Why", "Ana Rivera"}
    assert len(history_of(by_rule)) == 1


def page_of_many():
    return reverse("indicators:target-many", args=["CHRONIC_ABS"]) + "?by=2028&way=POINTS&amount=3"


def typed_of(page, **changes):
    form = page.context["form"]
    sent = {f"value_{row['row'].school.pk}": row["value"].value() or "" for row in form.rows}
    return sent | {row["seen_name"]: row["seen"] for row in form.rows} | {"wording": "Why"} | changes


def test_all_are_set_together_or_none(client, office, chronic, schools):
    page = client.get(page_of_many())
    wrong = client.post(page_of_many(), typed_of(page, **{f"value_{schools[1].pk}": "101"}))
    assert list(wrong.context["form"].errors) == [f"value_{schools[1].pk}"]
    assert not IndicatorTarget.objects.filter(kind="INTERIM").exists()

    preview = client.post(page_of_many(), typed_of(page, preview="1", wording=""))
    assert "With the numbers as typed:" in preview.content.decode()
    assert "24.5%" in preview.content.decode()  # (300 × 27 + 100 × 17) ÷ 400
    assert not IndicatorTarget.objects.filter(kind="INTERIM").exists()

    assert client.post(page_of_many(), typed_of(page)).status_code == 302
    assert IndicatorTarget.objects.filter(kind="INTERIM", set_by=office).count() == 2


def test_what_was_set_meanwhile_is_not_replaced_unseen(client, office, chronic, schools):
    page = client.get(page_of_many())
    set_for(chronic, {schools[0]: 20})

    answer = client.post(page_of_many(), typed_of(page))

    assert "was changed meanwhile" in answer.content.decode()
    assert IndicatorTarget.objects.get(kind="INTERIM").target_value == 20


def test_an_address_that_makes_no_sense_asks_again(client, office, chronic):
    for query in ("by=0", "by=x", "by=2028&way=GAP&amount=", "by=2028&way=X&amount=1", "by=2028&way=GAP&amount=1e9"):
        page = client.get(reverse("indicators:target-many", args=["CHRONIC_ABS"]) + "?" + query)
        assert page.status_code == 200
        assert "many" not in page.context


def test_queries_do_not_grow_with_schools(client, office, chronic, schools, django_assert_max_num_queries):
    for number in range(5):
        set_for(chronic, {SchoolFactory(): number})
    with django_assert_max_num_queries(26):
        client.get(page_of_many())
    with django_assert_max_num_queries(22):
        client.get(reverse("indicators:target-sum", args=["CHRONIC_ABS"]))
    with django_assert_max_num_queries(22):
        client.get(reverse("indicators:target-overview"))


# ---------------------------------------------------------------------- a school's own


@pytest.fixture
def principal(client):
    membership = MembershipFactory(user__name="Luz Ortiz")
    client.force_login(membership.user)
    return membership


def test_a_principal_proposes_and_central_office_sets_it(client, chronic, principal):
    school = principal.school
    page = reverse("indicators:school-target-propose", args=[school.code, "CHRONIC_ABS"])
    typed = {"target_fall_year": 2027, "who": "ALL:ALL", "target_value": "18", "rule": "NUMBER", "wording": "We call."}
    assert client.post(page, typed).status_code == 302
    proposal = IndicatorTarget.objects.get(kind="PROPOSED")
    assert (proposal.school, proposal.proposed_by, proposal.comparator) == (school, principal.user, "<")

    held = IndicatorTargetFactory(indicator=chronic.indicator, school=school, target_fall_year=2027, target_value=20)
    with targets.writing(chronic.indicator):
        targets.accept(proposal=proposal, by=UserFactory(name="Ana Rivera"))

    found = IndicatorTarget.objects.get(school=school)
    assert (found.kind, found.target_value, str(found.proposed_by)) == ("INTERIM", 18, "Luz Ortiz")
    assert "Set by Ana Rivera" in targets.origin(found, names_people=True)
    assert "Luz Ortiz" not in targets.origin(found, names_people=False)
    assert not IndicatorTarget.objects.filter(pk=held.pk).exists()
    assert [sentence_of(one) for one in principal.user.notices.all()] == [
        f"Ana Rivera set the target that {school} proposed."
    ]


def test_a_school_proposes_nothing_for_grades_that_it_does_not_have(client, principal):
    SchoolProfileFactory(school=principal.school)  # to grade 8
    IndicatorFactory(code="GRAD_4YR", low_grade=12, high_grade=12)

    page = reverse("indicators:school-target-propose", args=[principal.school.code, "GRAD_4YR"])
    assert client.get(page).status_code == 404


def test_a_proposal_stands_beside_the_figure_of_the_school_and_the_aims_of_the_district(client, chronic, principal):
    SchoolProfileFactory(school=principal.school)  # to grade 8
    publish(chronic.indicator, (principal.school, (90, 300)))
    IndicatorTargetFactory(indicator=chronic.indicator, target_fall_year=2031, target_value=15)
    proposal = IndicatorTargetFactory(
        indicator=chronic.indicator, proposed=True, school=principal.school, target_value=D("18.5000")
    )

    page = client.get(reverse("indicators:school-target-propose", args=[principal.school.code, "CHRONIC_ABS"]))
    words = page.content.decode()
    assert "Target, in percent" in words
    assert "30.0%" in words and "(2025–26)" in words
    assert "Target: less than 10% by 2020" in words and "proposal: less than 15% by 2032" in words
    grades = next(pairs for label, pairs in page.context["form"].fields["who"].choices if label == "Grade")
    assert grades[-1] == ("GRADE:08", "Grade 8")

    form = client.get(reverse("indicators:school-target-edit", args=[principal.school.code, proposal.pk])).context[
        "form"
    ]
    assert str(form["target_value"].value()) == "18.5"


def test_a_proposal_says_why_and_is_of_a_year_to_come(client, chronic, principal):
    page = reverse("indicators:school-target-propose", args=[principal.school.code, "CHRONIC_ABS"])
    answer = client.post(page, {"target_fall_year": 2019, "who": "ALL:ALL", "target_value": "18", "wording": ""})
    assert set(answer.context["form"].errors) == {"target_fall_year", "wording"}


def test_central_office_says_why_not_and_a_changed_proposal_waits_again(client, office, chronic):
    proposal = IndicatorTargetFactory(indicator=chronic.indicator, proposed=True)
    assert [item.sentence for item in target_items.items_for(office)] == [
        "A school proposes 1 target and waits for an answer."
    ]
    page = reverse("indicators:target-answer", args=[proposal.pk])
    typed = {"decision": "decline", "answer": "", "seen": proposal.set_at.isoformat()}

    assert "answer" in client.post(page, typed).context["form"].errors
    assert client.post(page, typed | {"answer": "Too soon.", "seen": "before"}).status_code == 200
    assert client.post(page, typed | {"answer": "Too soon."}).status_code == 302
    proposal.refresh_from_db()
    assert (proposal.kind, proposal.answer, proposal.answered_by) == ("PROPOSED", "Too soon.", office)
    assert not targets.waiting(chronic.indicator).exists()
    assert [one.kind for one in proposal.proposed_by.notices.all()] == ["targets.declined"]

    targets.change(target=proposal, by=proposal.proposed_by)
    assert targets.waiting(chronic.indicator).get() == proposal


def test_a_proposal_counts_nowhere_and_the_public_does_not_see_it(client, chronic, schools):
    IndicatorTargetFactory(
        indicator=chronic.indicator, proposed=True, school=schools[0], target_value=D("11.1"), target_fall_year=2028
    )

    assert target_sums.adding_up(chronic.indicator, 2028).parts == []
    for page in (reverse("indicators:target-overview"), reverse("indicators:target-sum", args=["CHRONIC_ABS"]),
                 reverse("indicators:school-dashboard", args=[schools[0].code])):  # fmt: skip
        assert "11.1" not in client.get(page).content.decode()


# ---------------------------------------------------------------------- a further plan cycle


def test_a_cycles_targets_are_proposals_until_it_is_adopted_and_stay_from_then_on(client, office, chronic, schools):
    assert client.post(
        reverse("indicators:target-cycle-begin"), {"first_fall_year": 2027, "last_fall_year": 2031, "note": ""}
    ).status_code == 302  # fmt: skip
    cycle = TargetCycle.objects.get()
    page = reverse("indicators:target-cycle", args=[cycle.pk])
    typed = {"rule_CHRONIC_ABS": "REDUCTION", "value_CHRONIC_ABS": "40", "seen_CHRONIC_ABS": "", "wording": "Why"}
    assert client.post(page, typed).status_code == 302
    target = IndicatorTarget.objects.get(cycle="2027-2032")
    assert (target.kind, target.rule, target.baseline_value, target.target_value) == ("INTERIM", "REDUCTION", 25, 15)

    adopt = reverse("indicators:target-cycle-adopt", args=[cycle.pk])
    assert "adopted_on" in client.post(adopt, {"adopted_on": "2027-01-01", "decision": "Board"}).context["form"].errors
    assert client.post(adopt, {"adopted_on": "2026-10-20", "decision": "Board, 12"}).status_code == 302

    assert client.post(adopt, {"adopted_on": "2026-10-20", "decision": "Again"}).status_code == 404
    client.post(page, typed | {"value_CHRONIC_ABS": "90"})
    target.refresh_from_db()
    assert (target.kind, target.target_value) == ("ADOPTED", 15)
    assert [one.cycle for one in targets.all_adopted(chronic.indicator)] == ["2015-2020", "2027-2032"]
    shown = client.get(reverse("indicators:target-overview")).content.decode()
    assert "less than 10%" in shown
    assert "less than 15%" in shown


def test_what_was_changed_meanwhile_in_a_cycle_is_not_replaced_unseen(client, office, chronic):
    cycle = TargetCycleFactory()
    page = reverse("indicators:target-cycle", args=[cycle.pk])
    typed = {"rule_CHRONIC_ABS": "NUMBER", "value_CHRONIC_ABS": "15", "seen_CHRONIC_ABS": "", "wording": "Why"}
    client.post(page, typed)

    assert "changed meanwhile" in client.post(page, typed | {"value_CHRONIC_ABS": "14"}).content.decode()
    assert "nothing to save" in client.post(page, typed).content.decode()
    assert IndicatorTarget.objects.get(cycle="2027-2032").target_value == 15


def test_no_two_cycles_share_a_school_year(client, office):
    TargetCycleFactory()
    answer = client.post(reverse("indicators:target-cycle-begin"), {"first_fall_year": 2031, "last_fall_year": 2033})
    assert "belong to another plan cycle already" in answer.content.decode()
    backwards = client.post(reverse("indicators:target-cycle-begin"), {"first_fall_year": 2036, "last_fall_year": 2035})
    assert "comes before the first" in backwards.content.decode()


def test_a_cycle_given_up_leaves_its_targets_as_proposals(client, office, chronic):
    cycle = TargetCycleFactory()
    IndicatorTargetFactory(indicator=chronic.indicator, cycle=cycle.code, target_fall_year=2031)
    client.post(reverse("indicators:target-cycle-remove", args=[cycle.pk]))

    assert not TargetCycle.objects.exists()
    assert targets.proposals(chronic.indicator).count() == 1


def test_a_plan_of_which_only_targets_tell_is_a_cycle_too(chronic):
    assert [one.code for one in target_cycles.all_cycles([chronic])] == ["2015-2020"]


def test_the_overview_comes_as_a_file_with_the_rule_beside_the_word(client, chronic, schools):
    lines = b"".join(client.get(reverse("indicators:target-overview"), {"format": "csv"})).decode().splitlines()
    assert lines[1].startswith("CHRONIC_ABS,2015-2020,True,25.1%,less than 10%,25.0%,2025–26,Behind,")


def test_a_proposal_without_number_and_reason_hears_of_both_at_once():
    proposal = IndicatorTarget(indicator=IndicatorFactory(), school=SchoolFactory(), kind="PROPOSED")
    form = TargetForm({"who": "ALL:ALL", "target_fall_year": 2030, "rule": "NUMBER"}, instance=proposal)
    assert set(form.errors) == {"target_value", "wording"}
