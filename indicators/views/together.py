"""Engagement and outcomes together: schools as points, two groups compared, the schools by name."""

from django.core.paginator import Paginator
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from district import downloads, school_years
from indicators.amounts import briefly_signed
from indicators.models import Indicator
from indicators.parameters import chosen_page, this_year
from indicators.together import reading
from indicators.together.among import offered_for
from indicators.together.asked import Asked
from indicators.together.choices import choices
from indicators.together.telling import Told

PER_PAGE = 100


@require_safe
def together(request, code):
    """For anyone: what schools did beside a published figure, and what may be said of it."""
    indicator = get_object_or_404(Indicator, pk=code)
    asked = Asked.of(request, indicator)
    found = reading.Together(indicator, asked)
    if file_format := downloads.wanted_format(request):
        rows = [] if found.is_empty else found.file_rows()
        return downloads.table_response(file_format, f"{code.lower()}-together", reading.FILE_HEADERS, rows)
    context = {
        "indicator": indicator,
        "indicators": tabs(indicator, asked),
        "found": found,
        "asked": asked,
        "measures": choices().values(),
        "spans": offered_for(indicator),
        "years": [(year, school_years.label(year)) for year in range(this_year(), this_year() - 12, -1)],
        "base": asked.address(request.path) + "&",
    }
    if not found.is_empty:
        context["told"] = told = Told(found)
        context["earlier"] = [(year, school_years.label(year)) for year in reversed(found.years[:-1])]
        context["schools"] = [school for school, _low, _high in found.schools]
        page = Paginator(found.rows, PER_PAGE).get_page(chosen_page(request))
        context |= {"page": page, "table": [table_row(row, told) for row in page.object_list]}
        context["not_stated"], context["no_change"] = _("not stated"), _("not known")
    return render(request, "indicators/together.html", context)


def tabs(indicator, asked):
    """The eight indicators beside the same measure."""
    return [
        (one.short_name, f"{reverse('indicators:together', args=[one.pk])}?measure={asked.measure}", one == indicator)
        for one in Indicator.objects.equity()
    ]


def table_row(row, told):
    """A school's line of the table, in words."""
    side = {True: _("at or above"), False: _("below"), None: ""}[row.is_above]
    return {
        "school": row.school,
        "url": reverse("indicators:school-dashboard", args=[row.school.code]),
        "done": told.done_text(row.done) or None,
        "side": side,
        "figure": row.figure,
        "change": None if row.change is None else briefly_signed(row.change),
    }
