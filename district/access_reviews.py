"""The yearly look at who may do what at a school: each role is kept or ended, then somebody signs (features, row 100).

Nobody answers for their own role: the central office does, or whoever else may. A review that is signed stays as it is
(a trigger), and a role that is given later is looked at next year.
"""

from dataclasses import dataclass
from datetime import date, timedelta

import pghistory
from django.db import transaction
from django.db.models import Count
from django.utils import timezone

from district import people, school_years
from district.access import Can, schools_where
from district.models import AccessAnswer, AccessReview, Membership, Outcome, School, User
from district.portal_settings import known


class Unanswered(Exception):
    """Refused: not every role has an answer. `names` says whose."""

    def __init__(self, names):
        super().__init__(names)
        self.names = names


class Signed(Exception):
    """Refused: the review is signed and stays as it is."""


@dataclass
class Line:
    """A role at the school today: who, since when, by whom given and when, last used; and what was answered."""

    membership: Membership
    given_by: User | None
    given_at: object
    answer: AccessAnswer | None
    is_own: bool


def due_on(fall_year):
    """The day of the settings within that school year, July to June."""
    month = known().review_due_month
    return date(fall_year if month >= 7 else fall_year + 1, month, known().review_due_day)


def is_late(fall_year, today):
    return due_on(fall_year) < today


def is_asked(fall_year, today):
    """Whether the review is asked for by now: two months before it is due, and from then on."""
    return today >= due_on(fall_year) - timedelta(days=known().review_asked_days)


def review_of(school, fall_year):
    """The review of that year, signed or not; an unsaved one where nobody has begun."""
    found = AccessReview.objects.filter(school=school, fall_year=fall_year).select_related("signed_by", "school")
    return found.first() or AccessReview(school=school, fall_year=fall_year)


def lines_of(review, reader, on=None):
    """Every role that somebody holds at the school today, by role and name. Four queries, however many there are."""
    held = Membership.objects.current(on).filter(school=review.school, user__is_active=True)
    held = list(held.select_related("user", "lent_from__user").order_by("role", "user__name", "pk"))
    answers = {one.membership_id: one for one in review.answers.all()} if review.pk else {}
    events = Membership.pgh_event_model.objects.filter(pgh_obj_id__in=[one.pk for one in held], pgh_label="insert")
    given = {event.pgh_obj_id: event for event in events.select_related("pgh_context")}
    givers = User.objects.in_bulk({giver_in(event) for event in given.values()} - {None})
    return [
        Line(
            membership=one,
            given_by=one.lent_from.user if one.lent_from_id else givers.get(giver_in(given.get(one.pk))),
            given_at=given[one.pk].pgh_created_at if one.pk in given else None,
            answer=answers.get(one.pk),
            is_own=one.user_id == reader.pk,
        )
        for one in held
    ]


def giver_in(event):
    return event.pgh_context.metadata.get("user") if event and event.pgh_context else None


@transaction.atomic
def answer(*, school, fall_year, outcomes, by):
    """Keep or end roles at the school: `outcomes` is {id of a membership: Outcome}. Raises Signed.

    What was ended stays ended; what is not of this school, or the person's own, is left alone.
    """
    review = begun(school, fall_year)
    held = Membership.objects.current().filter(school=school, pk__in=outcomes).exclude(user=by)
    with pghistory.context(user=by.pk, note="Access review"):
        for one in held.select_related("user"):
            outcome = outcomes[one.pk]
            kept = {"person": one.user.name[:120], "role": one.role, "starts_on": one.starts_on}
            AccessAnswer.objects.update_or_create(
                review=review, membership=one, defaults=kept | {"outcome": outcome, "answered_by": by}
            )
            if outcome == Outcome.ENDED:
                people.end_role(membership=one, ends_on=timezone.localdate() - timedelta(days=1), by=by)
    return review


@transaction.atomic
def sign(*, school, fall_year, by):
    """Sign for the review. Raises Signed, and Unanswered while a role of somebody else has no answer."""
    review = begun(school, fall_year)
    missing = [line.membership.user.name for line in lines_of(review, by) if not line.answer and not line.is_own]
    if missing:
        raise Unanswered(missing)
    review.signed_by, review.signed_at = by, timezone.now()
    review.save(update_fields=["signed_by", "signed_at"])
    return review


def begun(school, fall_year):
    """The review, locked and open. Raises Signed."""
    AccessReview.objects.get_or_create(school=school, fall_year=fall_year)
    review = AccessReview.objects.select_for_update().get(school=school, fall_year=fall_year)
    if review.signed_at:
        raise Signed
    return review


@dataclass
class Standing:
    """How the review of one school stands: signed, or how many roles have an answer of how many."""

    school: School
    review: AccessReview | None
    held: int
    answered: int

    @property
    def is_signed(self):
        return bool(self.review and self.review.signed_at)


def standings(user, fall_year):
    """The reviews of all open schools that the person may look at, those not signed first. Four queries."""
    schools = School.objects.open_on(timezone.localdate()).filter(pk__in=schools_where(user, Can.REVIEW_ACCESS))
    reviews = {
        one.school_id: one
        for one in AccessReview.objects.filter(fall_year=fall_year).select_related("signed_by", "school")
    }
    held = Membership.objects.current().filter(school__isnull=False, user__is_active=True)
    totals = dict(held.values_list("school").annotate(n=Count("pk")).order_by())
    answers = AccessAnswer.objects.filter(review__fall_year=fall_year)
    answered = dict(answers.values_list("review__school").annotate(n=Count("pk")).order_by())
    found = [
        Standing(school, reviews.get(school.pk), totals.get(school.pk, 0), answered.get(school.pk, 0))
        for school in schools.order_by("name")
    ]
    return sorted(found, key=lambda one: one.is_signed)


def unsigned_at(schools, fall_year):
    """Those of the schools whose review is not signed."""
    signed = AccessReview.objects.filter(fall_year=fall_year, signed_at__isnull=False).values("school")
    return schools.exclude(pk__in=signed)


def this_year():
    return school_years.fall_year_of(timezone.localdate())
