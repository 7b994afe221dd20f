"""Compacts: the district's view of all, one compact with its way, and its text part by part."""

from django.contrib import messages
from django.db import transaction
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import get_language, gettext_lazy, pgettext
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from district import downloads, school_years
from district.access import Can, may
from district.drafts import kept_while_typing
from district.history import history_of
from district.models import School
from governance.compacts import contents, decisions, languages, library, life, overview, passages, quality, reading
from governance.compacts.forms import PARTS, WRITING, GoalForm, SectionForm, YearForm
from governance.compacts.kinds import kind_of
from governance.compacts.life import NotPossible
from governance.compacts.states import STATE_KINDS
from governance.compacts.views.finding import compact_or_404, open_version, save_and_return, show_form, version_of
from governance.models import Compact, CompactGoal, CompactSection, CompactVersion, FamilyComment
from governance.models.compact_voices import languages_by_tag
from governance.models.compacts import DISTRICT, MOST_GOALS, CompactState, DocumentKind
from indicators.parameters import chosen_year, this_year, year_or_404
from plans.known import known_of

LIST_HEADERS = [
    "school_code", "school", "school_year", "version", "state", "since", "contents_missing", "languages_published",
    "families_heard", "open_comments", "approve_by", "is_overdue",
]  # fmt: skip

LIST_TITLES = {
    DocumentKind.COMPACT: gettext_lazy("School-family compacts"),
    DocumentKind.POLICY: gettext_lazy("Parent and family engagement policies"),
}
LIST_NAMES = {DocumentKind.COMPACT: "governance:compact-list", DocumentKind.POLICY: "governance:policy-list"}
FILE_NAMES = {DocumentKind.COMPACT: "compacts", DocumentKind.POLICY: "policies"}


@require_safe
def compact_list(request, kind):
    """Where each school's compact or policy stands, what it lacks, and who is overdue."""
    fall_year = chosen_year(request, years_ahead=1)
    rows = overview.rows_for(request.user, fall_year, kind)
    chosen = request.GET.get("state", "")
    shown = [row for row in rows if chosen in ("", row.code) or (chosen == "OVERDUE" and row.is_overdue)]
    if file_format := downloads.wanted_format(request):
        return downloads.table_response(
            file_format, f"{FILE_NAMES[kind]}-{fall_year}", LIST_HEADERS, map(overview.line, shown)
        )
    counts = {"": len(rows), "OVERDUE": sum(row.is_overdue for row in rows)}
    counts |= {code: sum(row.code == code for row in rows) for code in [*CompactState.values, "NONE"]}
    labels = {
        "": pgettext("compacts", "All"),
        "OVERDUE": _("Overdue"),
        **dict(CompactState.choices),
        "NONE": _("Not begun"),
    }
    context = {
        "rows": shown,
        "kind": kind,
        "title": LIST_TITLES[kind],
        "year": fall_year,
        "year_label": school_years.label(fall_year),
        "earlier": fall_year - 1,
        "later": fall_year + 1 if fall_year <= this_year() else None,
        "approve_by": overview.approve_by(fall_year, kind),
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
def compact_year(request, kind, year):
    """By when the compacts, or policies, of a year are approved."""
    year_or_404(year)
    frame = overview.frame_of(year, kind)
    form = YearForm(request.POST or None, instance=frame)
    if form.is_valid():
        form.save()
        messages.success(request, _("Saved."))
        return redirect(reverse(LIST_NAMES[kind]) + f"?year={year}")
    context = {"form": form, "year_label": school_years.label(year), "year": year, "kind": kind}
    context |= {"list_title": LIST_TITLES[kind], "list_url": reverse(LIST_NAMES[kind])}
    return render(request, "governance/compact_year.html", context)


@require_http_methods(["GET", "POST"])
def compact_begin(request, kind, code, year):
    """Begin a compact or a policy, blank or with last year's text."""
    year_or_404(year)
    school = None
    if not (kind == DocumentKind.POLICY and code == DISTRICT):
        school = get_object_or_404(School.objects.open_in(year), code=code)
    blank = Compact(kind=kind, school=school, fall_year=year)
    blank.require(request.user, Can.EDIT_COMPACT)
    if begun := Compact.objects.at(kind, code, year).first():
        return redirect(begun)
    before = CompactVersion.objects.filter(compact__kind=kind, compact__fall_year__lt=year)
    before = before.filter(**life.same_holder(blank)).approved().order_by("-compact__fall_year", "-number")
    before = before.select_related("compact").first()
    if request.method == "POST":
        copied = before if request.POST.get("copy") else None
        compact, is_new = life.begin(kind=kind, school=school, fall_year=year, by=request.user, copy_from=copied)
        if is_new:
            messages.success(request, _("It is begun. Every part is saved by itself."))
        return redirect(compact)
    context = {"compact": blank, "before": before}
    return render(request, "governance/compact_begin.html", context)


# ---------------------------------------------------------------------- one compact


@require_safe
def compact_detail(request, kind, code, year):
    """The newest version: its text with comments, what it lacks, the way it goes, and what is recorded around it."""
    compact = compact_or_404(request, kind, code, year)
    version = version_of(compact)
    user, how = request.user, kind_of(compact)
    said = comments_by_passage(version)
    translations = list(version.translations.select_related("language", "checked_by").prefetch_related("passages"))
    spoken = {one.language_id: languages.rows(one, version) for one in translations}
    own = {row.passage.key: row for row in spoken.get(get_language(), ())}
    can_edit = compact.lets(user, Can.EDIT_COMPACT)
    context = {
        "compact": compact,
        "version": version,
        "versions": list(compact.versions.all()),
        "in_force": life.in_force(compact),
        "kind": STATE_KINDS[version.state],
        "list_title": LIST_TITLES[compact.kind],
        "list_url": reverse(LIST_NAMES[compact.kind]),
        "has_grades": how.has_grades,
        "has_talks": how.has_talks,
        "doubts": decisions.doubts(version),
        "quality": quality.of_school(compact) if how.has_grades else None,
        "judges": [side for side in quality.Side if quality.may_judge(user, version, side)],
        "parts_before": [part_of(version, name, said, own) for name in how.before],
        "sections": sections_with_goals(compact, version, said, own) if how.has_grades else [],
        "parts_after": [part_of(version, name, said, own) for name in how.after],
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
        "may_comment": version.is_editable and compact.lets(user, Can.COMMENT_COMPACT),
        "may_settle": compact.lets(user, Can.SETTLE_COMPACT),
        "may_moderate": compact.lets(user, Can.STEER_COMPACT),
        "approve_by": overview.approve_by(compact.fall_year, compact.kind),
        "is_overdue": overview.is_overdue(version, compact.fall_year, timezone.localdate()),
        "entries": history_of(version) if compact.lets(user, Can.VIEW_HISTORY) else [],
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
    sources = library.sources_of(version)
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
                "part": part,
                "sources": sources.get((section.pk, part), []),
            }
            for part, (field, label) in passages.SECTION_TEXTS.items()
        ]
        found.append({"section": section, "goals": goals, "texts": texts, "has_room": len(goals) < MOST_GOALS})
    return found


@require_safe
def compact_version(request, kind, code, year, number):
    """One version to read, alone or word by word against another (`?against=`)."""
    compact = compact_or_404(request, kind, code, year)
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
def version_begin(request, kind, code, year):
    compact = compact_or_404(request, kind, code, year, Can.EDIT_COMPACT)
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
def compact_part(request, kind, code, year, part):
    """One text of the compact in a form of its own."""
    compact = compact_or_404(request, kind, code, year, Can.EDIT_COMPACT)
    if part not in kind_of(compact).texts:
        raise Http404
    version = open_version(request, compact)
    if version is None:
        return redirect(compact)
    form = PARTS[part](request.POST or None, instance=version)
    if form.is_valid():
        return save_and_return(request, form.save(), _("Saved."), part)
    return show_form(request, form, compact, passages.label_of(part), guidance=WRITING)


@require_http_methods(["GET", "POST"])
@kept_while_typing
def section_add(request, kind, code, year):
    compact = compact_or_404(request, kind, code, year, Can.EDIT_COMPACT)
    if not kind_of(compact).has_grades:
        raise Http404
    version = open_version(request, compact)
    return section_page(request, compact, version, CompactSection(version=version)) if version else redirect(compact)


@require_http_methods(["GET", "POST"])
@kept_while_typing
def section_edit(request, kind, code, year, pk):
    compact = compact_or_404(request, kind, code, year, Can.EDIT_COMPACT)
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
    return [*compact.key, *more]


@require_POST
@transaction.atomic
def section_remove(request, kind, code, year, pk):
    compact = compact_or_404(request, kind, code, year, Can.EDIT_COMPACT)
    version = open_version(request, compact)
    if version is None:
        return redirect(compact)
    get_object_or_404(version.sections, pk=pk).delete()
    return save_and_return(request, version, _("Taken out. Its history stays."))


@require_http_methods(["GET", "POST"])
@kept_while_typing
def goal_add(request, kind, code, year, section):
    compact = compact_or_404(request, kind, code, year, Can.EDIT_COMPACT)
    version = open_version(request, compact)
    if version is None:
        return redirect(compact)
    section = get_object_or_404(version.sections, pk=section)
    section.version = version
    return goal_page(request, compact, version, CompactGoal(section=section))


@require_http_methods(["GET", "POST"])
@kept_while_typing
def goal_edit(request, kind, code, year, pk):
    compact = compact_or_404(request, kind, code, year, Can.EDIT_COMPACT)
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
def goal_remove(request, kind, code, year, pk):
    compact = compact_or_404(request, kind, code, year, Can.EDIT_COMPACT)
    version = open_version(request, compact)
    if version is None:
        return redirect(compact)
    get_object_or_404(CompactGoal.objects.filter(section__version=version), pk=pk).delete()
    return save_and_return(request, version, _("Taken out. Its history stays."))
