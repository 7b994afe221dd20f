"""School Governance Councils: how they are composed, and which of their meetings had a quorum."""

from dataclasses import replace

import pghistory
from django.contrib import messages
from django.core.paginator import Paginator
from django.db import transaction
from django.db.models import Count, F, Q
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import formats, timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from district import school_years
from district.access import Can, Role, may, require, schools_where
from district.history import entry_of, history_of
from district.history_words import Words
from district.models import Membership, School
from governance.forms import CouncilForm, MeetingDeletionForm, MeetingForm
from governance.models import Council, CouncilMeeting
from indicators.tasks import ring

PER_PAGE = 25
COUNCIL_ROLES = [Role.COUNCIL_CHAIR, Role.COUNCIL_MEMBER, Role.PRINCIPAL]


@require_safe
def council_list(request):
    """Every council the person may read, with this school year's meetings."""
    fall_year = school_years.fall_year_of(timezone.localdate())
    days = (school_years.first_day(fall_year), school_years.last_day(fall_year))
    this_year = Q(meetings__held_on__range=days)
    quorate = this_year & Q(meetings__voting_present__gte=F("meetings__quorum_required"))
    councils = (
        Council.objects.filter(school__in=schools_where(request.user, Can.VIEW_ACTIVITY))
        .select_related("school", "model")
        .annotate(meetings_total=Count("meetings", filter=this_year), quorate_total=Count("meetings", filter=quorate))
        .order_by("school__name")
    )
    context = {
        "page": Paginator(councils, PER_PAGE).get_page(request.GET.get("page")),
        "year_label": school_years.label(fall_year),
    }
    return render(request, "governance/council_list.html", context)


@require_safe
def council_detail(request, code):
    """Meetings of a council are public; who sits on it is shown to people of the school and the district."""
    school = get_object_or_404(School, code=code)
    council = Council.objects.filter(school=school).select_related("school", "model").first()
    meetings = council.meetings.published() if council else CouncilMeeting.objects.none()
    context = {
        "school": school,
        "council": council,
        "page": Paginator(meetings, PER_PAGE).get_page(request.GET.get("page")),
        "members": members_of(school) if may(request.user, Can.VIEW_ACTIVITY, school) else None,
        "may_record": bool(council) and may(request.user, Can.RECORD_MEETING, school),
        "may_set_up": may(request.user, Can.EDIT_SCHOOL, school),
        "history": council_history(council) if council and may(request.user, Can.VIEW_HISTORY, school) else None,
    }
    return render(request, "governance/council_detail.html", context)


def council_history(council):
    """The council's own history and the meetings that were deleted, newest first."""
    events = CouncilMeeting.events.rel.related_model.objects.filter(council=council, pgh_label="delete")
    deleted = list(events.select_related("pgh_context"))
    words = Words(CouncilMeeting, deleted, {})
    entries = [
        replace(
            entry_of(event, None, words),
            kind=_("Deleted the meeting of %(date)s")
            % {"date": formats.date_format(event.held_on, "SHORT_DATE_FORMAT")},
        )
        for event in deleted
    ]
    return sorted(history_of(council) + entries, key=lambda entry: entry.at, reverse=True)


def members_of(school):
    """People with a part in the council today, the chair first; names and roles only."""
    current = Membership.objects.current().filter(school=school, role__in=COUNCIL_ROLES, user__is_active=True)
    found = current.select_related("user").order_by("user__name")
    return sorted(found, key=lambda held: COUNCIL_ROLES.index(held.role))


@require_http_methods(["GET", "POST"])
def council_set_up(request, code):
    """Choose the council's model; a school without a council gets one."""
    school = get_object_or_404(School, code=code)
    require(request.user, Can.EDIT_SCHOOL, school)
    council = Council.objects.filter(school=school).first()
    form = CouncilForm(request.POST or None, instance=council or Council(school=school))
    if form.is_valid():
        form.save()
        messages.success(request, _("Saved the council of %(school)s.") % {"school": school})
        return redirect("governance:council-detail", school.code)
    return render(request, "governance/council_form.html", {"form": form, "school": school})


@require_http_methods(["GET", "POST"])
@transaction.atomic
def meeting_record(request, code):
    council = get_object_or_404(Council.objects.select_related("school", "model"), school__code=code)
    require(request.user, Can.RECORD_MEETING, council.school)
    form = MeetingForm(request.POST or None, instance=CouncilMeeting(council=council))
    if request.method == "POST":  # two records of one meeting wait for each other, and the second is told
        Council.objects.select_for_update(no_key=True).get(pk=council.pk)
    return save_meeting(request, form, council)


@require_http_methods(["GET", "POST"])
@transaction.atomic
def meeting_edit(request, pk):
    meeting = meeting_to_change(request, pk)
    return save_meeting(request, MeetingForm(request.POST or None, instance=meeting), meeting.council)


def save_meeting(request, form, council):
    if form.is_valid():
        meeting = form.save(by=request.user)
        ring()
        messages.success(request, meeting_words(meeting))
        return redirect(council)
    meeting = form.instance if form.instance.pk else None
    context = {
        "form": form,
        "council": council,
        "meeting": meeting,
        "quorum": meeting.quorum_required if meeting else council.quorum(),
        "history": history_of(meeting) if meeting and may(request.user, Can.VIEW_HISTORY, council.school) else None,
    }
    return render(request, "governance/meeting_form.html", context)


def meeting_words(meeting):
    if meeting.had_quorum:
        return _("Recorded: a meeting with a quorum.")
    return _("Recorded: a meeting without a quorum. It could discuss, but not decide.")


@require_http_methods(["GET", "POST"])
def meeting_delete(request, pk):
    meeting = meeting_to_change(request, pk, lock=False)
    if meeting.compacts_approved.exists():
        messages.warning(request, _("A compact was approved at this meeting: the meeting stays on record."))
        return redirect(meeting.council)
    form = MeetingDeletionForm(request.POST or None)
    if form.is_valid():
        with transaction.atomic(), pghistory.context(note=form.cleaned_data["reason"]):
            meeting.delete()
            ring()
        messages.success(request, _("The meeting was deleted."))
        return redirect(meeting.council)
    return render(request, "governance/meeting_delete.html", {"form": form, "meeting": meeting})


def meeting_to_change(request, pk, lock=True):
    visible = CouncilMeeting.objects.visible_to(request.user).select_related("council__school", "council__model")
    meeting = get_object_or_404(visible.select_for_update(of=("self",)) if lock else visible, pk=pk)
    require(request.user, Can.RECORD_MEETING, meeting.council.school)
    return meeting
