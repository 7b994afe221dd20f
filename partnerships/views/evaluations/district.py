"""How partnerships go in the whole district, by criterion; and the versions of what is asked."""

from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from district import downloads, school_years
from district.access import Can, may
from district.drafts import kept_while_typing, refused
from district.history import history_of
from indicators.parameters import chosen_year, this_year
from partnerships.evaluations import overview, rubrics
from partnerships.evaluations.comparing import LEVELS, Agreement
from partnerships.evaluations.refusals import NotPossible
from partnerships.forms.evaluations import CriterionForm, RubricForm
from partnerships.models import EvaluationCriterion, EvaluationRubric
from partnerships.models.evaluations import Side
from partnerships.views.evaluations.finding import show_form


@require_safe
def evaluation_summary(request):
    """How many partnerships stand at which level by side; no partner and no school is named."""
    year = chosen_year(request)
    evaluations = overview.evaluations_of(year)
    standings = overview.standings(evaluations)
    if file_format := downloads.wanted_format(request):
        name = f"partnerships-by-criterion-{year}"
        return downloads.table_response(file_format, name, headers(), lines(standings, year))
    context = {
        "year": year,
        "year_label": school_years.label(year),
        "earlier": year - 1,
        "later": year + 1 if year < this_year() else None,
        "standings": standings,
        "levels": list(LEVELS.values()),
        "agreements": list(Agreement),
        "differences": [(one.title, [(kind.label, one.agreement[kind]) for kind in Agreement]) for one in standings],
        "by_side": [(side.value, side.label, side_rows(standings, side)) for side in Side],
        "coverage": overview.coverage(year, evaluations),
        "may_list": may(request.user, Can.VIEW_EVALUATION),
    }
    return render(request, "partnerships/evaluation_summary.html", context)


def side_rows(standings, side):
    """[(criterion, [(level, how many)], without one, median)] as one side sees partnerships."""
    rows = []
    for one in standings:
        tally = one.tallies[side]
        if side == Side.FAMILIES and not one.asks_families:
            continue
        rows.append((one.title, list(zip(LEVELS.values(), tally.levels, strict=True)), tally.without, tally.median))
    return rows


def headers():
    return ["school_year", "criterion", "side", *(f"level_{level}" for level in LEVELS), "no_level", "median"]


def lines(standings, year):
    for one in standings:
        for tally in one.tallies.values():
            yield [
                school_years.label(year), one.title, str(Side(tally.side).label), *tally.levels, tally.without,
                tally.median,
            ]  # fmt: skip


# ---------------------------------------------------------------------- versions


@require_safe
def rubric_list(request):
    found = EvaluationRubric.objects.prefetch_related("criteria")
    return render(request, "partnerships/evaluation_rubrics.html", {"rubrics": found})


@require_safe
def rubric_detail(request, pk):
    """What is asked by a version, and what each level looks like: raters read it before they begin."""
    rubric = get_object_or_404(EvaluationRubric, pk=pk)
    runs = may(request.user, Can.RUN_EVALUATION)
    context = {
        "rubric": rubric,
        "criteria": [criterion_words(one) for one in rubric.criteria.all()],
        "may_change": runs and rubric.is_draft,
        "may_begin": runs and not rubric.is_draft,
        "entries": history_of(rubric) if runs else [],
    }
    return render(request, "partnerships/evaluation_rubric.html", context)


def criterion_words(criterion):
    """A criterion in the reader's language, for the page."""
    return {
        "key": str(criterion.pk),
        "title": f"{criterion.position}. {criterion}",
        "asks": criterion.say("asks"),
        "prompt": criterion.say("prompt"),
        "families": criterion.say("families_ask"),
        "levels": [(LEVELS[level], looks) for level, looks in criterion.levels()],
    }


@require_POST
def rubric_begin(request, pk):
    draft = rubrics.begin(get_object_or_404(EvaluationRubric, pk=pk))
    messages.success(request, _("The draft is a copy: change what should be asked otherwise."))
    return redirect(draft)


@require_POST
def rubric_use(request, pk):
    draft = get_object_or_404(EvaluationRubric, pk=pk)
    try:
        rubrics.take_into_use(draft)
    except NotPossible as reason:
        messages.warning(request, str(reason))
    else:
        messages.success(request, _("In use: evaluations that are opened from now on ask by this version."))
    return redirect(draft)


def in_use_words():
    return _("A version in use stays as it is. Begin a new one.")


@require_http_methods(["GET", "POST"])
@kept_while_typing
def rubric_edit(request, pk):
    rubric = get_object_or_404(EvaluationRubric, pk=pk)
    if not rubric.is_draft:
        return refused(request, in_use_words(), rubric)
    form = RubricForm(request.POST or None, instance=rubric)
    if form.is_valid():
        form.save()
        messages.success(request, _("Saved."))
        return redirect(rubric)
    return show_form(request, form, _("What is new in this version"), rubric.get_absolute_url(), rubric)


@require_http_methods(["GET", "POST"])
@kept_while_typing
def criterion_add(request, pk):
    rubric = get_object_or_404(EvaluationRubric, pk=pk)
    if not rubric.is_draft:
        return refused(request, in_use_words(), rubric)
    try:
        criterion = rubrics.new_criterion(rubric)
    except NotPossible as reason:
        return refused(request, str(reason), rubric)
    return criterion_page(request, criterion, _("Add a criterion"))


@require_http_methods(["GET", "POST"])
@kept_while_typing
def criterion_edit(request, pk):
    criterion = get_object_or_404(EvaluationCriterion.objects.select_related("rubric"), pk=pk)
    if not criterion.rubric.is_draft:
        return refused(request, in_use_words(), criterion.rubric)
    return criterion_page(request, criterion, str(criterion))


def criterion_page(request, criterion, title):
    rubric = criterion.rubric
    form = CriterionForm(request.POST or None, instance=criterion)
    if form.is_valid():
        form.save()
        messages.success(request, _("Saved."))
        return redirect(rubric)
    remove = criterion.pk
    return show_form(request, form, title, rubric.get_absolute_url(), rubric, remove_pk=remove)


@require_POST
def criterion_remove(request, pk):
    criterion = get_object_or_404(EvaluationCriterion.objects.select_related("rubric"), pk=pk)
    if not criterion.rubric.is_draft:
        return refused(request, in_use_words(), criterion.rubric)
    criterion.delete()
    messages.success(request, _("Taken out of the draft."))
    return redirect(criterion.rubric)
