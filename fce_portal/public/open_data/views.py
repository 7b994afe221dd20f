"""The page of the open data, its tables as files, and the dictionary for programs."""

from django.conf import settings
from django.http import Http404, JsonResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import override
from django.views.decorators.http import require_safe

from fce_portal.public.open_data import rows, sending
from fce_portal.public.open_data.catalogue import CHANGES, FORMATS, TABLES, VERSION
from fce_portal.public.sharing import absolute


@require_safe
def data(request):
    context = {
        "tables": [(table, [(one.upper(), address(table, one)) for one in FORMATS]) for table in TABLES.values()],
        "changes": CHANGES,
        "licence": rows.licence(),
        "version": VERSION,
        "example": absolute(address(next(iter(TABLES.values())), "csv")),
    }
    return render(request, "public/data.html", context)


def address(table, file_format):
    return reverse("data-file", args=[table.code, file_format])


@require_safe
def data_file(request, table, file_format):
    if table not in TABLES or file_format not in FORMATS:
        raise Http404
    return sending.response(TABLES[table], file_format)


@require_safe
def data_dictionary(request):
    """All tables and columns with their descriptions in every language of the portal."""
    found = {
        "version": VERSION,
        "licence": rows.licence(),
        "changes": [{"day": one.day.isoformat(), "text": in_all_languages(one.text)} for one in CHANGES],
        "tables": [
            {
                "table": table.code,
                "title": in_all_languages(table.title),
                "description": in_all_languages(table.text),
                "addresses": {one: absolute(address(table, one)) for one in FORMATS},
                "columns": [
                    {"name": column.name, "type": column.kind, "description": in_all_languages(column.label)}
                    for column in table.columns
                ],
            }
            for table in TABLES.values()
        ],
    }
    answer = JsonResponse(found, json_dumps_params={"ensure_ascii": False, "indent": 1})
    answer["Access-Control-Allow-Origin"] = "*"
    return answer


def in_all_languages(words):
    said = {}
    for code, _name in settings.LANGUAGES:
        with override(code):
            said[code] = str(words)
    return said
