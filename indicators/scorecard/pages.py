"""Rows of the scorecard's pages: what `presenting` puts into words, in the shape that the templates draw."""

from types import SimpleNamespace

from district.models.schools import SupportTier
from indicators.addresses import figure_url
from indicators.amounts import number
from indicators.measures import UNITS
from indicators.presenting import indicator_url, percent
from indicators.scorecard import presenting
from indicators.scorecard.classing import Basis

TIER_KINDS = {SupportTier.GUARANTEED: "neutral", SupportTier.NEED_BASED: "active", SupportTier.INTENSIVE: "warn"}


def head_of(heat, column):
    """The head of a column: what is shown of which year, and what it is held against."""
    return SimpleNamespace(
        column=column,
        code=column.code,
        label=column.indicator.short_name,
        url=indicator_url(column.indicator),
        year_label=column.year_label,
        series=column.instrument_label,
        reference="" if heat.basis == Basis.SPAN else presenting.reference_text(column, heat.basis),
        district=column.district.text if column.district else "",
        district_url=figure_url(column.district) if column.district else "",
    )


def groups_of(heat, rows):
    """The schools of one page in their groups, each with its cells; a group that goes on comes with its head again."""
    wanted = {row.school.pk for row in rows}
    found = []
    for group in heat.groups:
        shown = [row_of(row) for row in group.rows if row.school.pk in wanted]
        if shown:
            found.append(
                SimpleNamespace(
                    span=group.span,
                    label=group.span.label,
                    schools=presenting.schools_text(group.size),
                    rows=shown,
                    middles=[(one.indicator.short_name, presenting.middle_text(one, group)) for one in heat.columns],
                )
            )
    return found


def row_of(row):
    return SimpleNamespace(
        school=row.school,
        tier=presenting.tier_text(row),
        tier_kind=TIER_KINDS.get(row.tier, ""),
        since=presenting.since_text(row),
        cells=[presenting.cell_of(square, row.school) for square in row.squares],
    )


HEADLINES = 3  # shares that stand on top of an element; the tables below hold all


def element_of(element, school):
    """One of the four elements: its outcomes or its themes, with numbers as people read them."""
    return SimpleNamespace(
        key=element.element.value.lower(),
        label=element.label,
        is_empty=element.is_empty,
        headlines=[
            SimpleNamespace(
                label=line.label,
                now=as_text(line.now, True),
                before=as_text(line.before, True),
                district=as_text(line.district_now, True),
            )
            for line, _theme in element.headlines[:HEADLINES]
        ],
        outcomes=[outcome_of(one, school) for one in element.outcomes],
        themes=[theme_of(one) for one in element.themes],
    )


def outcome_of(standing, school):
    """The newest figure of an indicator, and the one of the year before it in the same series."""
    now = standing.now
    before = [
        one for one in standing.series if now and one.instrument == now.instrument and one.fall_year < now.fall_year
    ]
    before = before[-1] if before and before[-1].fall_year == now.fall_year - 1 else None
    return SimpleNamespace(
        indicator=standing.indicator,
        url=indicator_url(standing.indicator),
        now=now,
        now_url=figure_url(now, school.code if school else "") if now else "",
        before=before,
        target=standing.target_text,
        status=standing.status,
        counted=(now.schools_counted, now.schools_total) if now and now.is_computed and now.schools_total else None,
    )


def theme_of(theme):
    return SimpleNamespace(
        label=theme.label,
        note=theme.note,
        schools=theme.schools,
        schools_before=theme.schools_before,
        lines=[
            SimpleNamespace(
                label=one.label,
                unit="" if one.is_share else UNITS.get(one.unit, ""),
                now=as_text(one.now, one.is_share),
                before=as_text(one.before, one.is_share),
                district_now=as_text(one.district_now, one.is_share),
                district_before=as_text(one.district_before, one.is_share),
            )
            for one in theme.lines
        ],
    )


def as_text(value, is_share):
    """A number for people; None where there is nothing to say."""
    if value is None:
        return None
    return percent(value) if is_share else number(value)


def topic_of(topic, user):
    return SimpleNamespace(
        label=topic.label,
        has_news=topic.has_news,
        changes=[
            SimpleNamespace(
                label=one.label,
                total=number(one.total),
                is_none=not one.total,
                sentence=one.sentence if one.total else "",
                url=one.url_for(user) if one.total else "",
                details=one.details,
            )
            for one in topic.changes
        ],
    )


def coverage_of(line):
    column = line.column
    return SimpleNamespace(
        line=line,
        label=column.indicator.name,
        url=indicator_url(column.indicator),
        series=column.instrument_label,
        year_label=column.year_label,
        age=presenting.age_text(line),
        share=percent(line.share),
        statuses=[status.label for status in line.statuses],
    )
