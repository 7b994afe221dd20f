"""A council on any date."""

from datetime import date

from django.shortcuts import get_object_or_404, render
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from district import school_years
from governance import on_day
from governance.models import Council


@require_safe
def council_on(request, code):
    """Who sat on the council on `?day=`, its officers, model, quorum and rules then; today where no day is asked."""
    council = get_object_or_404(Council.objects.select_related("school", "model"), school__code=code)
    asked, today = request.GET.get("day", ""), timezone.localdate()
    day = day_of(asked)
    context = {
        "council": council,
        "school": council.school,
        "then": on_day.council_on(council, day or today),
        "day": day or today,
        "fault": _("“%(day)s” is no day that the portal knows.") % {"day": asked[:20]} if asked and not day else "",
        "title": _("The council on %(day)s") % {"day": date_format(day or today)},
    }
    return render(request, "governance/council_on.html", context)


def day_of(text):
    """The day that an ISO date says, within the years that the portal knows; else None."""
    try:
        day = date.fromisoformat(text)
    except ValueError:
        return None
    first, last = school_years.all_days()
    return day if first <= day <= last else None
