"""School Governance Councils: how they are composed, and which of their meetings had a quorum."""

from dataclasses import replace

import pghistory
from django.contrib import messages
from django.core.paginator import Paginator
from django.db import transaction
from django.db.models import Count, Min, OuterRef, Q, Subquery
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import formats, timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from district import school_years
from district.access import Can, Role, may, require, schools_where
from district.history import entry_of, history_of
from district.history_words import Words
from district.models import Membership, School, SchoolProfile
from district.models.schools import SupportTier
from governance.deadlines import Calendar, deadlines_of, filing_deadline, too_soon_after_filing
from governance.forms.councils import CouncilForm, MeetingDeletionForm, MeetingForm
from governance.meetings import STATE_KINDS
from governance.members import quorum_on
from governance.models import Advice, Council, CouncilMeeting
from governance.models.meetings import PostingKind, is_coming, is_held, is_quorate
from governance.training.summary import training_of
from governance.views.seats import seats_context
from indicators.tasks import ring

PER_PAGE = 25
MOST_COMING = 24
MOST_ADVICES = 12
COUNCIL_ROLES = [Role.COUNCIL_CHAIR, Role.COUNCIL_MEMBER, Role.PRINCIPAL]


@require_safe
def council_list(request):
    """Every council the person may read, with this school year's meetings."""
    today = timezone.localdate()
    fall_year = school_years.fall_year_of(today)
    days = (school_years.first_day(fall_year), school_years.last_day(fall_year))
    this_year = Q(meetings__held_on__range=days)
    held, quorate = this_year & is_held("meetings__"), this_year & is_quorate("meetings__")
    coming = is_coming("meetings__") & Q(meetings__held_on__gte=today)
    councils = (
        Council.objects.filter(school__in=schools_where(request.user, Can.VIEW_ACTIVITY))
        .select_related("school", "model")
        .annotate(
            meetings_total=Count("meetings", filter=held),
            quorate_total=Count("meetings", filter=quorate),
            next_on=Min("meetings__held_on", filter=coming),
            tier=Subquery(SchoolProfile.objects.on(today).filter(school=OuterRef("school")).values("tier")[:1]),
        )
        .order_by("school__name")
    )
    page = Paginator(councils, PER_PAGE).get_page(request.GET.get("page"))
    for council in page.object_list:
        council.tier_words = SupportTier(council.tier).label if council.tier else ""
    context = {
        "page": page,
        "year_label": school_years.label(fall_year),
        "may_set_rules": may(request.user, Can.SET_MEETING_RULES),
        "may_see_profiles": may(request.user, Can.VIEW_COUNCILS_SUMMARY),
    }
    return render(request, "governance/council_list.html", context)


@require_safe
def council_detail(request, code):
    """Meetings of a council are public; who sits on it is shown to people of the school and the district."""
    school = get_object_or_404(School, code=code)
    council = Council.objects.filter(school=school).select_related("school", "model").first()
    meetings = council.meetings.published() if council else CouncilMeeting.objects.none()
    may_record, calendar = bool(council) and may(request.user, Can.RECORD_MEETING, school), Calendar()
    context = {
        "school": school,
        "council": council,
        "page": page_of_meetings(meetings, request, calendar),
        **(schedule_of(council, calendar) if council else {}),
        **(seats_context(request.user, council) if council else {}),
        "members": members_of(school) if may(request.user, Can.VIEW_ACTIVITY, school) else None,
        "public_advices": list(published_advices(school)) if council else [],
        "training": training_of(request.user, council) if council else None,
        "may_record": may_record,
        "may_set_up": may(request.user, Can.EDIT_SCHOOL, school),
        "tabs": tabs_of(request.user, school),
        "history": council_history(council) if council and may(request.user, Can.VIEW_HISTORY, school) else None,
    }
    return render(request, "governance/council_detail.html", context)


def tabs_of(user, school):
    """The pages of one council that a person may open, this one first."""
    year = school_years.fall_year_of(timezone.localdate())
    pages = [
        (Can.VIEW_ACTIVITY, _("Duties"), "governance:duties", ()),
        (Can.VIEW_TRAINING, _("Training"), "governance:training-council", ()),
        (Can.VIEW_EFFECTIVENESS, _("How the council does"), "governance:effectiveness", (year,)),
    ]
    open_ones = [(label, name, more) for wanted, label, name, more in pages if may(user, wanted, school)]
    open_ones.append((_("Bylaws"), "governance:bylaws", ()))
    links = [(label, reverse(name, args=[school.code, *more]), False) for label, name, more in open_ones]
    return [(_("Council"), reverse("governance:council-detail", args=[school.code]), True), *links]


def page_of_meetings(meetings, request, calendar):
    """The meetings that were held, each with how its papers stand against their clocks."""
    found = meetings.select_related("minutes").prefetch_related("postings").annotate(motions_total=Count("motions"))
    page = Paginator(found, PER_PAGE).get_page(request.GET.get("page"))
    for meeting in page.object_list:
        postings = {one.kind: one for one in meeting.postings.all()}
        clocks = deadlines_of(meeting, postings, calendar=calendar, has_votes=meeting.motions_total > 0)
        meeting.minutes_clock = next((one for one in clocks if one.kind == PostingKind.MINUTES), None)
        meeting.agenda_clock = next((one for one in clocks if one.kind == PostingKind.AGENDA), None)
    return page


def schedule_of(council, calendar):
    """The meetings to come, with what they wait for, and how the filing of the schedule stands."""
    today = timezone.localdate()
    filings = {one.year: one for one in council.filings.all()}
    coming = []
    for meeting in council.meetings.coming().prefetch_related("postings")[:MOST_COMING]:
        postings = {one.kind: one for one in meeting.postings.all()}
        clocks = [one for one in deadlines_of(meeting, postings, calendar=calendar) if one.is_open]
        coming.append((meeting, min(clocks, key=lambda one: one.due_at, default=None), STATE_KINDS[meeting.state],
                       too_soon_after_filing(meeting, filings, calendar)))  # fmt: skip
    years = sorted({meeting.held_on.year for meeting, *_rest in coming} | {today.year} | set(filings))[-3:]
    return {
        "coming_meetings": coming,
        "filings": [(year, filing_deadline(year, filings.get(year), calendar)) for year in years],
        "cancelled": council.meetings.filter(state="CANCELLED", held_on__gte=today).order_by("held_on"),
    }


def published_advices(school):
    """What the public may read of a council's advice, with the answers, the newest first."""
    found = Advice.objects.published().filter(school=school).select_related("meeting", "motion")
    return found.prefetch_related("answers")[:MOST_ADVICES]


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
        with transaction.atomic():
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
    if not meeting.is_counts_only:  # its counts come from its attendance
        return redirect(meeting)
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
        "quorum": meeting.quorum_required if meeting else quorum_on(council, timezone.localdate()),
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
    if meeting.postings.exists() or meeting.motions.exists() or hasattr(meeting, "minutes"):
        messages.warning(request, _("What was announced or decided stays on record. Cancel the meeting instead."))
        return redirect(meeting)
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
