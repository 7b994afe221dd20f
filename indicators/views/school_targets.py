"""Targets of schools: many set at once by central office; proposed by a principal, set or answered by the office."""

from django.contrib import messages
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_safe

from district.access import Can, require
from district.models import School, SchoolProfile
from indicators import pictures, school_targets, target_figures, targets
from indicators.models import Indicator, IndicatorTarget
from indicators.models.reference import TargetKind
from indicators.school_target_forms import ManyForm, WorkOutForm
from indicators.standings import target_text
from indicators.target_forms import AnswerForm, TargetForm
from indicators.views.targets import row_of

EDIT = require_http_methods(["GET", "POST"])


@EDIT
def target_many(request, code):
    """All schools of an indicator: numbers worked out as the address asks, edited, previewed, set all at once."""
    indicator = get_object_or_404(Indicator.objects.equity(), pk=code)
    ask = WorkOutForm(request.GET if "by" in request.GET else None)
    if ask.is_bound and not ask.is_valid():
        return render(request, "indicators/target_many.html", {"indicator": indicator, "ask": ask, "form": ask})
    if not ask.is_bound:
        return render(request, "indicators/target_many.html", {"indicator": indicator, "ask": ask})
    is_preview = "preview" in request.POST
    if request.method == "POST":
        with targets.writing(indicator):
            many = school_targets.Many(indicator, ask.asked)
            form = ManyForm(request.POST, many=many, is_preview=is_preview)
            is_saved = form.is_valid() and not is_preview
            if is_saved:
                total = many.save(form.values, wording=form.cleaned_data["wording"], by=request.user)
        if is_saved:
            messages.success(request, saved_sentence(total))
            return redirect("indicators:target-list", code=code)
        values = form.values if form.is_valid() else {}
    else:
        many = school_targets.Many(indicator, ask.asked)
        form = ManyForm(many=many)
        values = {row.school.pk: row.initial for row in many.rows if row.initial is not None}
    context = {
        "indicator": indicator,
        "ask": ask,
        "form": form,
        "many": many,
        "rows": [row_of_many(one, indicator) for one in form.rows],
        "total": many.sum_of(values),
        "is_preview": is_preview,
        "query": request.GET.urlencode(),
    }
    return render(request, "indicators/target_many.html", context)


def row_of_many(one, indicator):
    row = one["row"]
    return {
        **one,
        "school": row.school,
        "figure": row.figure,
        "held_text": target_text(row.held, indicator.unit) if row.held else "",
        "held_origin": targets.origin(row.held, names_people=True) if row.held else "",
        "proposed_text": target_text(row.proposed, indicator.unit) if row.proposed else "",
    }


def saved_sentence(total):
    text = ngettext("Set the target of %(total)s school.", "Set the targets of %(total)s schools.", total)
    return text % {"total": total}


# ---------------------------------------------------------------------- a school's own


@require_safe
def school_target_list(request, code):
    """What is set for a school, what it proposes and how that was answered; and where to propose more."""
    school = school_of(request, code)
    rows = [row_of(one) for one in targets.of_school(school)]
    context = {
        "school": school,
        "set_rows": [row for row in rows if row["target"].kind == TargetKind.INTERIM],
        "own_rows": [row for row in rows if row["target"].kind == TargetKind.PROPOSED],
        "indicators": asked_of(school),
    }
    return render(request, "indicators/school_targets.html", context)


def school_of(request, code):
    """The school of the address, for those who may propose its targets. Raises Http404, PermissionDenied."""
    school = get_object_or_404(School, code=code)
    require(request.user, Can.PROPOSE_TARGETS, school)
    return school


def asked_of(school):
    """The indicators that the school's grades are asked for."""
    profile = SchoolProfile.objects.on(timezone.localdate()).filter(school=school).first()
    span = (profile.low_grade, profile.high_grade) if profile else (None, None)
    return [one for one in Indicator.objects.equity() if one.applies_to(*span)]


@EDIT
def school_target_propose(request, code, indicator):
    """A principal's proposal for the own school; it is the school's until central office sets it."""
    school = school_of(request, code)
    indicator = next((one for one in asked_of(school) if one.pk == indicator), None)
    if indicator is None:
        raise Http404(_("The school's grades are not asked for this indicator."))
    if request.method == "POST":
        with targets.writing(indicator):
            form = TargetForm(request.POST, instance=blank_proposal(indicator, school, request.user))
            if form.is_valid():
                targets.propose(target=form.save(commit=False))
        if form.is_valid():
            messages.success(request, _("Proposed. Central office sets it or says why not."))
            return redirect("indicators:school-targets", code=code)
    else:
        form = TargetForm(instance=blank_proposal(indicator, school, request.user))
    context = {"school": school, "indicator": indicator, "form": form, "target": None, **beside(indicator, school)}
    return render(request, "indicators/school_target_edit.html", context)


def beside(indicator, school):
    """What a school's proposal is weighed against: its newest figure, and what the district aims at."""
    district = [targets.adopted(indicator), targets.proposals(indicator).filter(school=None, dimension="ALL").last()]
    return {
        "now": target_figures.newest_of_school(indicator, school),
        "district_aims": [pictures.target_label(one, indicator.unit) for one in district if one],
    }


def blank_proposal(indicator, school, by):
    target = targets.blank(indicator)
    target.kind, target.school, target.proposed_by = TargetKind.PROPOSED, school, by
    return target


def own_proposals(school):
    return targets.of_school(school).filter(kind=TargetKind.PROPOSED)


@EDIT
def school_target_edit(request, code, pk):
    """Change a proposal; whoever saves second sees what the first changed. It waits for an answer again."""
    school = school_of(request, code)
    target = get_object_or_404(own_proposals(school), pk=pk)
    if request.method == "POST":
        with targets.writing(target.indicator):
            target = get_object_or_404(own_proposals(school), pk=pk)
            row = row_of(target)  # before the form writes into it what was typed
            form = TargetForm(request.POST, instance=target)
            if form.is_valid():
                targets.change(target=form.save(commit=False), by=request.user)
        if form.is_valid():
            messages.success(request, _("The proposal is saved."))
            return redirect("indicators:school-targets", code=code)
    else:
        row, form = row_of(target), TargetForm(instance=target)
    context = {"school": school, "indicator": target.indicator, "form": form, **row, **beside(target.indicator, school)}
    return render(request, "indicators/school_target_edit.html", context)


@EDIT
def school_target_withdraw(request, code, pk):
    """Take a proposal back; its history stays."""
    school = school_of(request, code)
    target = get_object_or_404(own_proposals(school), pk=pk)
    if request.method == "POST":
        targets.withdraw(target=target)
        messages.success(request, _("The proposal is withdrawn."))
        return redirect("indicators:school-targets", code=code)
    return render(request, "indicators/school_target_withdraw.html", {"school": school, **row_of(target)})


@EDIT
def target_answer(request, pk):
    """Central office sets what a school proposes, or says why not."""
    proposals = IndicatorTarget.objects.filter(kind=TargetKind.PROPOSED).select_related(
        "indicator", "school", "proposed_by", "baseline"
    )
    target = get_object_or_404(proposals, pk=pk)
    if request.method == "POST":
        with targets.writing(target.indicator):
            target = get_object_or_404(proposals, pk=pk)
            form = AnswerForm(request.POST, proposal=target)
            is_answered = form.is_valid()
            if is_answered and form.cleaned_data["decision"] == AnswerForm.SET:
                targets.accept(proposal=target, by=request.user)
            elif is_answered:
                targets.decline(proposal=target, answer=form.cleaned_data["answer"], by=request.user)
        if is_answered:
            messages.success(request, _("%(school)s has its answer.") % {"school": target.school})
            return redirect("indicators:target-overview")
    else:
        form = AnswerForm(proposal=target)
    held = targets.of_school(target.school).filter(
        kind=TargetKind.INTERIM,
        indicator=target.indicator,
        dimension=target.dimension,
        group=target.group,
        target_fall_year=target.target_fall_year,
    )
    context = {"form": form, "held": [row_of(one) for one in held], **row_of(target)}
    return render(request, "indicators/target_answer.html", context)
