"""One council's profile in a year, its years side by side, and the way to a closed profile."""

from django.contrib import messages
from django.http import Http404
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from district import school_years
from district.access import Can, may, require
from district.drafts import kept_while_typing, refused
from district.history import history_of
from district.printing.responses import pdf_response, wants_pdf
from governance.effectiveness import assessing, closing, improving, observed, reading
from governance.effectiveness.assessing import NotPossible, may_submit, side_of
from governance.effectiveness.domains import DOMAINS
from governance.effectiveness.forms import RatingForm, VoicesForm, WorkedOnForm
from governance.effectiveness.printed import profile_document
from governance.effectiveness.views.finding import (
    closed_words,
    council_or_404,
    profile_or_404,
    show_form,
)
from governance.models import CouncilMeeting, DomainRating, EffectivenessProfile, Observation
from governance.models.effectiveness import RATED, Domain, Side
from indicators.parameters import this_year, year_or_404

MOST_YEARS = 6
LATEST_MEETINGS = 6


@require_safe
def profile(request, code, year):
    """How the council did in a year, domain by domain; as records tell it today, or as it was closed."""
    council = council_or_404(request, code)
    read = reading.reading_of(council, year_or_404(year, years_ahead=0))
    today, user, school = timezone.localdate(), request.user, council.school
    kept = read.profile
    seen = assessing.seen_by(user, kept) if kept else {}
    pairs = assessing.pairs(seen)
    actions = improving.followed(school, year, today)
    if wants_pdf(request):
        name = _("Council profile: %(school)s %(year)s") % {"school": school, "year": school_years.label(year)}
        return pdf_response(request, profile_document(read, pairs, actions), name)
    side = side_of(user, school) if kept else None
    own = seen.get(side)
    is_open = kept is not None and not kept.is_closed
    context = {
        "council": council,
        "school": school,
        "year": year,
        "year_label": school_years.label(year),
        "reading": read,
        "profile": kept,
        "parts": [(part, pairs.get(part.domain)) for part in read.parts],
        "sides": views_of(kept) if kept else [],
        "own": own,
        "may_rate": is_open and own is not None and not own.is_submitted,
        "may_submit": is_open and own is not None and not own.is_submitted and may_submit(user, school),
        "unrated": assessing.unrated(own) if own and not own.is_submitted else [],
        "both": len([one for one in seen.values() if one.is_submitted]) == len(Side),
        "actions": actions,
        "may_improve": is_open and may(user, Can.IMPROVE_COUNCIL, school),
        "may_count": not (kept and kept.is_closed) and may(user, Can.IMPROVE_COUNCIL, school),
        "may_close": is_open and side == Side.DISTRICT,
        "is_open": is_open,
        "observations": Observation.objects.visible_to(user).filter(
            meeting__council=council, meeting__held_on__range=days_of(year)
        ).select_related("meeting", "observer"),
        "to_observe": meetings_to_observe(user, council, year) if is_open else [],
        "missing": closing.missing(kept) if is_open and side == Side.DISTRICT else [],
        "entries": history_of(kept) if kept and may(user, Can.VIEW_HISTORY, school) else [],
    }  # fmt: skip
    return render(request, "governance/effectiveness.html", context)


def views_of(kept):
    """[(side in words, submitted on)]: that a side has submitted is no secret, only what it says."""
    return [(Side(one.side).label, one.submitted_on) for one in kept.assessments.all()]


def days_of(year):
    return school_years.first_day(year), school_years.last_day(year)


def meetings_to_observe(user, council, year):
    """Meetings of the year that this person may observe, or has observed; the newest first."""
    held = CouncilMeeting.objects.held().filter(council=council, held_on__range=days_of(year))
    if not may(user, Can.REVIEW_COUNCIL):
        return []
    found = []
    for meeting in held.order_by("-held_on")[:LATEST_MEETINGS]:
        meeting.council = council
        try:
            observed.check(user, meeting)
        except observed.NotTrained:
            return []
        found.append(meeting)
    return found


@require_safe
def years(request, code):
    """The years of one council side by side, domain by domain; nothing is added up."""
    council = council_or_404(request, code)
    begun = EffectivenessProfile.objects.filter(school=council.school_id).order_by("-fall_year")
    chosen = sorted({this_year(), *begun.values_list("fall_year", flat=True)[:MOST_YEARS]}, reverse=True)[:MOST_YEARS]
    read = [reading.reading_of(council, year) for year in chosen]
    context = {
        "council": council,
        "school": council.school,
        "readings": read,
        "labels": [(one.fall_year, school_years.label(one.fall_year), one) for one in read],
        "domains": [
            (Domain(domain), [(one.part(domain), school_years.label(one.fall_year)) for one in read])
            for domain in DOMAINS
        ],
        "actions": improving.followed(council.school, chosen[0], timezone.localdate()),
    }
    return render(request, "governance/effectiveness_years.html", context)


@require_POST
def begin(request, code, year):
    council = council_or_404(request, code)
    year_or_404(year, years_ahead=0)
    made, is_new = assessing.begin(school=council.school, fall_year=year, by=request.user)
    if is_new:
        messages.success(request, _("The profile is begun. Both sides may rate now."))
    return redirect(made)


@require_http_methods(["GET", "POST"])
@kept_while_typing
def rate(request, code, year, domain):
    """One side's rating of one domain, with the measures beside it. Nobody sees the other side's while they write."""
    kept = profile_or_404(request, code, year, Can.ASSESS_COUNCIL)
    domain = domain_or_404(domain)
    side = side_of(request.user, kept.school)
    if side is None:
        return refused(request, _("You rate neither for the council nor for the district here."), kept)
    own = kept.assessments.get(side=side)
    if own.is_submitted or kept.is_closed:
        return refused(request, closed_words() if kept.is_closed else _("This view is submitted: it stays."), kept)
    rating = own.ratings.filter(domain=domain).first() or DomainRating(assessment=own, domain=domain)
    form = RatingForm(request.POST or None, instance=rating)
    if form.is_valid():
        form.save()
        messages.success(request, _("Saved: %(domain)s.") % {"domain": domain.label})
        return redirect(f"{kept.get_absolute_url()}#domain-{domain}")
    read = reading.reading_of(council_or_404(request, code), year)
    title = _("%(side)s rates: %(domain)s") % {"side": Side(side).label, "domain": domain.label}
    return show_form(request, form, title, kept.get_absolute_url(), kept, kept.school, part=read.part(domain))


def domain_or_404(text):
    if text not in RATED:
        raise Http404
    return Domain(text)


@require_POST
def submit(request, code, year):
    """Submit one's own side's view; from then on it stays."""
    kept = profile_or_404(request, code, year, Can.SUBMIT_ASSESSMENT)
    if not may_submit(request.user, kept.school):
        return refused(request, _("You rate neither for the council nor for the district here."), kept)
    own = kept.assessments.get(side=side_of(request.user, kept.school))
    try:
        assessing.submit(own, by=request.user)
    except NotPossible as reason:
        messages.warning(request, str(reason))
    else:
        messages.success(request, _("Submitted. You read the other view as soon as it is submitted too."))
    return redirect(kept)


@require_http_methods(["GET", "POST"])
@kept_while_typing
def worked_on(request, code, year):
    """Which indicator the council worked on."""
    kept = profile_or_404(request, code, year)
    if kept.is_closed:
        return refused(request, closed_words(), kept)
    form = WorkedOnForm(request.POST or None, instance=kept)
    if form.is_valid():
        form.save()
        messages.success(request, _("Saved."))
        return redirect(f"{kept.get_absolute_url()}#domain-J")
    title = _("What the council worked on")
    return show_form(request, form, title, kept.get_absolute_url(), kept, kept.school)


@require_http_methods(["GET", "POST"])
@kept_while_typing
def voices(request, code, year):
    """Counts of parent members and families, by home language and grades."""
    council = council_or_404(request, code)
    year_or_404(year, years_ahead=0)
    require(request.user, Can.IMPROVE_COUNCIL, council.school)
    kept = EffectivenessProfile.objects.filter(school=council.school_id, fall_year=year).first()
    back = f"{profile_url(council, year)}#domain-B"
    if kept and kept.is_closed:
        return refused(request, closed_words(), back)
    form = VoicesForm(request.POST or None, school=council.school, fall_year=year)
    if form.is_valid():
        form.save()
        messages.success(request, _("Saved."))
        return redirect(back)
    guidance = _(
        "Counts only; leave empty what was not counted. Readers see a count only where it is large enough to point at "
        "nobody."
    )
    title = _("Whom the parents on the council speak for")
    return show_form(request, form, title, back, council, council.school, guidance=guidance)


def profile_url(council, year):
    return reverse("governance:effectiveness", args=[council.school.code, year])


@require_http_methods(["GET", "POST"])
def close(request, code, year):
    """Close the profile: what it shows today is kept for good."""
    kept = profile_or_404(request, code, year, Can.REVIEW_COUNCIL)
    if side_of(request.user, kept.school) != Side.DISTRICT:
        return refused(request, _("Whoever has a role at the school does not close its profile."), kept)
    if request.method == "POST":
        try:
            closing.close(kept, by=request.user)
        except NotPossible as reason:
            messages.warning(request, str(reason))
        else:
            messages.success(request, _("Closed. What it showed today stays as it is."))
        return redirect(kept)
    if kept.is_closed:
        return refused(request, closed_words(), kept)
    read = reading.reading_of(council_or_404(request, code), year)
    context = {"profile": kept, "reading": read, "missing": closing.missing(kept)}
    return render(request, "governance/effectiveness_close.html", context)
