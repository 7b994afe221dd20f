"""Whom agreements and the service log tell what: an end that comes near, a question about an entry, its answer."""

from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from district.access import Can
from district.models import Membership, User
from district.models.notices import Group
from district.notices import Kind, people_at, people_of_the_district, tell
from partnerships.models import Agreement, ServiceEntry
from partnerships.models.agreements import AgreementState
from partnerships.models.service import ServiceRemark, ServiceState


def not_ending_any_more(notices):
    """Settled where the agreement was ended or renewed, or has another last day by now."""
    active = Agreement.objects.filter(pk__in=[one.about_id for one in notices], state=AgreementState.ACTIVE)
    days = {pk: day.isoformat() for pk, day in active.values_list("pk", "ends_on") if day}
    return {one.pk for one in notices if days.get(one.about_id) != one.data.get("day")}


def in_another_state(state):
    def is_over(notices):
        waiting = ServiceEntry.objects.filter(pk__in=[one.about_id for one in notices], state=state)
        waiting = set(waiting.values_list("pk", flat=True))
        return {one.pk for one in notices if one.about_id not in waiting}

    return is_over


ENDS_SOON = Kind(
    "agreement.ends",
    Group.DEADLINES,
    _("The agreement “%(agreement)s” with %(partner)s ends on %(day)s: renew it or let it end."),
    Can.VIEW_AGREEMENT,
    not_ending_any_more,
)
QUESTIONED = Kind(
    "service.question",
    Group.DEADLINES,
    _("%(person)s asks about an entry of “%(programme)s” at %(place)s of %(day)s."),
    Can.LOG_SERVICE,
    in_another_state(ServiceState.QUESTIONED),
)
ANSWERED = Kind(
    "service.answer",
    Group.DEADLINES,
    _("%(person)s answered about an entry of “%(programme)s” at %(place)s of %(day)s."),
    Can.CONFIRM_SERVICE,
    in_another_state(ServiceState.ANSWERED),
)
KINDS = {kind.code: kind for kind in (ENDS_SOON, QUESTIONED, ANSWERED)}


def contacts_of(partner):
    """Who speaks for a partner today."""
    held = Membership.objects.current().filter(partner_account__partner=partner)
    return User.objects.filter(is_active=True, pk__in=held.values("user"))


def tell_remark(entry, kind, *, by):
    """A question reaches whoever logged the entry and the partner's contacts; an answer those who ask at the school."""
    if kind == ServiceRemark.Kind.QUESTION:
        said, people = QUESTIONED, {one.pk: one for one in contacts_of(entry.programme.agreement.partner)}
        if entry.logged_by:
            people[entry.logged_by_id] = entry.logged_by
    else:
        said = ANSWERED
        askers = User.objects.filter(pk__in=entry.remarks.filter(kind=ServiceRemark.Kind.QUESTION).values("said_by"))
        people = {one.pk: one for one in askers}
        if not people:
            those = people_at(entry.school, Can.CONFIRM_SERVICE) if entry.school else None
            people = {one.pk: one for one in those or people_of_the_district(Can.EDIT_AGREEMENT)}
    tell(
        said,
        people.values(),
        about=entry,
        path=entry.get_absolute_url(),
        key=f"service/{entry.pk}/{kind}/{timezone.now():%Y%m%d%H%M%S%f}",
        by=by,
        school=entry.school,
        programme=str(entry.programme),
        place=str(entry.place),
        day=entry.starts_on,
    )
