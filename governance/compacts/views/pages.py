"""Compacts: the district's view of all, one compact with its way, and its text part by part."""

from django.contrib import messages
from django.db import transaction
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from district import downloads, school_years
from district.access import Can, may, require
from district.drafts import kept_while_typing
from district.history import history_of
from district.models import School
from governance.compacts import contents, decisions, languages, life, overview, passages, reading
from governance.compacts.forms import PARTS, WRITING, GoalForm, SectionForm, YearForm
from governance.compacts.life import STATE_KINDS, NotPossible
from governance.compacts.views.finding import compact_or_404, open_version, save_and_return, show_form, version_of
from governance.models import Compact, CompactGoal, CompactSection, CompactVersion, FamilyComment
from governance.models.compact_voices import languages_by_tag
from governance.models.compacts import MOST_GOALS, CompactState
from indicators.parameters import EARLIEST, chosen_year, this_year
from plans.known import known_of

LIST_HEADERS = [
    "school_code", "school", "school_year", "version", "state", "since", "contents_missing", "languages_published",
    "families_heard", "open_comments", "approve_by", "is_overdue",
]  # fmt: skip


@require_safe
def compact_list(request):
    """Where each school's compact stands, what it lacks, and who is overdue."""
    fall_year = chosen_year(request, years_ahead=1)
    rows = overview.rows_for(request.user, fall_year)
    chosen = request.GET.get("state", "")
    shown = [row for row in rows if chosen in ("", row.code) or (chosen == "OVERDUE" and row.is_overdue)]
    if file_format := downloads.wanted_format(request):
        return downloads.table_response(file_format, f"compacts-{fall_year}", LIST_HEADERS, map(overview.line, shown))
    counts = {"": len(rows), "OVERDUE": sum(row.is_overdue for row in rows)}
    counts |= {code: sum(row.code == code for row in rows) for code in [*CompactState.values, "NONE"]}
    labels = {"": _("All"), "OVERDUE": _("Overdue"), **dict(CompactState.choices), "NONE": _("Not begun")}
    context = {
        "rows": shown,
        "year": fall_year,
        "year_label": school_years.label(fall_year),
        "earlier": fall_year - 1,
        "later": fall_year + 1 if fall_year <= this_year() else None,
        "approve_by": overview.approve_by(fall_year),
        "may_frame": may(request.user, Can.FRAME_COMPACTS),
        "tabs": [
            (f"{labels[code]} ({count})", f"?year={fall_year}" + (f"&state={code}" if code else ""), code == chosen)
            for code, count in counts.items()
            if count or code in ("", chosen)
        ],
    }
    return render(request, "governance/compact_list.html", context)


@require_http_methods(["GET", "POST"])
@kept_while_typing
def compact_year(request, year):
    """By when the compacts of a year are approved."""
    if not EARLIEST <= year <= this_year() + 1:
        raise Http404
    frame = overview.frame_of(year)
    form = YearForm(request.POST or None, instance=frame)
    if form.is_valid():
        form.save()
        messages.success(request, _("Saved."))
        return redirect(reverse("governance:compact-list") + f"?year={year}")
    context = {"form": form, "year_label": school_years.label(year), "year": year}
    return render(request, "governance/compact_year.html", context)


@require_http_methods(["GET", "POST"])
def compact_begin(request, code, year):
    """Begin a compact, blank or with last year's text."""
    if not EARLIEST <= year <= this_year() + 1:
        raise Http404
    school = get_object_or_404(School.objects.open_in(year), code=code)
    require(request.user, Can.EDIT_COMPACT, school)
    if begun := Compact.objects.filter(school=school, fall_year=year).first():
        return redirect(begun)
    before = CompactVersion.objects.filter(compact__school=school, compact__fall_year__lt=year)
    before = before.approved().order_by("-compact__fall_year", "-number").select_related("compact").first()
    if request.method == "POST":
        copied = before if request.POST.get("copy") else None
        compact, is_new = life.begin(school=school, fall_year=year, by=request.user, copy_from=copied)
        if is_new:
            messages.success(request, _("The compact is begun. Every part is saved by itself."))
        return redirect(compact)
    context = {"school": school, "year_label": school_years.label(year), "before": before}
    return render(request, "governance/compact_begin.html", context)


# ---------------------------------------------------------------------- one compact


@require_safe
def compact_detail(request, code, year):
    """The newest version: its text with comments, what it lacks, the way it goes, and what is recorded around it."""
    compact = compact_or_404(request, code, year)
    version = version_of(compact)
    user, school = request.user, compact.school
    said = comments_by_passage(version)
    translations = list(version.translations.select_related("language", "checked_by").prefetch_related("passages"))
    spoken = {one.language_id: languages.rows(one, version) for one in translations}
    own = {row.passage.key: row for row in spoken.get(get_language(), ())}
    can_edit = may(user, Can.EDIT_COMPACT, school)
    context = {
        "compact": compact,
        "version": version,
        "versions": list(compact.versions.all()),
        "in_force": life.in_force(compact),
        "kind": STATE_KINDS[version.state],
        "doubts": decisions.doubts(version),
        "parts_before": [part_of(version, name, said, own) for name in passages.BEFORE_SECTIONS],
        "sections": sections_with_goals(compact, version, said, own),
        "parts_after": [part_of(version, name, said, own) for name in passages.AFTER_SECTIONS],
        "missing": missing_for(version),
        "open_comments": [one for found in said.values() for one in found if one.resolved_at is None],
        "sessions": sessions_of(version),
        "translations": [(one, len(languages.open_rows(spoken[one.language_id]))) for one in translations],
        "handed_out": list(version.handed_out.select_related("language")),
        "talks": list(version.talks.all()),
        "review": getattr(version, "review", None),
        "waiting_voices": version.family_comments.filter(state=FamilyComment.State.NEW).count(),
        "public_url": reverse("governance:compact-public", args=[compact.code]),
        "moves": life.moves_for(user, version),
        "may_edit": can_edit and version.is_editable,
        "may_record": can_edit,
        "may_hand_out": can_edit and version.is_in_force,
        "may_begin_version": can_edit and not version.is_editable,
        "may_comment": version.is_editable and may(user, Can.COMMENT_COMPACT, school),
        "may_settle": may(user, Can.SETTLE_COMPACT, school),
        "may_moderate": may(user, Can.STEER_COMPACT, school),
        "approve_by": overview.approve_by(compact.fall_year),
        "is_overdue": overview.is_overdue(version, compact.fall_year, timezone.localdate()),
        "entries": history_of(version) if may(user, Can.VIEW_HISTORY, school) else [],
    }
    return render(request, "governance/compact.html", context)


def sessions_of(version):
    """The sessions, each with the names of the languages that were spoken there."""
    names = {tag: str(language) for tag, language in languages_by_tag().items()}
    found = list(version.sessions.all())
    for session in found:
        session.spoken = [names.get(tag, tag) for tag in session.languages]
    return found


def missing_for(version):
    if version.state == CompactState.DRAFT:
        return contents.missing_for_families(version)
    return contents.missing_for_council(version) if version.is_editable else []


def comments_by_passage(version):
    """{passage: its comments, each with its replies}."""
    found = {}
    comments = version.comments.filter(reply_to=None).select_related("by", "resolved_by")
    for comment in comments.prefetch_related("replies__by"):
        found.setdefault(comment.passage, []).append(comment)
    return found


def part_of(version, name, said, own):
    """One text of the version for the page; `own`: {passage: its row in the reader's language}."""
    text = getattr(version, name)
    return {
        "key": name,
        "title": passages.label_of(name),
        "text": text,
        "comments": said.get(name, []),
        "row": own.get(name),
        "hint": reading.hint(text, languages.SOURCE) if version.is_editable else None,
    }


def sections_with_goals(compact, version, said, own):
    sections = passages.sections_of(version)
    known = known_of(compact, [goal for section in sections for goal in section.goals.all()])
    found = []
    for section in sections:
        goals = [
            {
                "goal": goal,
                "key": f"{section.key}-goal-{goal.position}",
                "known": known.get(goal.indicator_id),
                "comments": said.get(f"{section.key}-goal-{goal.position}", []),
                "row": own.get(f"{section.key}-goal-{goal.position}"),
            }
            for goal in section.goals.all()
        ]
        texts = [
            {
                "key": f"{section.key}-{part}",
                "title": label,
                "text": getattr(section, field),
                "comments": said.get(f"{section.key}-{part}", []),
                "row": own.get(f"{section.key}-{part}"),
            }
            for part, (field, label) in passages.SECTION_TEXTS.items()
        ]
        found.append({"section": section, "goals": goals, "texts": texts, "has_room": len(goals) < MOST_GOALS})
    return found


@require_safe
def compact_version(request, code, year, number):
    """One version to read, alone or word by word against another (`?against=`)."""
    compact = compact_or_404(request, code, year)
    version = version_of(compact, number)
    others = [one for one in compact.versions.all() if one.number != number]
    against = next((one for one in others if str(one.number) == request.GET.get("against", "")), None)
    context = {
        "compact": compact,
        "version": version,
        "kind": STATE_KINDS[version.state],
        "others": others,
        "against": against,
        "passages": [] if against else passages.written(version),
        "differences": life.differences(against, version) if against else [],
    }
    return render(request, "governance/compact_version.html", context)


@require_POST
@transaction.atomic
def version_begin(request, code, year):
    compact = compact_or_404(request, code, year, Can.EDIT_COMPACT)
    try:
        life.new_version(compact, by=request.user)
    except NotPossible as refusal:
        messages.warning(request, str(refusal))
    else:
        messages.success(request, _("A new version is begun. The approved one stays in force until the next vote."))
    return redirect(compact)


# ---------------------------------------------------------------------- the text, part by part


@require_http_methods(["GET", "POST"])
@kept_while_typing
def compact_part(request, code, year, part):
    """One text of the compact in a form of its own."""
    if part not in PARTS:
        raise Http404
    compact = compact_or_404(request, code, year, Can.EDIT_COMPACT)
    version = open_version(request, compact)
    if version is None:
        return redirect(compact)
    form = PARTS[part](request.POST or None, instance=version)
    if form.is_valid():
        return save_and_return(request, form.save(), _("Saved."), part)
    return show_form(request, form, compact, passages.label_of(part), guidance=WRITING)


@require_http_methods(["GET", "POST"])
@kept_while_typing
def section_add(request, code, year):
    compact = compact_or_404(request, code, year, Can.EDIT_COMPACT)
    version = open_version(request, compact)
    return section_page(request, compact, version, CompactSection(version=version)) if version else redirect(compact)


@require_http_methods(["GET", "POST"])
@kept_while_typing
def section_edit(request, code, year, pk):
    compact = compact_or_404(request, code, year, Can.EDIT_COMPACT)
    version = open_version(request, compact)
    if version is None:
        return redirect(compact)
    return section_page(request, compact, version, get_object_or_404(version.sections, pk=pk))


def section_page(request, compact, version, section):
    form = SectionForm(request.POST or None, instance=section)
    if form.is_valid():
        return save_and_return(request, version, _("Saved."), form.save().key)
    remove = reverse("governance:compact-section-remove", args=place(compact, section.pk)) if section.pk else ""
    return show_form(request, form, compact, _("Section for grades"), remove=remove)


def place(compact, *more):
    return [compact.school.code, compact.fall_year, *more]


@require_POST
@transaction.atomic
def section_remove(request, code, year, pk):
    compact = compact_or_404(request, code, year, Can.EDIT_COMPACT)
    version = open_version(request, compact)
    if version is None:
        return redirect(compact)
    get_object_or_404(version.sections, pk=pk).delete()
    return save_and_return(request, version, _("Taken out. Its history stays."))


@require_http_methods(["GET", "POST"])
@kept_while_typing
def goal_add(request, code, year, section):
    compact = compact_or_404(request, code, year, Can.EDIT_COMPACT)
    version = open_version(request, compact)
    if version is None:
        return redirect(compact)
    section = get_object_or_404(version.sections, pk=section)
    section.version = version
    return goal_page(request, compact, version, CompactGoal(section=section))


@require_http_methods(["GET", "POST"])
@kept_while_typing
def goal_edit(request, code, year, pk):
    compact = compact_or_404(request, code, year, Can.EDIT_COMPACT)
    version = open_version(request, compact)
    if version is None:
        return redirect(compact)
    goals = CompactGoal.objects.filter(section__version=version).select_related("section__version__compact")
    return goal_page(request, compact, version, get_object_or_404(goals, pk=pk))


def goal_page(request, compact, version, goal):
    form = GoalForm(request.POST or None, instance=goal)
    if not goal.pk:
        goal.position = form.free_position()
        if goal.position is None:
            messages.warning(request, _("A grade has at most three goals."))
            return redirect(f"{compact.get_absolute_url()}#{goal.section.key}")
    if form.is_valid():
        form.save()
        return save_and_return(request, version, _("Saved."), goal.section.key)
    remove = reverse("governance:compact-goal-remove", args=place(compact, goal.pk)) if goal.pk else ""
    return show_form(request, form, compact, _("Goal"), remove=remove, kicker=goal.section)


@require_POST
@transaction.atomic
def goal_remove(request, code, year, pk):
    compact = compact_or_404(request, code, year, Can.EDIT_COMPACT)
    version = open_version(request, compact)
    if version is None:
        return redirect(compact)
    get_object_or_404(CompactGoal.objects.filter(section__version=version), pk=pk).delete()
    return save_and_return(request, version, _("Taken out. Its history stays."))
