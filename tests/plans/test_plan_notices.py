"""Who hears of what happens to plans: each the right people, once, and nobody what they may not read."""

from datetime import date, timedelta

import pytest
from django.core import mail
from django.db import IntegrityError, transaction
from django.urls import reverse
from django.utils import timezone

from district import notice_mail, outbox
from district.access import Role
from district.models import Notice
from plans import action_plans, notices
from plans.models import PlanComment
from tests.factories import (
    ActionPlanFactory,
    ActionStepFactory,
    InitiativeWorkFactory,
    MembershipFactory,
    MilestoneFactory,
    UserFactory,
)

pytestmark = pytest.mark.django_db


class Place:
    """A school with its people, central office, and a plan that could be submitted."""

    def __init__(self):
        self.plan = ActionPlanFactory(advice="Call in Spanish too.", advice_on=date(2025, 10, 7))
        ActionStepFactory(goal__plan=self.plan)
        self.school = self.plan.school
        self.principal = self.at_school(Role.PRINCIPAL, "Damaris Colon")
        self.staff = self.at_school(Role.SCHOOL_STAFF, "Kevin Nowak")
        self.council = self.at_school(Role.COUNCIL_MEMBER, "Ivette Maldonado")
        self.central = self.in_district(Role.CENTRAL_OFFICE, "Marcus Bennett")
        self.board = self.in_district(Role.BOARD_MEMBER, "Leonard Grant")
        self.elsewhere = MembershipFactory(role=Role.PRINCIPAL).user

    def at_school(self, role, name):
        return MembershipFactory(role=role, school=self.school, user__name=name, user__last_login=timezone.now()).user

    def in_district(self, role, name):
        return MembershipFactory(role=role, school=None, user__name=name, user__last_login=timezone.now()).user

    def comment(self, by, text="Which groups?", passage="needs", also_tell=(), **fields):
        comment = PlanComment.objects.create(plan=self.plan, passage=passage, text=text, by=by, **fields)
        notices.comment_written(comment, also_tell=also_tell)
        return comment

    def address(self, name, *more):
        return reverse(f"plans:{name}", args=[self.school.code, self.plan.fall_year, *more])


@pytest.fixture
def place():
    return Place()


def told(kind=None):
    """Who was told: {name}."""
    found = Notice.objects.filter(kind=kind.code) if kind else Notice.objects.all()
    return {one.recipient.name for one in found.select_related("recipient")}


# ---------------------------------------------------------------------- the way of a plan


def test_central_office_hears_of_a_submission_and_the_school_of_the_answer(place):
    action_plans.move("submit", plan=place.plan, by=place.principal)
    assert told(notices.SUBMITTED) == {"Marcus Bennett"}

    action_plans.move("return", plan=place.plan, by=place.central, note="Say for whom.")
    assert told(notices.RETURNED) == {"Damaris Colon", "Kevin Nowak"}
    assert Notice.objects.filter(kind=notices.RETURNED.code).first().data["note"] == "Say for whom."

    action_plans.move("submit", plan=place.plan, by=place.staff)
    action_plans.move("approve", plan=place.plan, by=place.central)
    assert told(notices.APPROVED) == {"Damaris Colon", "Kevin Nowak"}
    assert place.central.notices.filter(kind=notices.SUBMITTED.code).count() == 2


def test_a_move_that_is_refused_tells_nobody(place):
    with pytest.raises(action_plans.NotPossible):
        action_plans.move("approve", plan=place.plan, by=place.central)
    assert not Notice.objects.exists()


def test_a_submission_that_a_colleague_has_answered_already_is_not_mailed(place):
    second = place.in_district(Role.CENTRAL_OFFICE, "Ana Rivera")
    action_plans.move("submit", plan=place.plan, by=place.principal)
    action_plans.move("approve", plan=place.plan, by=place.central)
    notice_mail.collect()
    outbox.send_waiting()
    assert second.notices.get(kind=notices.SUBMITTED.code).mail.state == "DROPPED"
    assert {address for sent in mail.outbox for address in sent.to} == {place.principal.email, place.staff.email}


def test_the_council_is_asked_for_its_advice_once_a_day(place, client):
    client.force_login(place.principal)
    page = client.get(place.plan.get_absolute_url()).content.decode()
    assert place.address("advice-ask") not in page  # it has advised
    place.plan.advice, place.plan.advice_on = "", None
    place.plan.save()
    assert place.address("advice-ask") in client.get(place.plan.get_absolute_url()).content.decode()

    for _time in range(2):
        client.post(place.address("advice-ask"))

    assert told(notices.ADVICE) == {"Ivette Maldonado"}
    assert Notice.objects.filter(kind=notices.ADVICE.code).count() == 1


def test_nobody_is_asked_for_advice_on_a_plan_that_is_submitted(place, client):
    action_plans.move("submit", plan=place.plan, by=place.principal)
    client.force_login(place.principal)
    client.post(place.address("advice-ask"))
    assert told(notices.ADVICE) == set()


# ---------------------------------------------------------------------- comments


def test_a_comment_reaches_those_who_write_the_plan_and_those_who_spoke_at_the_passage(place):
    place.comment(place.council)
    place.comment(place.board, passage="voice")
    Notice.objects.all().delete()
    place.comment(place.central)
    assert told(notices.COMMENT) == {"Damaris Colon", "Kevin Nowak", "Ivette Maldonado"}


def test_what_must_be_met_says_so_and_its_author_hears_when_it_is_closed(place, client):
    demand = place.comment(place.central, must_fix=True)
    assert told(notices.DEMAND) == {"Damaris Colon", "Kevin Nowak"}
    assert told(notices.COMMENT) == set()
    second = place.in_district(Role.CENTRAL_OFFICE, "Ana Rivera")
    client.force_login(second)
    client.post(place.address("comment-resolve", demand.pk))
    assert told(notices.RESOLVED) == {"Marcus Bennett"}


def test_whoever_is_named_hears_it_as_that_and_once(place, client):
    client.force_login(place.council)
    form = {"text": "Please look, @kevin nowak. @Nobody too.", "also_tell": [place.central.pk]}
    client.post(place.address("comment-add", "needs"), form)
    assert told(notices.MENTION) == {"Kevin Nowak", "Marcus Bennett"}
    assert told(notices.COMMENT) == {"Damaris Colon"}


def test_only_people_who_may_read_the_plan_can_be_named(place, client):
    client.force_login(place.council)
    form = {"text": f"Look, @{place.elsewhere.name}.", "also_tell": [place.elsewhere.pk]}
    assert "also_tell" in client.post(place.address("comment-add", "needs"), form).context["form"].errors
    client.post(place.address("comment-add", "needs"), {"text": f"Look, @{place.elsewhere.name}."})
    assert not place.elsewhere.notices.exists()


@pytest.mark.parametrize(
    ("reader", "reads"),
    [
        ("principal", True),
        ("staff", True),
        ("council", True),
        ("central", False),
        ("board", False),
        ("elsewhere", False),
    ],
)
def test_what_stays_inside_a_school_is_read_there_only(place, client, reader, reads):
    comment = place.comment(place.council, text="Between us", visibility="SCHOOL")
    person = getattr(place, reader)
    assert PlanComment.objects.visible_to(person).filter(pk=comment.pk).exists() == reads
    assert comment.may_be_read_by(person) == reads
    client.force_login(person)
    assert ("Between us" in client.get(place.plan.get_absolute_url()).content.decode()) == reads
    assert told() == {"Damaris Colon", "Kevin Nowak"}
    if not reads:
        assert client.post(place.address("comment-resolve", comment.pk)).status_code in (403, 404)


def test_naming_somebody_outside_in_what_stays_inside_is_refused_with_the_reason(place, client):
    client.force_login(place.principal)
    form = {"text": "Between us", "inside_school": "on", "also_tell": [place.central.pk]}
    answer = client.post(place.address("comment-add", "needs"), form)
    assert "Marcus Bennett" in str(answer.context["form"].errors["also_tell"])
    client.post(place.address("comment-add", "needs"), {"text": "Between us, @Marcus Bennett", "inside_school": "on"})
    assert PlanComment.objects.get().visibility == "SCHOOL"
    assert not place.central.notices.exists()


def test_central_office_keeps_nothing_inside_a_school(place, client):
    client.force_login(place.central)
    assert "inside_school" not in client.get(place.address("comment-add", "needs")).context["form"].fields
    client.post(place.address("comment-add", "needs"), {"text": "Hello", "inside_school": "on"})
    assert PlanComment.objects.get().visibility == "DISTRICT"
    with pytest.raises(IntegrityError), transaction.atomic():
        place.comment(place.council, must_fix=True, visibility="SCHOOL")


def test_a_comment_is_not_mailed_to_whoever_lost_the_role_meanwhile(place):
    place.comment(place.central, also_tell=[place.staff])
    Notice.objects.update(by_mail="AT_ONCE")
    place.staff.memberships.update(ends_on=timezone.localdate() - timedelta(days=1))
    notice_mail.collect()
    outbox.send_waiting()
    assert [sent.to for sent in mail.outbox] == [[place.principal.email]]


# ---------------------------------------------------------------------- what was given to whom


def test_leads_and_contributors_hear_when_they_are_named_and_not_when_the_form_is_saved_again(place, client):
    work = InitiativeWorkFactory(lead=place.central)
    second = place.in_district(Role.CENTRAL_OFFICE, "Ana Rivera")
    client.force_login(place.central)
    address = reverse("plans:work-edit", args=[work.initiative.priority_action.cycle.code, work.initiative.code])

    def save():
        form = {
            "state": "UNDER_WAY",
            "lead": second.pk,
            "contributors": [place.principal.pk],
            "covers_all_schools": "on",
        }
        seen = work.events.latest("pgh_id").pgh_id
        assert client.post(address, form | {"seen": seen}).status_code == 302

    save()
    assert told(notices.LEAD) == {"Ana Rivera"}
    assert told(notices.CONTRIBUTOR) == {"Damaris Colon"}
    assert str(work.initiative.title) in Notice.objects.get(kind=notices.LEAD.code).data["initiative"]["es"]
    save()
    assert Notice.objects.count() == 2


def test_the_owner_of_a_milestone_hears_of_it(place, client):
    second = place.in_district(Role.CENTRAL_OFFICE, "Ana Rivera")
    work = InitiativeWorkFactory()
    client.force_login(place.central)
    address = reverse("plans:milestone-add", args=[work.initiative.priority_action.cycle.code, work.initiative.code])
    client.post(address, {"title": "Hire greeters", "due_on": "2026-03-12", "owner": second.pk})
    assert told(notices.OWNER) == {"Ana Rivera"}

    milestone = work.milestones.get()
    form = {"title": "Hire greeters", "due_on": "2026-04-12", "owner": place.central.pk}
    seen = milestone.events.latest("pgh_id").pgh_id
    client.post(reverse("plans:milestone-edit", args=[milestone.pk]), form | {"seen": seen})
    assert told(notices.OWNER) == {"Ana Rivera"}  # nobody is told what they did themselves


def test_a_milestone_that_is_done_by_then_is_not_mailed(place):
    milestone = MilestoneFactory(owner=UserFactory())
    with notices.of_its_owner(milestone, by=place.central):
        milestone.owner = place.principal
        milestone.save()
    milestone.completions.create(due_on_then=date(2026, 3, 12), done_by=place.central)
    notice_mail.collect()
    outbox.send_waiting()
    assert mail.outbox == []
