"""Two people write one plan, and a phone that closes while somebody types: nothing is lost or overwritten unseen."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from district import drafts
from district.access import Role
from district.models import FormDraft
from plans.models import SchoolActionPlan
from plans.models.action_plans import PlanState
from tests.factories import ActionPlanFactory, ActionStepFactory, InitiativeFactory, MembershipFactory, PlanGoalFactory

pytestmark = pytest.mark.django_db


def address(name, plan, *more):
    return reverse(f"plans:{name}", args=[plan.school.code, plan.fall_year, *more])


@pytest.fixture
def plan():
    return ActionPlanFactory(needs="Absence is high.", voice="Two evenings.")


@pytest.fixture
def principal(client, plan):
    person = MembershipFactory(role=Role.PRINCIPAL, school=plan.school).user
    client.force_login(person)
    return person


def opened(client, page):
    """What a browser would send of the form as it was opened."""
    form = client.get(page).context["form"]
    sent = {}
    for name in form.fields:
        value = form[name].value()
        if value not in (None, "", False, []):
            sent[name] = [getattr(one, "pk", one) for one in value] if isinstance(value, list) else value
    return sent


# ---------------------------------------------------------------------- two people


def test_the_second_chooses_field_by_field(client, principal, plan):
    page = address("action-plan-part", plan, "voice")
    mine = opened(client, page) | {"voice": "Two evenings and a survey.", "voice_families_total": "80"}
    SchoolActionPlan.objects.filter(pk=plan.pk).update(voice="Three evenings.", voice_staff_total=12)

    answer = client.post(page, mine)

    form = answer.context["form"]
    asked = {
        name: [str(label) for _value, label in form.fields[name].choices] for name in form.fields if "keep" in name
    }
    assert list(asked) == ["keep-voice", "keep-voice_staff_total"]
    assert "Three evenings." in asked["keep-voice"][0]
    assert "<del>Two</del><ins>Three</ins> evenings." in form.fields["keep-voice"].help_text
    assert "Two evenings and a survey." in asked["keep-voice"][1]
    assert form["keep-voice"].value() == "mine"  # both wrote it: what was typed stays unless they choose otherwise
    assert form["keep-voice_staff_total"].value() == "theirs"  # only the other did
    plan.refresh_from_db()
    assert plan.voice == "Three evenings."

    again = mine | {"seen": form["seen"].value(), "keep-voice": "mine", "keep-voice_staff_total": "theirs"}
    assert client.post(page, again).status_code == 302
    plan.refresh_from_db()
    assert (plan.voice, plan.voice_families_total, plan.voice_staff_total) == ("Two evenings and a survey.", 80, 12)


def test_what_another_changed_elsewhere_in_the_plan_needs_no_choice_and_stays(client, principal, plan):
    page = address("action-plan-part", plan, "voice")
    mine = opened(client, page) | {"voice": "A survey."}
    SchoolActionPlan.objects.filter(pk=plan.pk).update(needs="Reading is low.")

    assert client.post(page, mine).status_code == 302

    plan.refresh_from_db()
    assert (plan.needs, plan.voice) == ("Reading is low.", "A survey.")


def test_a_third_save_in_between_is_shown_as_well(client, principal, plan):
    page = address("action-plan-part", plan, "needs")
    mine = opened(client, page) | {"needs": "Mine"}
    SchoolActionPlan.objects.filter(pk=plan.pk).update(needs="Second")
    form = client.post(page, mine).context["form"]
    SchoolActionPlan.objects.filter(pk=plan.pk).update(needs="Third")

    answer = client.post(page, mine | {"seen": form["seen"].value(), "keep-needs": "mine"})

    assert answer.status_code == 200
    assert "Third" in str(answer.context["form"].fields["keep-needs"].choices)


def test_initiatives_that_another_tied_to_a_goal_are_not_untied_unseen(client, principal, plan):
    goal = PlanGoalFactory(plan=plan)
    one, two = InitiativeFactory(), InitiativeFactory()
    page = address("goal-edit", plan, goal.pk)
    mine = opened(client, page) | {"initiatives": [one.pk]}
    goal.initiatives.add(two)

    form = client.post(page, mine).context["form"]

    assert str(two) in str(form.fields["keep-initiatives"].choices[0])
    client.post(page, mine | {"seen": form["seen"].value(), "keep-initiatives": "theirs"})
    assert list(goal.initiatives.all()) == [two]


@pytest.mark.parametrize("seen", ["", "0", "-1", "x-y-z", "9" * 100, "٣-٤", "1-2-3-4-5"])
def test_a_mark_that_nobody_gave_overwrites_nothing(client, principal, plan, seen):
    page = address("action-plan-part", plan, "needs")
    SchoolActionPlan.objects.filter(pk=plan.pk).update(needs="Theirs")

    answer = client.post(page, {"needs": "Mine", "seen": seen})

    assert answer.status_code == 200
    plan.refresh_from_db()
    assert plan.needs == "Theirs"


# ---------------------------------------------------------------------- what is typed and not saved


def type_into(client, page, **typed):
    return client.post(page, typed | {"draft-title": "Family voice"}, headers={"X-Draft": "1"})


def test_what_was_typed_on_a_phone_that_closed_is_back_in_the_form_and_not_in_the_plan(client, principal, plan):
    page = address("action-plan-part", plan, "needs")

    assert type_into(client, page, needs="Absence is high in gr", seen="0").status_code == 204

    plan.refresh_from_db()
    assert plan.needs == "Absence is high."
    text = client.get(page).content.decode()
    assert "Absence is high in gr" in text
    assert "was not saved yet" in text


def test_a_draft_is_the_persons_own(client, principal, plan):
    page = address("action-plan-part", plan, "needs")
    type_into(client, page, needs="Half a sentence")
    client.force_login(MembershipFactory(role=Role.SCHOOL_STAFF, school=plan.school).user)

    assert "Half a sentence" not in client.get(page).content.decode()


def test_a_draft_goes_when_it_is_saved(client, principal, plan):
    page = address("action-plan-part", plan, "needs")
    type_into(client, page, needs="Half")

    client.post(page, opened(client, page) | {"needs": "A whole sentence."})

    assert not FormDraft.objects.exists()
    plan.refresh_from_db()
    assert plan.needs == "A whole sentence."


def test_one_may_start_again_from_what_is_saved(client, principal, plan):
    page = address("action-plan-part", plan, "needs")
    type_into(client, page, needs="Half")

    client.post(page, {"forget-draft": "1"})

    assert client.get(page).context["form"]["needs"].value() == "Absence is high."


def test_a_draft_that_says_what_is_saved_is_no_draft(client, principal, plan):
    page = address("action-plan-part", plan, "needs")
    type_into(client, page, needs="Absence is high.")

    assert "was not saved yet" not in client.get(page).content.decode()
    assert not FormDraft.objects.exists()


def test_without_scripts_what_the_portal_could_not_take_is_kept_too(client, principal, plan):
    goal = PlanGoalFactory(plan=plan)
    page = address("step-add", plan, goal.pk)

    client.post(page, {"what": "Call every family", "who": "", "due_on": "31.2.2027"})

    form = client.get(page).context["form"]
    assert (form["what"].value(), form["due_on"].value()) == ("Call every family", "31.2.2027")


def test_an_old_draft_over_a_newer_record_is_asked_about(client, principal, plan):
    page = address("action-plan-part", plan, "needs")
    type_into(client, page, needs="From my phone", seen=client.get(page).context["form"]["seen"].value())
    SchoolActionPlan.objects.filter(pk=plan.pk).update(needs="Saved by the assistant")

    answer = client.post(page, opened(client, page))

    assert "keep-needs" in answer.context["form"].fields
    plan.refresh_from_db()
    assert plan.needs == "Saved by the assistant"


def test_a_plan_that_was_submitted_meanwhile_takes_nothing_and_loses_nothing(client, principal, plan):
    page = address("action-plan-part", plan, "needs")
    mine = opened(client, page) | {"needs": "A long thought about attendance"}
    SchoolActionPlan.objects.filter(pk=plan.pk).update(state=PlanState.SUBMITTED)

    answer = client.post(page, mine)

    assert answer.status_code == 409
    assert "its text cannot be changed now" in answer.content.decode()
    assert "A long thought about attendance" in answer.content.decode()
    SchoolActionPlan.objects.filter(pk=plan.pk).update(state=PlanState.RETURNED)
    assert "A long thought about attendance" in client.get(page).content.decode()


def test_a_step_whose_goal_was_taken_out_shows_what_was_typed(client, principal, plan):
    step = ActionStepFactory(goal=PlanGoalFactory(plan=plan))
    page = address("step-edit", plan, step.pk)
    mine = opened(client, page) | {"what": "Call every family by October"}
    step.goal.delete()

    answer = client.post(page, mine)

    assert answer.status_code == 404
    assert "Call every family by October" in answer.content.decode()


@pytest.mark.parametrize("typed", [{"needs": "x" * 60_001}, {f"field{n}": "y" * 1000 for n in range(70)}])
def test_more_than_a_form_can_hold_is_not_kept(client, principal, plan, typed):
    assert type_into(client, address("action-plan-part", plan, "needs"), **typed).status_code == 413
    assert not FormDraft.objects.exists()


def test_a_person_keeps_a_hundred_drafts_at_most(client, principal, plan):
    for number in range(drafts.MOST + 3):
        type_into(client, address("comment-add", plan, f"goal-{number}"), text=f"Comment {number}")

    assert FormDraft.objects.count() == drafts.MOST
    assert not FormDraft.objects.filter(path__endswith="goal-0/").exists()


def test_what_nobody_came_back_for_goes_after_two_months(client, principal, plan):
    type_into(client, address("action-plan-part", plan, "needs"), needs="Old")
    FormDraft.objects.update(kept_at=timezone.now() - timedelta(days=61))

    assert drafts.sweep() == 1


@pytest.mark.parametrize("text", ["nul \0 byte", "Pasted “Word” text…  with\ttabs", "مرحبا بالعائلات", "👩🏽‍🏫 ¿Cómo?"])
def test_any_text_can_be_kept(client, principal, plan, text):
    page = address("action-plan-part", plan, "needs")

    assert type_into(client, page, needs=text).status_code == 204
    assert client.get(page).context["form"]["needs"].value() == text.replace("\0", "")
