"""The scorecard of the district, for anyone, in published figures."""

from django.core.paginator import Paginator
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from district import downloads, school_years
from district.access import Can, may
from district.models import School
from district.printing.responses import pdf_response, wants_pdf
from indicators import presenting as dashboards_words
from indicators.models import Indicator
from indicators.parameters import chosen_year, whole_number
from indicators.scorecard import changes, coverage, elements, files, pages, presenting, printed
from indicators.scorecard.asked import Asked
from indicators.scorecard.classing import Basis
from indicators.scorecard.heat import heat_of
from indicators.spans import Span

PER_PAGE = 60


@require_safe
def scorecard(request):
    """Schools × indicators, by grades."""
    indicators = list(Indicator.objects.equity().only("code", "short_name", "short_name_en", "short_name_es"))
    asked = Asked.of(request, [one.pk for one in indicators])
    whole = heat_of(asked.fall_year, asked.basis, asked.order)
    heat = whole.narrowed(asked.indicator, asked.span, asked.school)
    if wants_pdf(request):
        document = printed.schools_document(heat) if request.GET.get("part") == "schools" else one_page(asked, whole)
        return pdf_response(request, document, document.title, public=True)
    if file_format := downloads.wanted_format(request):
        return downloads.table_response(file_format, "scorecard", files.HEAT_HEADERS, files.heat_rows(heat))
    page = Paginator(heat.rows, PER_PAGE).get_page(asked.page)
    context = {
        **frame(request, asked, "indicators:scorecard"),
        "heat": heat,
        "page": page,
        "groups": pages.groups_of(heat, page.object_list),
        "heads": [pages.head_of(heat, column) for column in heat.columns],
        "order": asked.order,
        "legend": presenting.legend(asked.basis),
        "basis_label": asked.basis.label,
        "basis_sentence": presenting.basis_sentence(asked.basis),
        "bases": [
            (
                one.label,
                asked.address(request.path, against="" if one == Basis.TARGET else one.value),
                one == asked.basis,
            )
            for one in Basis
        ],
        "all_url": asked.address(request.path, span="", school=""),
        "indicator_choices": [("", _("All indicators"))] + [(one.pk, one.short_name) for one in indicators],
        "school_choices": sorted((row.school.name, row.school.code) for row in whole.rows),
        "span_choices": [("", _("All grades")), *Span.choices],
        "width": len(heat.columns) + 2,
    }
    return render(request, "indicators/scorecard/heat.html", context)


def one_page(asked, whole):
    """The scorecard of the district on one sheet: the whole, whatever the page was narrowed to."""
    since = changes.since_meeting()
    return printed.summary_document(
        whole, coverage.lines_of(whole), elements.elements_of(asked.fall_year), since, changes.changes_in(since.period)
    )


def frame(request, asked, here):
    """What all four pages have: the school year, and the way to the others."""

    def address(**words):
        return asked.address(request.path, **words)

    return {
        "asked": asked,
        "tabs": presenting.tabs(asked, here),
        "base": asked.address(request.path) + ("&" if "?" in asked.address(request.path) else "?"),
        **dashboards_words.years(address, asked.fall_year),
    }


@require_safe
def scorecard_elements(request):
    """The four monitoring elements side by side, of the district or of one school beside the district."""
    asked = Asked.of(request, [])
    school = chosen_school(request)
    found = elements.elements_of(asked.fall_year, school)
    if file_format := downloads.wanted_format(request):
        rows = files.element_rows(found, asked.fall_year)
        return downloads.table_response(file_format, "scorecard-elements", files.ELEMENT_HEADERS, rows)
    context = {
        **frame(request, asked, "indicators:scorecard-elements"),
        "school": school,
        "schools": School.objects.open_in(asked.fall_year).order_by("name", "code"),
        "elements": [pages.element_of(one, school) for one in found],
        "year_before": school_years.label(asked.fall_year - 1),
    }
    if school:
        context |= dashboards_words.years(
            lambda **words: asked.address(request.path, school=school.code, **words), asked.fall_year
        )
        context["base"] = asked.address(request.path, school=school.code) + "&"
    return render(request, "indicators/scorecard/elements.html", context)


def chosen_school(request):
    """The school asked for by its code; None for the district. Raises Http404 for a code that no school has."""
    code = request.GET.get("school", "")
    return get_object_or_404(School, code=code) if code else None


@require_safe
def scorecard_changes(request):
    """What is new since the last board meeting, or between two of them."""
    since = changes.since_meeting(whole_number(request.GET.get("meeting")))
    topics = changes.changes_in(since.period)
    if file_format := downloads.wanted_format(request):
        rows = files.change_rows(topics, since.period)
        return downloads.table_response(file_format, "scorecard-changes", files.CHANGE_HEADERS, rows)
    asked = Asked.of(request, [])
    context = {
        "tabs": presenting.tabs(asked, "indicators:scorecard-changes"),
        "since": since,
        "topics": [pages.topic_of(one, request.user) for one in topics],
        "base": f"{request.path}?meeting={since.meeting.pk}&" if since.meeting else f"{request.path}?",
        "may_keep": may(request.user, Can.KEEP_BOARD_DATES),
        "earlier": [
            (one, f"{reverse('indicators:scorecard-changes')}?meeting={one.pk}", one == since.meeting)
            for one in since.earlier
        ],
    }
    return render(request, "indicators/scorecard/changes.html", context)


@require_safe
def scorecard_coverage(request):
    """How many schools stand behind each indicator, and how new its figures are."""
    asked = Asked.of(request, [])
    lines = coverage.lines_of(heat_of(chosen_year(request)))
    if file_format := downloads.wanted_format(request):
        rows = files.coverage_rows(lines)
        return downloads.table_response(file_format, "scorecard-coverage", files.COVERAGE_HEADERS, rows)
    context = {
        **frame(request, asked, "indicators:scorecard-coverage"),
        "lines": [pages.coverage_of(one) for one in lines],
    }
    return render(request, "indicators/scorecard/coverage.html", context)
