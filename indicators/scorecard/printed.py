"""The scorecard on paper, in the reader's language: the district on one sheet, and the table of schools."""

from django.utils.formats import date_format
from django.utils.translation import gettext as _

from district import school_years
from district.printing.blocks import bullets, facts, heading, note, soft, status, strong, table, unbroken
from district.printing.document import Document
from indicators.amounts import number
from indicators.models.reference import MonitoringElement
from indicators.scorecard import presenting
from indicators.scorecard.classing import Basis
from indicators.scorecard.pages import as_text

SMALL = 0.78  # of the size of the house: the sheet is one, and a table of schools is wide
RATIOS_ON_THE_SHEET = 2  # of each element; the page has all of them


def summary_document(heat, lines, elements, since, topics):
    """One sheet: the eight indicators with how many schools stand where, the other elements, what is new, coverage."""
    blocks = [
        heading(_("The eight indicators")),
        classes_table(heat, lines, elements),
        note(classes_note(heat.basis)),
        heading(_("Leadership, perceptions, implementation")),
        *elements_blocks(heat, elements),
        heading(since_title(since)),
        bullets([news_of(topic) for topic in topics]),
    ]
    return Document(
        _("District scorecard"),
        blocks,
        _("School year %(year)s") % {"year": school_years.label(heat.fall_year)},
        scale=SMALL,
    )


def classes_table(heat, lines, elements):
    """The district's eight indicators, and how many schools are in which class.

    The years stand in the head where all figures are of one year, else below each figure."""
    outcomes = next(one.outcomes for one in elements if one.element == MonitoringElement.OUTCOMES)
    standings = {one.indicator.pk: one for one in outcomes}
    years = {one.column.year_label for one in lines if one.column.tally}
    years |= {one.now.year_label for one in standings.values() if one.now}
    one_year = years.pop() if len(years) == 1 else ""
    rows = []
    for line in lines:
        column, standing = line.column, standings.get(line.column.code)
        now = standing.now if standing else None
        counts = heat.counts(column)
        is_classed = any(counts[level.number] for level in presenting.legend(heat.basis))
        rows.append(
            [
                [strong(str(column.indicator.short_name))],
                [now.text if now else "—", soft(now.year_label if now and not one_year else "")],
                standing.target_text if standing else "",
                [status(str(standing.status.label), standing.status.kind)] if standing else "",
                *(number(counts[level.number]) if is_classed else "—" for level in presenting.legend(heat.basis)),
                [f"{line.shown} / {line.asked}", soft("" if one_year else column.year_label)],
            ]
        )
    headers = [
        _("Indicator"),
        _("District"),
        _("Target"),
        _("Where it stands"),
        *(str(level.label) for level in presenting.legend(heat.basis)),
        _("Schools shown"),
    ]
    caption = _("The district, and how many schools are in which class")
    return table(
        f"{caption}, {one_year}" if one_year else caption,
        headers,
        rows,
        [3, 1.1, 1.9, 2, 1, 0.9, 0.9, 0.9, 0.9, 1.1],
        [4, 5, 6, 7, 8],
    )


def classes_note(basis):
    limits = "; ".join(f"{one.label}: {one.limits}" for one in presenting.legend(basis))
    return _("Classes of schools, held against %(basis)s: %(limits)s. The limits are the portal's own.") % {
        "basis": basis.label,
        "limits": limits,
    }


def elements_blocks(heat, elements):
    """The first shares of each element, with the year before and how many schools stand behind them."""
    rows = [
        [
            [soft(str(element.label))],
            str(line.label),
            as_text(line.now, True),
            as_text(line.before, True) or "—",
            number(theme.schools),
        ]
        for element in elements
        for line, theme in element.headlines[:RATIOS_ON_THE_SHEET]
    ]
    if not rows:
        return [note(_("Nothing has been counted yet in this school year."))]
    headers = [_("Element"), _("Share"), school_years.label(heat.fall_year), school_years.label(heat.fall_year - 1)]
    headers.append(_("Schools that reported"))
    return [table(_("Shares of the other elements"), headers, rows, [1.4, 4, 1, 1, 1.2], [2, 3, 4])]


def since_title(since):
    if since.meeting is None:
        return _("New in the last 30 days")
    return _("New since the board meeting of %(day)s") % {"day": date_format(since.meeting.held_on, "DATE_FORMAT")}


def news_of(topic):
    """One line for each heading: what there was any of."""
    parts = [f"{one.label}: {number(one.total)}" for one in topic.changes if one.total]
    words = "; ".join(parts) or _("nothing new")
    return f"{topic.label} – {words}"


def schools_document(heat):
    """The table of schools, a part for each span of grades. Figures, distances and classes in print, no colour."""
    blocks = [note(presenting.basis_sentence(heat.basis)), facts(legend_facts(heat.basis)), *schools_blocks(heat)]
    return Document(
        _("Scorecard of schools"),
        blocks,
        _("School year %(year)s") % {"year": school_years.label(heat.fall_year)},
        scale=SMALL,
    )


def schools_blocks(heat, level=1, lists=lambda school_id: True):
    """A heading of this level and a table for each span of grades, with the schools for which `lists` is true."""
    blocks = []
    for group in heat.groups:
        title = _("%(span)s (%(schools)s)") % {
            "span": group.span.label,
            "schools": presenting.schools_text(group.size),
        }
        headers = [_("School"), *(head_words(heat, column) for column in heat.columns)]
        rows = [
            [[strong(row.school.name), soft(tier_words(row))], *(square_lines(one, row.school) for one in row.squares)]
            for row in group.rows
            if lists(row.school.pk)
        ]
        if rows:
            blocks += [heading(title, level), table(title, headers, rows, [2.4, *[1] * len(heat.columns)])]
    return blocks


def legend_facts(basis):
    pairs = [(f"{one.number} {one.label}", str(one.limits)) for one in presenting.legend(basis)]
    return [*pairs, ("* · N/A · —", _("suppressed to protect students' privacy · not applicable · not reported"))]


def head_words(heat, column):
    held_against = "" if heat.basis == Basis.SPAN else presenting.reference_text(column, heat.basis)
    return ", ".join(part for part in (str(column.indicator.short_name), column.year_label, held_against) if part)


def tier_words(row):
    return " ".join(part for part in (presenting.tier_text(row), presenting.since_text(row)) if part)


def square_lines(square, school):
    cell = presenting.cell_of(square, school)
    level = _("class %(number)s") % {"number": cell.level} if cell.level else ""
    return [cell.text, soft(cell.distance), soft(unbroken(level))]
