"""Actions that are followed: how they stand, how they end, who is asked, when a notice about them is settled."""

from datetime import date, timedelta
from types import SimpleNamespace

import pytest
from django.utils import timezone

from district import following
from district.access import Can, Role
from district.following import ActionState, How, how_of
from district.forms.following import EndForm, people_at_or_of_office
from partnerships.models import Recommendation
from tests.factories import MembershipFactory, RecommendationFactory, SchoolFactory, UserFactory

DAY = date(2026, 3, 1)


@pytest.mark.parametrize(
    ("state", "due_on", "how"),
    [
        (ActionState.OPEN, DAY - timedelta(days=1), How.LATE),
        (ActionState.OPEN, DAY, How.UNDER_WAY),
        (ActionState.OPEN, None, How.UNDER_WAY),
        (ActionState.DONE, DAY - timedelta(days=1), How.DONE),
        (ActionState.DROPPED, None, How.DROPPED),
    ],
)
def test_what_is_open_past_its_day_is_late_and_what_has_no_day_never_is(state, due_on, how):
    assert how_of(Recommendation(state=state, due_on=due_on), DAY) == how


@pytest.mark.django_db
def test_the_tally_counts_late_as_each_action_says_it_is():
    walk = RecommendationFactory(due_on=DAY - timedelta(days=1)).walkthrough
    for more in (
        {"due_on": None},
        {"state": "DONE", "ended_on": DAY, "ended_note": "Photos", "due_on": date(2025, 9, 1)},
    ):
        RecommendationFactory(walkthrough=walk, **more)

    assert Recommendation.objects.tally(DAY) == {"made": 3, "done": 1, "dropped": 0, "late": 1}
    assert sum(one.is_late(DAY) for one in Recommendation.objects.all()) == 1


@pytest.mark.parametrize("days", [1, -40_000])
def test_nothing_ends_on_a_day_to_come_or_of_no_school_year(days):
    today = timezone.localdate()
    sent = {"state": "DONE", "note": "Photos"}

    assert EndForm(sent | {"ended_on": today}).is_valid()
    assert set(EndForm(sent | {"ended_on": today + timedelta(days=days)}).errors) == {"ended_on"}


@pytest.mark.django_db
def test_asked_are_people_of_the_school_and_of_central_office_and_whoever_has_it_already():
    school, before = SchoolFactory(), UserFactory(is_active=False)
    chair = MembershipFactory(role=Role.COUNCIL_CHAIR, school=school).user
    office = MembershipFactory(role=Role.CENTRAL_OFFICE, school=None).user
    MembershipFactory(role=Role.PRINCIPAL)  # of another school
    MembershipFactory(role=Role.SCHOOL_STAFF, school=school, ends_on=timezone.localdate() - timedelta(days=1),
                      starts_on=date(2020, 1, 1))  # fmt: skip

    assert set(people_at_or_of_office(school, Can.FRAME_WALKTHROUGHS, before.pk)) == {chair, office, before}


@pytest.mark.django_db
def test_a_notice_to_the_owner_is_settled_when_somebody_else_has_it_and_a_reminder_only_at_the_end():
    first, second = UserFactory(), UserFactory()
    one = RecommendationFactory(owner=second)
    sent = [
        SimpleNamespace(pk=number, about_id=one.pk, recipient_id=who.pk) for number, who in enumerate((first, second))
    ]

    assert following.ended_or_given_away(Recommendation)(sent) == {0}
    assert following.ended(Recommendation)(sent) == set()
    following.end(one, state="DROPPED", ended_on=DAY, note="No money")
    assert following.ended_or_given_away(Recommendation)(sent) == following.ended(Recommendation)(sent) == {0, 1}
