"""The walkthroughs of a school year, and everything that was recommended."""

from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from district import downloads, school_years
from district.access import Can, may, may_district_wide
from district.following import ActionState, stand
from indicators.parameters import chosen_year, this_year
from partnerships.models import Recommendation
from partnerships.walkthroughs import summary
from partnerships.walkthroughs.report import state_of

SHOWN = 100  # recommendations on a page; the file holds all


@require_safe
def walkthrough_list(request):
    """For whoever sees all schools also the sums of the district; for others the walkthroughs of their schools."""
    fall_year, today = chosen_year(request), timezone.localdate()
    rows = list(summary.walkthroughs_in(request.user, fall_year, today))
    for one in rows:
        one.how, one.kind = state_of(one, today)
    if file_format := downloads.wanted_format(request):
        name = f"walkthroughs-{fall_year}"
        return downloads.table_response(file_format, name, summary.HEADERS, summary.file_rows(rows))
    sees_all = may_district_wide(request.user, Can.VIEW_WALKTHROUGH)
    context = {
        "rows": rows,
        "year": fall_year,
        "year_label": school_years.label(fall_year),
        "earlier": fall_year - 1,
        "later": fall_year + 1 if fall_year < this_year() else None,
        "district": summary.year_of(fall_year, today) if sees_all else None,
        "may_run": may(request.user, Can.RUN_WALKTHROUGH),
    }
    return render(request, "partnerships/walkthrough_list.html", context)


TABS = ("", "late", "done", "dropped")


@require_safe
def recommendation_list(request):
    """Recommendations as they are followed up, the nearest day first; closed walkthroughs only."""
    today, chosen = timezone.localdate(), request.GET.get("show", "")
    chosen = chosen if chosen in TABS else ""
    found = Recommendation.objects.visible_to(request.user).filter(walkthrough__closed_on__isnull=False)
    found = narrowed(found, chosen, today).select_related("walkthrough", "school", "owner", "item")
    found = found.order_by("due_on", "school__name", "pk")
    if file_format := downloads.wanted_format(request):
        rows = summary.recommendation_rows(found)
        return downloads.table_response(file_format, "recommendations", summary.RECOMMENDATION_HEADERS, rows)
    labels = {"": _("Under way"), "late": _("Late"), "done": _("Done"), "dropped": _("Dropped")}
    context = {
        "rows": stand(found[:SHOWN], today),
        "total": found.count(),
        "shown": SHOWN,
        "tabs": [(labels[code], f"?show={code}", code == chosen) for code in TABS],
    }
    return render(request, "partnerships/recommendation_list.html", context)


def narrowed(found, chosen, today):
    if chosen == "late":
        return found.late(today)
    states = {"done": ActionState.DONE, "dropped": ActionState.DROPPED}
    return found.filter(state=states.get(chosen, ActionState.OPEN))
