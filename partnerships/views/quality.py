"""The quality view: what kind of engagement, for whom, linked to what."""

from urllib.parse import urlencode

from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext, ngettext_lazy
from django.views.decorators.http import require_safe

from district import downloads, school_years
from district.access import Can, may, schools_where
from district.models import School
from indicators.amounts import number
from indicators.models import Indicator
from indicators.parameters import chosen, chosen_year
from indicators.presenting import percent
from partnerships.activity_types import ActivityType, type_choices
from partnerships.measures import initiatives
from partnerships.quality import languages
from partnerships.quality.reading import Asked, quality
from partnerships.views.reach import years_so_far


@require_safe
def quality_district(request):
    return show(request, None)


@require_safe
def quality_school(request, code):
    schools = School.objects.filter(pk__in=schools_where(request.user, Can.VIEW_ACTIVITY))
    return show(request, get_object_or_404(schools, code=code))


def show(request, school):
    asked = asked_of(request)
    found = quality(asked, school)
    if file_format := downloads.wanted_format(request):
        name = f"quality-{school.code if school else 'district'}-{asked.fall_year}"
        return downloads.table_response(file_format, name, quality_headers(), file_rows(found))
    context = {
        "found": found,
        "asked": asked,
        "school": school,
        "year_label": school_years.label(asked.fall_year),
        "years": years_so_far(),
        **choices(),
        "stats": stats(found),
        "tables": tables(found),
        "own": [one for one in found.types if one.lines],
        "help_headers": [(_("Help"), False), (_("Activities"), True), (_("Of those held"), True)],
        "help_rows": help_rows(found),
        "language_headers": [(_("Language"), False), (_("Families"), True), (_("Activities offered in it"), True)],
        "languages": language_rows(found),
        "language_sentences": language_sentences(found, school),
        "schools": schools_to_go_to(request.user, school),
        "school_year": asked.fall_year,
        "may_state": school is not None and may(request.user, Can.STATE_REACH, school),
        "may_frame": school is None and may(request.user, Can.FRAME_ENGAGEMENT),
        "activities_url": activities_url(asked, school),
    }
    return render(request, "partnerships/quality.html", context)


def asked_of(request):
    """What the address asks for; of a type, an initiative and an indicator the first that makes sense."""
    fall_year = chosen_year(request)
    if activity_type := chosen(request, "type", ActivityType.values, ""):
        return Asked(fall_year, activity_type=activity_type)
    codes = set(initiatives().values_list("code", flat=True)) if request.GET.get("initiative") else ()
    if initiative := chosen(request, "initiative", codes, ""):
        return Asked(fall_year, initiative=initiative)
    equity = set(Indicator.objects.equity().values_list("pk", flat=True)) if request.GET.get("indicator") else ()
    return Asked(fall_year, indicator=chosen(request, "indicator", equity, ""))


def choices():
    """What the page can be narrowed to, one at a time."""
    return {
        "types": type_choices(),
        "initiatives": [(one.code, f"{one.code} {one.title}") for one in initiatives()],
        "indicators": [(one.pk, one.short_name) for one in Indicator.objects.equity()],
    }


def schools_to_go_to(user, school):
    """Schools whose page the person may open."""
    found = School.objects.filter(pk__in=schools_where(user, Can.VIEW_ACTIVITY)).order_by("name")
    return found.exclude(pk=school.pk) if school else found


def activities_url(asked, school):
    words = {"year": asked.fall_year, "school": school.code if school else ""}
    words |= {"type": asked.activity_type, "initiative": asked.initiative, "indicator": asked.indicator}
    query = urlencode({name: value for name, value in words.items() if value})
    return f"{reverse('partnerships:activity-list')}?{query}"


def stats(found):
    """The headline shares, each with what it is a share of, and the year before where it has one."""
    counts, ratios, before = found.figures.counts, found.figures.ratios, found.before.ratios
    named = [
        (_("Linked to learning"), "linked_to_learning_share", "activities_linked_to_learning", "activities_rated",
         ngettext_lazy("%(part)s of %(whole)s rated activity.", "%(part)s of %(whole)s rated activities.", "total")),
        (_("Dual: for families and staff together"), "dual_share", "activities_dual", "activities_with_audience",
         ngettext_lazy("%(part)s of %(whole)s activity that says whose capacity grows.",
                       "%(part)s of %(whole)s activities that say whose capacity grows.", "total")),
        (_("In the evening or at the weekend"), "evening_or_weekend_share", "activities_evening_or_weekend",
         "activities_with_time",
         ngettext_lazy("%(part)s of %(whole)s activity that says when.",
                       "%(part)s of %(whole)s activities that say when.", "total")),
        (_("Follow-up done"), "follow_up_share", "follow_ups_done", "activities_with_follow_up",
         ngettext_lazy("%(part)s of %(whole)s activity that something follows from.",
                       "%(part)s of %(whole)s activities that something follows from.", "total")),
    ]  # fmt: skip
    return [
        {
            "label": label,
            "value": "" if ratios[ratio] is None else percent(ratios[ratio]),
            "sentence": ""
            if ratios[ratio] is None
            else share_words(sentence, counts[top], counts[bottom], before[ratio]),
        }
        for label, ratio, top, bottom, sentence in named
    ]


def share_words(sentence, part, whole, before):
    words = sentence % {"part": number(part), "whole": number(whole), "total": whole}
    if before is None:
        return words
    return f"{words} " + _("%(before)s the year before.") % {"before": percent(before)}


def tables(found):
    """The tables of kinds, plan lines and indicators: (id, caption, heading, headers, rows)."""
    year = school_years.label(found.asked.fall_year)
    words = {"year": year}
    types = [one for one in found.types if one.held]
    named = [
        ("types", _("What kind"), _("Activities by type, %(year)s") % words, _("Type"), types),
        ("initiatives", _("Linked to which initiative"),
         _("Activities by initiative, %(year)s. One that is linked to two counts in both.") % words,
         _("Initiative"), [one for one in found.initiatives if one.held]),
        ("indicators", _("Linked to which equity indicator"),
         _("Activities by equity indicator, %(year)s. One that is linked to two counts in both.") % words,
         _("Equity indicator"), [one for one in found.indicators if one.held]),
    ]  # fmt: skip
    return [
        {"id": key, "title": title, "caption": caption, "headers": headers(first), "rows": map(row, pieces)}
        for key, title, caption, first, pieces in named
        if pieces
    ]


def headers(first):
    return [
        (first, False),
        (_("Activities"), True),
        (_("Linked to learning"), True),
        (_("For families and staff"), True),
        (_("Evening or weekend"), True),
        (_("With interpretation"), True),
        (_("With child care"), True),
    ]


def row(piece):
    ratios = piece.figures.ratios
    shares = ("linked_to_learning_share", "dual_share", "evening_or_weekend_share", "interpretation_share")
    return [
        piece.label,
        number(piece.held),
        *(percent(ratios[name]) for name in shares),
        percent(ratios["child_care_share"]),
    ]


def help_rows(found):
    """What made it easier to come: (label, activities, share of those held)."""
    counts, ratios = found.figures.counts, found.figures.ratios
    named = [
        (_("Interpretation"), "activities_with_interpretation", "interpretation_share"),
        (_("Child care"), "activities_with_child_care", "child_care_share"),
        (_("Transport"), "activities_with_transport", "transport_share"),
        (_("Food"), "activities_with_food", "food_share"),
        (_("Any of these"), "activities_with_help", "help_share"),
    ]
    return [[label, number(counts[count]), percent(ratios[ratio])] for label, count, ratio in named]


def language_rows(found):
    return [[str(one.language), one.words, number(one.offered)] for one in found.languages]


def language_sentences(found, school):
    """What the table of languages says: which of them nothing was offered in, and who stated them."""
    missing = [str(one.language) for one in found.languages if one.is_missing]
    if missing:
        words = {"languages": ", ".join(missing)}
        yield _("Spoken at home, but nothing was offered in: %(languages)s.") % words
    elif found.languages:
        yield _("Something was offered in every language that families speak at home.")
    if school is None and found.languages:
        total = languages.schools_stated(found.asked.fall_year)
        text = ngettext(
            "%(total)s school states its languages; the numbers are sums over schools.",
            "%(total)s schools state their languages; the numbers are sums over schools.",
            total,
        )
        yield text % {"total": total}


def quality_headers():
    return [_("Part"), _("What"), _("Measure"), _("Value"), _("In words")]


def file_rows(found):
    """Everything on the page as long rows: part, what, measure, number, words."""
    for part, pieces in (
        (_("Type"), found.types),
        (_("Initiative"), found.initiatives),
        (_("Equity indicator"), found.indicators),
    ):
        for piece in pieces:
            shares = list(zip(headers(part), row(piece), strict=True))[1:] if piece.held else []
            for (label, _is_number), words in shares:
                yield [part, piece.label, label, None, words]
            for line in piece.lines:
                yield [part, piece.label, line.label, line.value, f"{line.words} {line.sentence}".strip()]
    for label, count, share in help_rows(found):
        yield [_("Help to come"), label, _("Activities"), None, count]
        yield [_("Help to come"), label, _("Share"), None, share]
    for label, families, offered in language_rows(found):
        yield [_("Languages"), label, _("Families who speak it at home"), None, families]
        yield [_("Languages"), label, _("Activities offered in it"), None, offered]
