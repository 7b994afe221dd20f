"""The lists of the plans as files, and the page that names them all."""

from django.http import Http404
from django.shortcuts import redirect, render
from django.views.decorators.http import require_safe

from district import downloads, school_years
from indicators.parameters import chosen_year, this_year
from plans.lists import LISTS


@require_safe
def lists(request):
    fall_year = chosen_year(request, years_ahead=1)
    context = {
        "lists": LISTS.values(),
        "year": fall_year,
        "year_label": school_years.label(fall_year),
        "earlier": fall_year - 1,
        "later": fall_year + 1 if fall_year <= this_year() else None,
    }
    return render(request, "plans/lists.html", context)


@require_safe
def list_file(request, name):
    if name not in LISTS:
        raise Http404
    file_format = downloads.wanted_format(request)
    if file_format is None:
        return redirect("plans:lists")
    wanted = LISTS[name]
    fall_year = chosen_year(request, years_ahead=1)
    file_name = f"{name}-{fall_year}" if wanted.of_year else name
    return downloads.table_response(file_format, file_name, wanted.headers(), wanted.rows(request.user, fall_year))
