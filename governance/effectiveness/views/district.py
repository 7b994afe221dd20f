"""The district's page: which councils do well in what, who needs help; and what the district looks for."""

from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import pgettext
from django.views.decorators.http import require_http_methods, require_safe

from district import downloads, school_years
from district.access import Can, may, may_district_wide
from district.drafts import kept_while_typing, refused
from governance.effectiveness import council_survey, observed, overview
from governance.effectiveness.domains import DOMAINS
from governance.effectiveness.forms import ObservationForm, ObserverForm, RulesForm, SurveyForm
from governance.effectiveness.reading import Standing
from governance.effectiveness.views.finding import show_form
from governance.models import CouncilMeeting, EffectivenessProfile, EffectivenessRules, Observer
from governance.models.effectiveness import Side
from indicators.parameters import chosen_year, this_year, year_or_404


@require_safe
def effectiveness_list(request):
    """Councils and domains side by side; who reads only the summary gets the counts by domain alone."""
    fall_year = chosen_year(request)
    found = overview.rows(fall_year)
    sees_councils = may_district_wide(request.user, Can.VIEW_EFFECTIVENESS)
    chosen = request.GET.get("show", "") if sees_councils else ""
    by_help = request.GET.get("order") == "help"
    shown = [row for row in found if overview.TESTS.get(chosen, overview.TESTS[""])(row)]
    if by_help:
        shown = overview.by_help(shown)
    if file_format := downloads.wanted_format(request):
        if sees_councils:
            name = f"council-profiles-{fall_year}"
            return downloads.table_response(file_format, name, headers(), map(line, shown))
        name = f"council-profiles-summary-{fall_year}"
        heads = ["domain", "domain_name", *(str(one).lower() for one in Standing)]
        return downloads.table_response(file_format, name, heads, map(summary_line, overview.summary(found)))
    context = {
        "year": fall_year,
        "year_label": school_years.label(fall_year),
        "earlier": fall_year - 1,
        "later": fall_year + 1 if fall_year < this_year() else None,
        "summary": overview.summary(found),
        "standings": list(Standing),
        "councils_total": len(found),
        "complete_total": sum(row.reading.is_complete for row in found),
        "closed_total": sum(row.is_closed for row in found),
        "sees_councils": sees_councils,
        "rows": shown if sees_councils else [],
        "domains": list(DOMAINS),
        "tabs": tabs(found, fall_year, chosen, by_help) if sees_councils else [],
        "orders": orders(fall_year, chosen, by_help) if sees_councils else [],
        "may_set": may(request.user, Can.REVIEW_COUNCIL),
        "survey": council_survey.survey_of(fall_year),
    }
    return render(request, "governance/effectiveness_list.html", context)


def tabs(found, fall_year, chosen, by_help):
    labels = {
        "": pgettext("councils", "All"),
        "help": _("Need help today"),
        "late": _("With late actions"),
        "incomplete": _("Incomplete"),
        "review": _("Wait for the district's view"),
        "none": _("Not begun"),
        "closed": _("Closed"),
    }
    order = "&order=help" if by_help else ""
    return [
        (f"{labels[code]} ({sum(map(test, found))})", f"?year={fall_year}&show={code}{order}", code == chosen)
        for code, test in overview.TESTS.items()
    ]


def orders(fall_year, chosen, by_help):
    here = f"?year={fall_year}&show={chosen if chosen in overview.TESTS else ''}"
    return [
        (_("In alphabetical order"), here, not by_help),
        (_("Who needs help today first"), f"{here}&order=help", by_help),
    ]


def headers():
    return [
        "school_code", "school", "school_year", "state", "complete", "council_submitted", "district_submitted",
        "late_actions",
        *(f"{domain.value.lower()}_{part}" for domain in DOMAINS for part in ("standing", "as_wanted", "judged")),
    ]  # fmt: skip


def line(row):
    state = "" if row.profile is None else "closed" if row.is_closed else "open"
    domains = [
        value
        for part in row.reading.parts
        for value in (str(part.standing.label), len(part.met) if part.judged else None, len(part.judged) or None)
    ]
    return (
        row.school.code, row.school.name, school_years.label(row.reading.fall_year), state,
        int(row.reading.is_complete), int(Side.COUNCIL in row.submitted), int(Side.DISTRICT in row.submitted), row.late,
        *domains,
    )  # fmt: skip


def summary_line(entry):
    domain, counts = entry
    return (str(domain.value), str(domain.label), *(number for _standing, number in counts))


@require_http_methods(["GET", "POST"])
@kept_while_typing
def rules(request):
    """What the district looks for where no law says it, and who was trained to observe."""
    form = RulesForm(request.POST or None, instance=EffectivenessRules.in_force())
    back = reverse("governance:effectiveness-list")
    if form.is_valid():
        form.save()
        messages.success(request, _("Saved."))
        return redirect(back)
    guidance = _("Open profiles are compared with these from now on; closed ones stay as they were.")
    observers = Observer.objects.select_related("user")
    title = _("What the district looks for")
    more = {"guidance": guidance, "observers": observers, "lists_observers": True}
    return show_form(request, form, title, back, _("How councils do"), "", **more)


@require_http_methods(["GET", "POST"])
@kept_while_typing
def observer_add(request):
    return observer_page(request, Observer(), _("Add an observer"))


@require_http_methods(["GET", "POST"])
@kept_while_typing
def observer_edit(request, pk):
    observer = get_object_or_404(Observer.objects.select_related("user"), pk=pk)
    return observer_page(request, observer, str(observer))


def observer_page(request, observer, title):
    form = ObserverForm(request.POST or None, instance=observer)
    back = reverse("governance:effectiveness-rules")
    if form.is_valid():
        form.save()
        messages.success(request, _("Saved."))
        return redirect(back)
    return show_form(request, form, title, back, _("What the district looks for"), "")


@require_http_methods(["GET", "POST"])
@kept_while_typing
def survey_open(request, year):
    """Ask members, principals and other parents at all councils of a year; once a year."""
    year_or_404(year, years_ahead=0)
    back = f"{reverse('governance:effectiveness-list')}?year={year}"
    asked = council_survey.survey_of(year)
    if asked is not None:
        words = _("The survey of this year is there already: %(state)s, open until %(day)s.")
        said = words % {"state": asked.get_state_display(), "day": date_format(asked.closes_on)}
        return refused(request, said, back)
    today = timezone.localdate()
    form = SurveyForm(
        request.POST or None, initial={"opens_on": today, "closes_on": today + council_survey.OPEN_FOR}
    )  # fmt: skip
    if form.is_valid():
        council_survey.ask(year, by=request.user, **form.cleaned_data)
        messages.success(request, _("The survey is open. Each council has a link of its own."))
        return redirect(back)
    guidance = _(
        "The same questions for members, the principal and other parents; nobody says who they are. Results show the "
        "number of answers and the mean of each item, never for fewer answers than the district's smallest count."
    )
    title = _("Ask about the councils")
    return show_form(request, form, title, back, _("How councils do"), school_years.label(year), guidance=guidance)


@require_http_methods(["GET", "POST"])
@kept_while_typing
def observe(request, pk):
    """The rubric at a meeting, on a phone: kept while it is filled in."""
    meeting = get_object_or_404(CouncilMeeting.objects.with_place().visible_to(request.user), pk=pk)
    try:
        observed.check(request.user, meeting)
    except observed.NotTrained as reason:
        return refused(request, str(reason), meeting)
    year = school_years.fall_year_of(meeting.held_on)
    school = meeting.council.school
    if EffectivenessProfile.objects.filter(school=school, fall_year=year, closed_on__isnull=False).exists():
        return refused(request, _("The profile of this year is closed: it stays as it is."), meeting)
    back = reverse("governance:effectiveness", args=[school.code, year])
    form = ObservationForm(request.POST or None, instance=observed.begin(meeting, request.user))
    if form.is_valid():
        form.save()
        messages.success(request, _("The observation is saved."))
        return redirect(f"{back}#domain-I")
    title = _("Observe: %(meeting)s") % {"meeting": meeting}
    return show_form(request, form, title, back, school, school)
