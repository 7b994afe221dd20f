"""The quality guide: judging a version, and what was found in all schools by question."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from district import downloads, school_years
from district.drafts import kept_while_typing
from governance.compacts import quality
from governance.compacts.forms import QualityForm
from governance.compacts.views.finding import compact_or_404, show_form, version_of
from governance.models import QualityReview
from indicators.parameters import chosen_year, this_year

FILE_HEADERS = [
    "school_code", "school", "school_year", "version", "guide", "side", "date", "item", "question", "yes", "put_right",
]  # fmt: skip


@require_http_methods(["GET", "POST"])
@kept_while_typing
def quality_judge(request, kind, code, year, side):
    """Yes or no to each question; an earlier judgement of the same side is the start, and stays."""
    side = side.upper()
    compact = compact_or_404(request, kind, code, year)
    if side not in QualityReview.Side.values:
        raise Http404
    version, guide = version_of(compact), quality.current_guide()
    if guide is None:
        raise Http404
    if not quality.may_judge(request.user, version, side):
        raise PermissionDenied(
            _("The council's chair judges for the council, central office for the district, once the text is no draft.")
        )
    form = QualityForm(request.POST or None, guide=guide, before=version.quality_reviews.filter(side=side).first())
    if form.is_valid():
        quality.judge(
            version, side, form.answers(), guide=guide, by=request.user, note=form.cleaned_data.get("note", "")
        )
        messages.success(request, _("Saved. Earlier judgements stay readable."))
        return redirect(f"{compact.get_absolute_url()}#quality")
    title = _("Quality guide: %(side)s") % {"side": QualityReview.Side(side).label}
    return show_form(request, form, compact, title, guidance=f"{version} · {guide}")


@require_safe
def quality_summary(request):
    """How many schools' compacts meet each question, as the councils and the district found."""
    fall_year = chosen_year(request, years_ahead=1)
    if file_format := downloads.wanted_format(request):
        rows = quality.lines_of_answers(request.user, fall_year)
        return downloads.table_response(file_format, f"compact-quality-{fall_year}", FILE_HEADERS, rows)
    context = {
        "sums": quality.of_all(fall_year),
        "year_label": school_years.label(fall_year),
        "earlier": fall_year - 1,
        "later": fall_year + 1 if fall_year < this_year() else None,
        "guide": quality.current_guide(),
    }
    return render(request, "governance/compact_quality.html", context)
