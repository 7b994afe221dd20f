"""Councils today: how each is composed and works, whom to call, and reminding several at once."""

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext, pgettext
from django.views.decorators.http import require_http_methods, require_safe

from district import downloads
from district.access import Can, may, schools_where
from district.models.schools import SupportTier
from governance import reminders, today
from governance.models import Council
from plans.forms.plan_years import RemindForm

PER_PAGE = 25
MOST_AT_ONCE = 2000
HEADERS = [
    "school_code", "school", "support_tier", "model", "voting_members", "voting_seats", "quorum", "vacant_seats",
    "vacant_since", "meetings_held", "meetings_with_quorum", "minutes_due", "minutes_on_time", "next_meeting",
    "reminded_on", "reasons_to_call",
]  # fmt: skip


def councils_of(user, permission, day):
    found = Council.objects.filter(school__in=schools_where(user, permission)).exclude(school__closed_on__lt=day)
    return found.select_related("school", "model").order_by("school__name")


@require_safe
def today_page(request):
    """Every council that the person may read, those to call first; by what is wrong and by support tier."""
    day = timezone.localdate()
    rows = today.councils_today(councils_of(request.user, Can.VIEW_ACTIVITY, day), day)
    show, tier = request.GET.get("show", "call"), request.GET.get("tier", "")
    tests = {
        "call": lambda one: one.is_pressing,
        "soon": lambda one: bool(one.calls) and not one.is_pressing,
        "vacant": lambda one: bool(one.report.vacant),
        "late": lambda one: one.minutes_on_time < one.minutes_due,
        "all": lambda one: True,
    }
    labels = {
        "call": _("To call today"),
        "soon": _("Something is due soon"),
        "vacant": _("With vacancies"),
        "late": _("Minutes not in time"),
        "all": pgettext("councils", "All"),
    }
    if show not in tests or (tier and tier not in SupportTier.values):
        raise Http404
    of_tier = [one for one in rows if tier in ("", one.tier)]
    shown = sorted(filter(tests[show], of_tier), key=how_pressing)
    if file_format := downloads.wanted_format(request):
        headers = [*HEADERS, *(label for label, _words in today.FURTHER)]
        return downloads.table_response(file_format, "councils-today", headers, map(line, shown))
    more = f"&tier={tier}" if tier else ""
    tiers = [code for code in SupportTier.values if any(one.tier == code for one in rows)]
    context = {
        "page": Paginator(shown, PER_PAGE).get_page(request.GET.get("page")),
        "total": len(of_tier),
        "to_call": sum(one.is_pressing for one in of_tier),
        "held": sum(one.held for one in of_tier),
        "quorate": sum(one.quorate for one in of_tier),
        "minutes_due": sum(one.minutes_due for one in of_tier),
        "minutes_on_time": sum(one.minutes_on_time for one in of_tier),
        "vacant": sum(len(one.report.vacant) for one in of_tier),
        "tabs": [
            (f"{labels[code]} ({sum(map(test, of_tier))})", f"?show={code}{more}", code == show)
            for code, test in tests.items()
        ],
        "tier_tabs": [
            (_("All tiers"), f"?show={show}", not tier),
            *((SupportTier(code).label, f"?show={show}&tier={code}", code == tier) for code in tiers),
        ],
        "may_remind": may(request.user, Can.REMIND_COUNCILS),
        "may_call": may(request.user, Can.FILL_SEATS),
    }
    return render(request, "governance/councils_today.html", context)


def how_pressing(one):
    """The most pressing first: by the kind of the first reason, then by how many there are, then by name."""
    first = today.KINDS[one.calls[0].kind] if one.calls else len(today.KINDS)
    return first, -len(one.calls), one.school.name


def line(one):
    standing = one.standing
    vacant = one.report.vacant
    return (
        one.school.code, one.school.name, str(one.tier_words), str(standing.model), len(standing.voting_members),
        standing.voting_seats, standing.quorum, len(vacant), vacant[0].vacant_since if vacant else None, one.held,
        one.quorate, one.minutes_due, one.minutes_on_time, one.next_on,
        timezone.localdate(one.reminded_at) if one.reminded_at else None,
        " ".join(call.words for call in one.calls), *(words for _label, words in one.further),
    )  # fmt: skip


@require_http_methods(["GET", "POST"])
def remind(request):
    """Who would be reminded of what; then do it. Schools come by their codes (`school`)."""
    day = timezone.localdate()
    asked = request.POST if request.method == "POST" else request.GET
    codes = [code.replace("\0", "") for code in asked.getlist("school")[:MOST_AT_ONCE]]
    councils = councils_of(request.user, Can.REMIND_COUNCILS, day).filter(school__code__in=codes)
    found = [one for one in today.councils_today(councils, day) if one.calls]
    back = reverse("governance:councils-today")
    if not found:
        messages.info(request, _("Choose councils for which something is open."))
        return redirect(back)
    form = RemindForm(request.POST if request.method == "POST" else None)
    if form.is_valid():
        done = reminders.remind_councils(found, by=request.user, note=form.cleaned_data["note"])
        words = ngettext("%(total)s council is reminded.", "%(total)s councils are reminded.", len(done))
        messages.success(request, words % {"total": len(done)})
        return redirect(back)
    people = reminders.Recipients([one.school.pk for one in found])
    rows = [(one, people.of(one.school.pk, is_late=True)) for one in found]
    return render(request, "governance/councils_remind.html", {"form": form, "found": rows, "back": back})
