"""What to do next for a duty, in a word and with the page for it: one click from the table of a council's duties."""

from dataclasses import dataclass

from django.urls import reverse
from django.utils.translation import gettext as _

from district import school_years
from governance.duty_catalogue import SIGN_OFF_SHOWS
from governance.duty_states import DONE
from governance.models import Compact
from governance.models.compacts import DocumentKind
from governance.models.duties import DutyCode
from plans.models import SchoolActionPlan


@dataclass(frozen=True)
class Step:
    """The next step: what the button says and where it leads."""

    label: str
    url: str


def next_step(standing, council, fall_year, *, sign_offs=()):
    """The `Step` for a duty of a council whose duties one may record; None where nothing is to do.

    `sign_offs`: documents of the year that wait for the council's signature.
    """
    code, school = standing.duty.code, council.school.code
    unfinished = next((one for one in standing.evidence if one.is_unfinished), None)
    if unfinished and unfinished.record:
        edit = reverse("governance:duty-record-edit", args=[school, unfinished.record.pk])
        return Step(_("Say when the report went"), edit)
    if standing.state in DONE and standing.duty.is_annual:
        return None
    waits = next((one for one in sign_offs if SIGN_OFF_SHOWS[one.kind] == code), None)
    if waits:
        return Step(_("Sign the document"), reverse("governance:sign-off", args=[school, waits.pk]))
    if code == DutyCode.BUDGET:
        return Step(_("Record the advice"), reverse("governance:advice-add", args=[school]) + "?kind=BUDGET")
    if code == DutyCode.COMPACT:
        return Step(_("Open the compact"), text_url(council, fall_year, DocumentKind.COMPACT))
    if code == DutyCode.POLICY:
        return Step(_("Open the policy"), text_url(council, fall_year, DocumentKind.POLICY))
    if code == DutyCode.PLAN:
        return Step(_("Open the action plan"), plan_url(council, fall_year))
    if code == DutyCode.RECORDS:
        return None
    if code in (DutyCode.PROGRAM, DutyCode.MATTERS):
        kind = "PROGRAM" if code == DutyCode.PROGRAM else "OTHER"
        return Step(_("Record the advice"), reverse("governance:advice-add", args=[school]) + f"?kind={kind}")
    if code == DutyCode.NEEDS and (meeting := next_meeting(council, fall_year)):
        url = reverse("governance:item-add", args=[meeting]) + f"?duty={code}"
        return Step(_("Put it on the agenda"), url)
    return Step(_("Record it"), reverse("governance:duty-record", args=[school, fall_year, code]))


LISTS = {DocumentKind.COMPACT: "governance:compact-list", DocumentKind.POLICY: "governance:policy-list"}


def text_url(council, fall_year, kind):
    """The school's text of the year; where none is begun, the list in which somebody of the school begins it."""
    text = (
        Compact.objects.filter(school=council.school, fall_year=fall_year, kind=kind).select_related("school").first()
    )
    return text.get_absolute_url() if text else reverse(LISTS[kind]) + f"?year={fall_year}"


def plan_url(council, fall_year):
    """The same for the school's action plan."""
    if SchoolActionPlan.objects.filter(school=council.school, fall_year=fall_year).exists():
        return reverse("plans:action-plan", args=[council.school.code, fall_year]) + "#advice"
    return reverse("plans:action-plan-list") + f"?year={fall_year}"


def next_meeting(council, fall_year):
    """The key of the next meeting that is still to be held in this school year, read once for a council."""
    if not hasattr(council, "_next_meeting"):
        coming = council.meetings.coming().exclude(starts_at=None)
        coming = coming.filter(held_on__lte=school_years.last_day(fall_year))
        council._next_meeting = coming.values_list("pk", flat=True).first()
    return council._next_meeting
