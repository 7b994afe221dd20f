"""The words around the figures of a dashboard: rows of its tables, sentences, links to what is behind each figure."""

from dataclasses import dataclass, field
from types import SimpleNamespace
from urllib.parse import urlencode

from django.urls import reverse
from django.utils import timezone
from django.utils.timesince import timesince
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from district import school_years
from district.school_years import MonthState
from district.ways_back import BACK
from indicators import pictures, targets
from indicators.addresses import activities_url, figure_url
from indicators.amounts import amount, hundredths, number
from indicators.dashboards import BREAKDOWNS
from indicators.dimensions import GROUPS, Dimension
from indicators.instruments import InstrumentUnit
from indicators.measures import declared, ratios
from indicators.parameters import EARLIEST, this_year
from indicators.standings import target_text

HELD, LINKED, DUAL = "activities_held", "activities_linked_to_learning", "activities_dual"
RATED, WITH_AUDIENCE = "activities_rated", "activities_with_audience"
FAMILIES, STAFF = "families_attending", "staff_attending"
FIRST_VISITS, MORE_VISITS = "home_visits_relational_first", "home_visits_relational_repeat"

COLUMNS = [
    (HELD, gettext_lazy("Activities")),
    (LINKED, gettext_lazy("Linked to learning")),
    (DUAL, gettext_lazy("For families and staff")),
    (FAMILIES, gettext_lazy("Families attending")),
    (FIRST_VISITS, gettext_lazy("First home visits")),
]
SCHOOL_COLUMNS = COLUMNS[:4]


def percent(share):
    """A share from 0 to 1 for people; a dash where there is none."""
    return "—" if share is None else amount(hundredths(share, 0), InstrumentUnit.PERCENT, exact=True)


def years(address, fall_year):
    """The years one can go to: the one before, the one after, and all."""
    every = [
        {"label": school_years.label(year), "url": address(year=year), "is_current": year == fall_year}
        for year in range(this_year(), EARLIEST - 1, -1)
    ]
    at = this_year() - fall_year
    return {
        "year_label": school_years.label(fall_year),
        "years": every,
        "later": every[at - 1] if at else None,
        "earlier": every[at + 1] if at + 1 < len(every) else None,
    }


def add_links(found, address, viewer, school=None):
    """Each panel and row of groups learns where its figures are explained, and who set what it is held against.

    Each way further in knows the way back.
    """
    code = school.code if school else ""
    year, back = address.words["year"], address()
    for panel in found.panels:
        panel.url = indicator_url(panel.indicator, year, back)
        panel.figure_url = figure_url(panel.standing.now, code, back) if panel.standing.now else ""
        if interim := panel.standing.interim_now:
            panel.interim_text = target_text(interim, panel.standing.unit)
            panel.interim_origin = targets.origin(interim, names_people=viewer.is_member)
        panel.year_rows = [
            {"year_label": one.year_label, "figure": one, "url": figure_url(one, code, back)} for one in panel.rows
        ]
    for row in found.groups:
        row.url = f"{indicator_url(row.indicator, year, back)}#groups"
        row.everybody_url = figure_url(row.everybody, code, f"{back}#groups") if row.everybody else ""
        row.linked = [(one, gap, figure_url(one, code, f"{back}#groups") if one else "") for one, gap in row.cells]


def indicator_url(indicator, year="", back=""):
    words = {name: value for name, value in (("year", year), (BACK, back)) if value}
    return indicator.get_absolute_url() + (f"?{urlencode(words)}" if words else "")


def breakdowns(address, chosen):
    return [
        (
            dimension.label,
            f"{address(groups='' if dimension == Dimension.RACE_ETH else dimension.value)}#groups",
            dimension == chosen,
        )
        for dimension in BREAKDOWNS
    ]


def group_labels(dimension):
    return list(GROUPS[dimension].values())


def freshness(stamp):
    """How current the engagement figures are, in a sentence."""
    if stamp.refreshed_at is None:
        return _("The figures have not been worked out yet.")
    words = {"ago": ago(stamp.refreshed_at), "total": number(stamp.waiting)}
    if not stamp.waiting:
        return _("All logged activities are counted; last worked out %(ago)s ago.") % words
    text = ngettext(
        "Worked out %(ago)s ago; %(total)s school-month is waiting to be counted.",
        "Worked out %(ago)s ago; %(total)s school-months are waiting to be counted.",
        stamp.waiting,
    )
    return text % words


def ago(moment):
    """How long ago, in words; seconds too, for figures that are new."""
    seconds = max(int((timezone.now() - moment).total_seconds()), 0)
    if seconds < 60:
        return ngettext("%(total)s second", "%(total)s seconds", seconds) % {"total": seconds}
    return timesince(moment, depth=1)


# ---------------------------------------------------------------------- engagement


def stats(found, activities, ask=None):
    """The headline figures of the year, each with what it is compared with. Quality before quantity (facts 6.1).

    `ask(key)` gives where the parts of a measure or ratio can be read; None for those who may not ask.
    """
    counts, ratios = found.year.total.counts, found.year.total.ratios
    before = found.before.total
    return [
        {
            "label": _("Linked to learning"),
            "value": percent(ratios["linked_to_learning_share"]),
            "unit": _("of rated activities") if counts[RATED] else "",
            "sentence": beside_the_year_before(linked_sentence(counts), before.ratios["linked_to_learning_share"]),
            **parts_of("r.linked_to_learning_share", ask),
        },
        {
            "label": _("Dual: for families and staff together"),
            "value": percent(ratios["dual_share"]),
            "unit": _("of activities") if counts[WITH_AUDIENCE] else "",
            "sentence": beside_the_year_before(dual_sentence(counts), before.ratios["dual_share"]),
            **parts_of("r.dual_share", ask),
        },
        {
            "label": _("Activities held"),
            "value": number(counts[HELD]),
            "unit": "",
            "sentence": reported_sentence(found, before),
            "url": activities,
            "link_text": _("See the activities"),
        },
        {
            "label": _("Families attending"),
            "value": number(counts[FAMILIES]),
            "unit": "",
            "sentence": _(
                "Counted again at each event: this is attendance, not the number of families reached. %(reach)s"
            )
            % {"reach": reach_sentence(found.overview)},
            **parts_of(f"m.{FAMILIES}", ask),
        },
    ]


def linked_sentence(counts):
    if not counts[RATED]:
        return _("No activity is rated yet.")
    words = {"linked": number(counts[LINKED]), "rated": number(counts[RATED])}
    return (
        ngettext("%(linked)s of %(rated)s rated activity.", "%(linked)s of %(rated)s rated activities.", counts[RATED])
        % words
    )


def dual_sentence(counts):
    if not counts[WITH_AUDIENCE]:
        return _("No activity says yet whose capacity grows.")
    words = {"dual": number(counts[DUAL]), "total": number(counts[WITH_AUDIENCE])}
    return (
        ngettext(
            "%(dual)s of %(total)s activity that says whose capacity grows.",
            "%(dual)s of %(total)s activities that say whose capacity grows.",
            counts[WITH_AUDIENCE],
        )
        % words
    )


def beside_the_year_before(sentence, share):
    """A sentence on a share, and what the share was the year before, where there was one."""
    if share is None:
        return sentence
    return " ".join([sentence, _("%(before)s the year before.") % {"before": percent(share)}])


def parts_of(key, ask):
    """The link of a headline figure to what it is made of; nothing for those who may not ask."""
    return {"url": ask(key)} if ask else {}


@dataclass
class Theme:
    """One kind of thing that is counted besides engagement. `rows`: (label, this year, the year before, where its parts
    are); `page_url`: the page behind it; `share`: (label, this year) of its last ratio, which says most in one line;
    `notes`: what its counts leave out, or count more than once."""

    heading: str
    page_url: str
    rows: list = field(default_factory=list)
    share: tuple = ()
    notes: list = field(default_factory=list)


def themes(found, ask=None):
    """What is counted besides engagement, a `Theme` each; only what was counted. `ask` as in `stats`.

    Ratios stand below the measures that they are made of.
    """
    now, before = found.year.total, found.before.total
    by_theme = {}
    for code, measure in declared().items():
        if measure.source.theme and (now.counts.get(code) or before.counts.get(code)):
            theme = str(measure.source.theme)
            if theme not in by_theme:
                by_theme[theme] = Theme(theme, reverse(measure.source.page) if measure.source.page else "")
            counted = (number(counts.get(code, 0)) for counts in (now.counts, before.counts))
            by_theme[theme].rows.append((measure.label, *counted, ask(f"m.{code}") if ask else ""))
            if measure.source.note and measure.source.note not in by_theme[theme].notes:
                by_theme[theme].notes.append(measure.source.note)
    for code, ratio in ratios().items():
        theme = by_theme.get(str(ratio.top.source.theme))
        if theme and now.ratios.get(code) is not None:
            shares = percent(now.ratios[code]), percent(before.ratios.get(code))
            theme.rows.append((ratio.label, *shares, ask(f"r.{code}") if ask else ""))
            theme.share = ratio.label, shares[0]
    return list(by_theme.values())


def reported_sentence(found, before):
    held = number(before.counts[HELD])
    overview = found.overview
    if overview.schools_open <= 1:
        return _("%(before)s the year before.") % {"before": held}
    words = {"reported": overview.schools_reported, "open": overview.schools_open, "before": held}
    text = ngettext(
        "%(reported)s of %(open)s schools reported. %(before)s activity the year before.",
        "%(reported)s of %(open)s schools reported. %(before)s activities the year before.",
        before.counts[HELD],
    )
    return text % words


def reach_sentence(overview):
    if not overview.reach_stated:
        if overview.schools_open <= 1:
            return _("The school has not stated its yearly reach yet.")
        return _("No school has stated its yearly reach yet.")
    words = {
        "reached": number(overview.reached),
        "base": number(overview.reach_base),
        "share": percent(overview.reach),
        "total": number(overview.reach_stated),
    }
    text = ngettext(
        "%(total)s school states its reach: %(reached)s of %(base)s different families (%(share)s).",
        "%(total)s schools state their reach: %(reached)s of %(base)s different families (%(share)s).",
        overview.reach_stated,
    )
    return text % words


def visits_sentence(overview):
    """What the coverage divides by, and at how many schools it passes the line."""
    words = {
        "visited": number(overview.visited),
        "base": number(overview.visit_base),
        "total": number(overview.visits_stated),
        "line": number(overview.on_the_line),
    }
    if overview.schools_open <= 1:
        if overview.by_students:
            return _("%(visited)s families for %(base)s students enrolled, each counted once.") % words
        return _("%(visited)s of %(base)s families enrolled, each counted once, as the school states.") % words
    if overview.by_students:
        text = ngettext(
            "%(visited)s families for %(base)s students enrolled at the %(total)s school that states its visits; there "
            "the line is reached at %(line)s.",
            "%(visited)s families for %(base)s students enrolled at the %(total)s schools that state their visits; "
            "there the line is reached at %(line)s.",
            overview.visits_stated,
        )
        return text % words
    text = ngettext(
        "%(visited)s of %(base)s families enrolled at the %(total)s school that states its visits; there the line is "
        "reached at %(line)s.",
        "%(visited)s of %(base)s families enrolled at the %(total)s schools that state their visits; there the line is "
        "reached at %(line)s.",
        overview.visits_stated,
    )
    return text % words


def visits_missing(overview):
    """Why there is no coverage, where no school, or the one of the page, states its visits."""
    if overview.schools_open <= 1:
        return _("The school has not stated yet how many different families it visited this year.")
    return _("No school has stated yet how many different families it visited this year.")


def visits_base(overview):
    """What the coverage divides by, wherever it is shown."""
    if overview.by_students:
        return _("Divided by the students enrolled in October: the district settled on this for all schools.")
    return _("Divided by the families enrolled, as each school states them: the district settled on this for all.")


def measures_row(figures, columns=COLUMNS, *, is_reported=True):
    """The counts of a row; None, not zero, where nobody has reported."""
    return [number(figures.counts[code]) if is_reported else None for code, _label in columns]


def number_or_none(count):
    return None if count is None else number(count)


def labels(columns=COLUMNS):
    return [label for _code, label in columns]


def month_words(first_day):
    """The name of a month, and that it is in progress or to come where it is."""
    state = school_years.month_state(first_day, timezone.localdate())
    words = {"month": pictures.month_label(first_day), "state": state.label}
    return words["month"] if state == MonthState.OVER else _("%(month)s (%(state)s)") % words


def months_note(found):
    """That the last column is of a month that has not ended; empty for years that are over."""
    for month in found.year.months:
        if month.state == MonthState.IN_PROGRESS:
            return _("Still in progress: %(month)s.") % {"month": pictures.month_label(month.first_day)}
    return ""


def month_rows(found, link):
    """The months of the year; `link(first day)` gives where a month leads, or nothing."""
    return [
        {
            "label": pictures.month_label(month.first_day),
            "state": month.state.label if month.state == MonthState.IN_PROGRESS else "",
            "instead": month.state.label if month.state == MonthState.TO_COME else "",
            "url": "" if month.figures.is_empty else link(month.first_day),
            "cells": [number_or_none(month.counts[code]) for code, _label in COLUMNS],
            "schools": number_or_none(month.schools_reported),
            "month": month,
        }
        for month in found.year.months
    ]


def initiative_rows(found, link, link_text):
    return [
        {
            "label": f"{one.record.code} {one.record.title}",
            "plan_url": one.record.get_absolute_url(),
            "url": "" if one.figures.is_empty else link(one.record.code),
            "link_text": link_text,
            "cells": measures_row(one.figures),
            "slice": one,
        }
        for one in found.initiatives
    ]


def school_rows(found, asked, viewer, address):
    """One row per school of the page, with the way to its dashboard and, for those who may, to its activities."""
    rows, year, back = [], address.words["year"], f"{address()}#schools"
    for row in found.schools.rows:
        url = ""
        if viewer.may_read(row.school.pk) and not row.figures.is_empty:
            initiative = found.narrowed.code if found.narrowed else ""
            url = activities_url(
                school=row.school, month=asked.month, initiative=initiative, fall_year=asked.fall_year, back=back
            )
        dashboard = reverse("indicators:school-dashboard", args=[row.school.code])
        rows.append(
            {
                "label": row.school.name,
                "school_url": f"{dashboard}?{urlencode({'year': year, BACK: back} if year else {BACK: back})}",
                "url": url,
                "cells": measures_row(row.figures, SCHOOL_COLUMNS, is_reported=row.has_figures),
                "row": row,
            }
        )
    return rows


def school_columns(order, address):
    """The sortable heads of the table of schools: names up first, counts down first."""
    columns = [("name", _("School")), *SCHOOL_COLUMNS]
    return [sort_link(key, label, order, address, descends=key != "name") for key, label in columns]


def sort_link(key, label, order, address, *, descends):
    down = f"-{key}"
    if order == key:
        target = down
    elif order == down:
        target = key
    else:
        target = down if descends else key
    sorting = {key: "ascending", down: "descending"}.get(order, "")
    url = address(sort="" if target == "name" else target, page="")
    return {"label": label, "url": f"{url}#schools", "sorting": sorting, "is_number": descends}


def pages(found, address):
    """The way through the pages of schools."""
    page, last = found.schools.page, found.schools.pages
    return SimpleNamespace(
        previous=address(page=page - 1 if page > 2 else "") if page > 1 else "",
        next=address(page=page + 1) if page < last else "",
        text=_("Page %(number)s of %(total)s") % {"number": page, "total": last},
    )


def narrowed_text(found, asked):
    """What the table of schools is narrowed to; empty for the whole year."""
    if asked.month:
        words = {"month": month_words(asked.month), "initiative": found.narrowed}
        if found.narrowed:
            return _("Only %(month)s and initiative %(initiative)s.") % words
        return _("Only %(month)s.") % words
    if found.narrowed:
        return _("Only activities linked to initiative %(initiative)s.") % {"initiative": found.narrowed}
    return ""
