"""Evaluations as they are read: the list, one evaluation, the years of a partnership, the poster for families."""

from django.core.paginator import Paginator
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from district import downloads
from district.access import Can, may
from district.history import history_of
from district.models import School
from district.printing.qr import qr_svg
from district.printing.responses import pdf_response, wants_pdf
from partnerships.evaluations import agreeing, beside, comparing, families, links, picture, printed, rounds, years
from partnerships.evaluations.files import evaluation_headers, evaluation_rows
from partnerships.evaluations.standing import standing_of
from partnerships.forms.evaluations import EvaluationFilter
from partnerships.models import Evaluation, EvaluationSide, Partner
from partnerships.models.evaluations import Side, may_here
from partnerships.surveys.enough import so_far
from partnerships.views.evaluations.finding import evaluation_or_404, own_side, runs_here

PER_PAGE = 25
DISTRICT = "district"  # in an address, in place of a school's code


@require_safe
def evaluation_list(request):
    today = timezone.localdate()
    seen = Evaluation.objects.visible_to(request.user)
    filters = EvaluationFilter(request.GET, years=seen.order_by().values_list("fall_year", flat=True).distinct())
    found = filters.apply(seen, today).select_related("partner", "school", "rubric")
    found = found.order_by(*Evaluation._meta.ordering, "pk").prefetch_related("sides", "rubric__criteria")
    if file_format := downloads.wanted_format(request):
        return downloads.table_response(
            file_format, "partnership-evaluations", evaluation_headers(), evaluation_rows(found, today)
        )
    page = Paginator(found, PER_PAGE).get_page(request.GET.get("page"))
    own = set(EvaluationSide.objects.rated_by(request.user).filter(evaluation__in=[one.pk for one in page]).waiting()
              .values_list("evaluation", flat=True))  # fmt: skip
    context = {
        "form": filters,
        "page": page,
        "rows": [(one, standing_of(one, today), one.pk in own) for one in page],
        "may_run": may(request.user, Can.RUN_EVALUATION),
        "may_summarize": may(request.user, Can.VIEW_EVALUATION_SUMMARY),
    }
    return render(request, "partnerships/evaluation_list.html", context)


@require_safe
def evaluation_detail(request, pk):
    """One evaluation: before it is shared only how far it is and one's own side; then who sees the partnership how."""
    evaluation = evaluation_or_404(request, pk)
    today, user = timezone.localdate(), request.user
    lines = comparing.lines([evaluation]).get(evaluation.pk, [])
    actions = agreeing.followed(evaluation, today) if evaluation.is_shared else []
    facts = beside.facts_beside(evaluation)
    if wants_pdf(request):
        if not evaluation.is_shared:
            raise Http404
        name = _("Evaluation of the partnership %(partner)s") % {"partner": evaluation}
        return pdf_response(request, printed.evaluation_document(evaluation, lines, actions, facts), name)
    own = own_side(user, evaluation)
    is_open = not evaluation.is_shared
    runs = runs_here(user, evaluation)
    families_side = next((one for one in evaluation.sides.all() if one.side == Side.FAMILIES), None)
    context = {
        "evaluation": evaluation,
        "standing": standing_of(evaluation, today),
        "sides": list(evaluation.sides.all()),
        "own": own,
        "own_rows": rated(own) if own and own.is_waiting else [],
        "unrated": rounds.unrated(own) if own and own.is_waiting else [],
        "lines": [(line, facts.get(line.criterion.code, [])) for line in lines],
        "sentence": comparing.summary_sentence(lines) if lines else "",
        "chart": picture.levels_chart(evaluation, lines) if lines else None,
        "legend": picture.legend(evaluation) if lines else [],
        "families_code": families_code(user, evaluation, families_side, runs) if is_open else None,
        "families_sentence": so_far(families.forms_of(families_side)) if families_side and is_open and runs else "",
        "actions": actions,
        "may_agree": evaluation.is_shared and may_here(user, Can.AGREE_ACTION, evaluation),
        "runs": runs,
        "may_mail": runs and is_open and may_mail(evaluation),
        "is_open": is_open,
        "can_close": rounds.can_close(evaluation),
        "years_url": years_url(evaluation),
        "entries": history_of(evaluation) if runs else [],
    }
    return render(request, "partnerships/evaluation_detail.html", context)


def rated(side):
    """[(criterion, whether it is answered)] of one's own side."""
    missing = {one.pk for one in rounds.unrated(side)}
    return [(one, one.pk not in missing) for one in side.evaluation.rubric.criteria.all()]


def may_mail(evaluation):
    """Whether the partner's side waits and nobody has an account for it."""
    waits = any(one.side == Side.PARTNER and one.is_waiting for one in evaluation.sides.all())
    return waits and not links.has_account(evaluation.partner_id)


def families_code(user, evaluation, side, runs):
    """The code of the families' address, for those who give it to families: the school and central office."""
    if side is None or not families.takes_answers(side):
        return None
    own = own_side(user, evaluation)
    return side.code if runs or (own and own.side == Side.SCHOOL) else None


def years_url(evaluation):
    code = evaluation.school.code if evaluation.school_id else DISTRICT
    return reverse("partnerships:evaluation-years", args=[evaluation.partner_id, code])


@require_safe
def evaluation_years(request, pk, code):
    """What each side said over the years, criterion by criterion."""
    partner = get_object_or_404(Partner, pk=pk)
    school = None if code == DISTRICT else get_object_or_404(School, code=code)
    found = years.of_partnership(request.user, partner, school)
    if not found:
        raise Http404
    today = timezone.localdate()
    context = {
        "partner": partner,
        "evaluation": found[-1],
        "shared": [one for one in found if one.is_shared],
        "evaluations": [(one, standing_of(one, today)) for one in reversed(found)],
        "rows": years.rows(found),
        "actions": agreeing.followed(found[-1], today),
    }
    return render(request, "partnerships/evaluation_years.html", context)


@require_safe
def evaluation_poster(request, pk):
    """The poster for families, in the language of the reader: the short address and its QR code."""
    evaluation = evaluation_or_404(request, pk)
    side = get_object_or_404(evaluation.sides, side=Side.FAMILIES)
    code = families_code(request.user, evaluation, side, runs_here(request.user, evaluation))
    if code is None:
        raise Http404
    address = request.build_absolute_uri(reverse("partnerships:family-answer", args=[code]))
    name = _("Poster for families: %(partner)s") % {"partner": evaluation.partner}
    return pdf_response(request, printed.poster_document(evaluation, address), name)


@require_safe
def family_qr(request, code):
    side = get_object_or_404(EvaluationSide, code=code)
    address = request.build_absolute_uri(reverse("partnerships:family-answer", args=[side.code]))
    response = HttpResponse(qr_svg(address), content_type="image/svg+xml")
    response["Cache-Control"] = "public, max-age=86400"
    return response
