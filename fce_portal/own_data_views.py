"""What the portal keeps of people: the page for everybody, and each person's own with all of it as a file."""

from collections import Counter

from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from district.downloads import table_response, wanted_format
from fce_portal import own_data


@require_safe
def personal_data(request):
    parts = [{"label": part.label, "why": part.why, "kept": part.kept()} for part in own_data.PARTS]
    return render(request, "personal_data.html", {"parts": parts})


@require_safe
def own(request):
    file_format = wanted_format(request)  # which decides the language of the rows
    rows = own_data.rows_of(request.user)
    if file_format:
        return table_response(file_format, "own-data", [_("Part"), _("What"), _("Value"), _("When")], rows)
    totals = Counter(row[0] for row in rows)
    parts = [
        {"label": part.label, "why": part.why, "kept": part.kept(), "total": totals[str(part.label)]}
        for part in own_data.PARTS
    ]
    return render(request, "own_data.html", {"parts": parts})
