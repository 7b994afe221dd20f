"""The sections of a packet about figures: indicators, student groups, engagement, chosen schools, how to read them."""

from django.contrib.auth.models import AnonymousUser
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from district import school_years
from district.printing import pictures as printed
from district.printing.blocks import box, bullets, facts, figure, heading, legend, new_page, note, soft, status, table
from indicators import cells, comments, dashboards, definitions, gap_targets, instruments, pictures, presenting
from indicators.amounts import number
from indicators.dimensions import GROUPS, Dimension
from indicators.models import SuppressionRule
from indicators.packets.sections import Section
from indicators.standings import RULES, STALLED_AFTER, Status


def drawing(template, chart):
    """A chart of the pages, with its sentence as the caption and all its numbers in words."""
    alternative = f"{chart.words.title} {chart.words.description}"
    return figure(printed.chart(template, chart=chart), alternative, chart.words.title, share=SHARES[template])


SHARES = {"trend.svg": 0.66, "columns.svg": 0.72, "share.svg": 0.66, "lines.svg": 0.72, "scatter.svg": 0.72}


# ---------------------------------------------------------------------- at a glance


def glance(packet):
    found = packet.indicators
    rows = [glance_row(panel.standing) for panel in found.panels]
    headers = [_("Indicator"), _("Baseline"), _("Latest figure"), _("Target"), _("Where it stands")]
    caption = _("The eight indicators, up to %(year)s") % {"year": school_years.label(packet.fall_year)}
    return [
        heading(_("At a glance")),
        box(_("Where the eight indicators stand"), tally_text(found)),
        table(caption, headers, rows, [3.2, 1.3, 1.9, 1.9, 2]),
        note(_("Each word is worked out by one rule for all indicators; how, stands at the end of this packet.")),
    ]


def tally_text(found):
    return "\n".join(f"{status.label}: {total}" for status, total in found.tally)


def standing_word(standing):
    return status(str(standing.status.label), standing.status.kind)


def glance_row(standing):
    now = standing.now
    return [
        [standing.indicator.name, soft(standing.direction_text)],
        standing.baseline_text or "—",
        [now.text, soft(now.year_label)] if now else soft(_("not reported")),
        standing.target_text or "—",
        [standing_word(standing)],
    ]


# ---------------------------------------------------------------------- each indicator


def indicators(packet):
    blocks = [heading(_("Each indicator"))]
    for place, panel in enumerate(packet.indicators.panels):
        if place:  # what is said of one indicator is not torn from its chart
            blocks.append(new_page())
        blocks += indicator_blocks(panel, packet)
    return blocks


def indicator_blocks(panel, packet):
    standing = panel.standing
    counts = definitions.of_year(standing.indicator, packet.fall_year)
    blocks = [
        heading(standing.indicator.name, 2),
        *definition_blocks(counts),
        facts(
            [
                *counting_pairs(counts),
                (
                    _("Where it stands"),
                    [standing_word(standing), standing.progress_beside_rule, soft(standing.rule_text)],
                ),
                (_("Baseline"), standing.baseline_text),
                (_("Target"), target_words(standing)),
                (_("Series"), standing.now.instrument_label if standing.now else ""),
                (_("Computed"), computed_text(standing.now)),
            ]
        ),
    ]
    if panel.trend:
        blocks.append(drawing("trend.svg", panel.trend))
        if keys := keys_of(panel.trend):
            blocks.append(legend(keys))
        blocks += [note(text) for text in notes_of_trend(panel)]
    blocks += comment_blocks(standing.indicator, packet)
    return blocks + years_table(standing) + group_blocks(panel, packet) + gap_target_blocks(standing.indicator, packet)


def counting_pairs(found):
    """Numerator and denominator of a definition in plain words."""
    return [(_("What is counted"), found.counted), (_("Out of whom"), found.of_whom)] if found.counted else []


def comment_blocks(indicator, packet):
    """What the central office says of the figures, as the public reads it."""
    blocks = []
    for one in comments.newest(indicator, AnonymousUser(), packet.fall_year):
        said = [(_("What we see"), one.seen), (_("What we do"), one.done)]
        blocks += [facts(said), note(" ".join(part for part in (one.signed, one.missing) if part))]
    return blocks


PROPOSAL = '<svg viewBox="0 0 14 14"><path class="chart-proposal" d="M7 1l6 6-6 6-6-6z" fill="none"/></svg>'
NEEDED = (
    '<svg viewBox="0 0 28 14"><line class="chart-needed" x1="1" x2="27" y1="7" y2="7" stroke-width="1.25" '
    'stroke-dasharray="2 4"/></svg>'
)
SHAPES = {
    "ring": '<svg viewBox="0 0 14 14"><circle class="chart-ring" cx="7" cy="7" r="5"/></svg>',
    "square": '<svg viewBox="0 0 14 14"><path class="fill-1" d="M2 2h10v10h-10z"/></svg>',
}


def keys_of(trend):
    """[(drawing, words)] of what stands in a trend besides its line and its target."""
    keys = [(PROPOSAL, trend.proposal_label)] if trend.proposals else []
    keys += [(NEEDED, trend.needed_label)] if trend.needed else []
    keys += [(SHAPES[shape], words) for shape, words in trend.shapes]
    return [(printed.alone(mark), str(words)) for mark, words in keys]


def target_words(standing):
    if standing.target is None:
        return ""
    words = {"target": standing.target_text, "year": standing.target.target_fall_year + 1}
    return _("%(target)s by %(year)s, as the plan says") % words


def definition_blocks(counts):
    return [note(counts.definition)] if counts.definition else []


def computed_text(now):
    if now is None or not now.is_computed:
        return ""
    words = {"counted": now.schools_counted, "total": now.schools_total}
    return _("From %(counted)s of %(total)s schools; no official district figure has been published.") % words


def notes_of_trend(panel):
    if panel.has_two_series:
        yield _(
            "Dotted line: the series changes. The figures before and after it come from different publishers, so no "
            "line joins them."
        )
    yield from panel.changes


def years_table(standing):
    if not standing.series:
        return [note(_("Nothing has been published for this indicator yet."))]
    headers = [_("School year"), _("Figure"), _("Students counted"), _("Series"), _("State of the figure")]
    rows = [
        [one.year_label, one.text, counts_text(one), one.instrument_label, str(one.status_label)]
        for one in reversed(standing.series)
    ]
    caption = _("%(indicator)s, year by year") % {"indicator": standing.indicator.name}
    return [table(caption, headers, rows, [1.5, 1.2, 1.8, 3.4, 1.8], numbers=[1])]


def counts_text(one):
    if one.numerator is None or one.denominator is None:
        return "—"
    words = {"part": number(int(one.numerator)), "whole": number(int(one.denominator))}
    return _("%(part)s of %(whole)s") % words


def group_blocks(panel, packet):
    """Every group that is published of the series and year of the latest figure, against all students."""
    now = panel.standing.now
    if now is None:
        return []
    of_series = cells.published(
        cells.of_district(),
        indicator_id=now.indicator,
        instrument=now.instrument,
        fall_year=now.fall_year,
    )
    by_cell = {(one.dimension, one.group): one for one in of_series}
    groups = [
        by_cell[dimension, group]
        for dimension in dashboards.BREAKDOWNS
        for group in GROUPS[dimension]
        if (dimension, group) in by_cell
    ]
    if not groups:
        return [note(_("No student groups have been published for this figure."))]
    words = {"indicator": panel.standing.indicator.name, "year": now.year_label}
    rows = [[_("All students"), now.text, "—", counts_text(now)], *(group_row(one, now) for one in groups)]
    headers = [_("Students"), _("Figure"), _("Points from all students"), _("Students counted")]
    caption = _("%(indicator)s by student group, %(year)s") % words
    sentence = pictures.gap_sentence(groups, now)
    return [
        table(caption, headers, rows, [3.6, 1.2, 1.8, 2], numbers=[1, 2]),
        *([note(sentence)] if sentence else []),
    ]


def gap_target_blocks(indicator, packet):
    """How near groups are to come to all students, and where each of these targets stands."""
    rows = [
        [
            [one.target.group_label, soft(str(Dimension(one.target.dimension).label))],
            [one.target_text, soft(_("by the end of %(year)s") % {"year": one.target.year_label}), soft(one.origin)],
            one.start_text,
            one.now_text or "—",
            [status(str(one.status.label), one.status.kind), soft(one.reason)],
        ]
        for one in gap_targets.of_indicator(indicator, packet.fall_year)
    ]
    if not rows:
        return []
    headers = [_("Group"), _("Target"), _("From"), _("Now"), _("Standing")]
    caption = _("%(indicator)s: targets of the gaps and where each stands") % {"indicator": indicator.name}
    return [table(caption, headers, rows, [2, 2.4, 1.7, 1.7, 3])]


def group_row(one, everybody):
    label = [one.group_label, soft(str(Dimension(one.dimension).label))]
    return [label, one.text, pictures.gap_text(one, everybody) or "—", counts_text(one)]


# ---------------------------------------------------------------------- engagement


def engagement(packet):
    done = packet.engagement
    words = {"year": school_years.label(packet.fall_year)}
    blocks = [heading(_("What was done with families in %(year)s") % words)]
    for one in presenting.stats(done, ""):
        value = f"{one['value']} {one['unit']}".strip()
        blocks.append(facts([(one["label"], [value, soft(one["sentence"])])]))
    if done.columns:
        blocks.append(drawing("columns.svg", done.columns))
    if done.visits:
        blocks += [drawing("share.svg", done.visits), note(presenting.visits_sentence(done.overview))]
    headers = [_("Measure"), school_years.label(packet.fall_year), school_years.label(packet.fall_year - 1)]
    for theme in presenting.themes(done):
        lines = [[label, now, before or "—"] for label, now, before, _parts in theme.rows]
        blocks.append(table(theme.heading, headers, lines, [5, 1.4, 1.4], numbers=[1, 2]))
    return [*blocks, *initiative_table(done)]


def initiative_table(done):
    rows = [
        [f"{one.record.code} {one.record.title}", *(number(one.figures.counts[code]) for code in COUNTED)]
        for one in done.initiatives
        if not one.figures.is_empty
    ]
    if not rows:
        return []
    headers = [_("Initiative"), _("Activities"), _("Families attending"), _("Linked to learning")]
    return [
        table(_("What was done for each initiative"), headers, rows, [5, 1.3, 1.3, 1.3], numbers=[1, 2, 3]),
        note(_("An activity linked to two initiatives counts for both, so these do not add up.")),
    ]


COUNTED = ("activities_held", "families_attending", "activities_linked_to_learning")


# ---------------------------------------------------------------------- chosen schools


def school_pages(packet):
    blocks = [heading(_("Schools"))] if packet.schools else []
    for school in packet.schools:
        blocks += school_blocks(school, packet)
    return blocks


def school_blocks(school, packet):
    asked = packet.asked
    found = dashboards.indicators_of(
        cells.of_school(school.pk), dashboards.targets_of(school.pk), asked, school=school.pk
    )
    rows = [glance_row(panel.standing) for panel in found.panels if panel.standing.now]
    headers = [_("Indicator"), _("Baseline"), _("Latest figure"), _("Target"), _("Where it stands")]
    words = {"school": school.name, "year": school_years.label(packet.fall_year)}
    blocks = [new_page(), heading(school.name, 2)] if school != packet.schools[0] else [heading(school.name, 2)]
    if rows:
        title = _("%(school)s: indicators up to %(year)s") % words
        blocks.append(table(title, headers, rows, [3.2, 1.3, 1.9, 1.9, 2]))
    else:
        blocks.append(note(_("Nothing has been published for this school yet.")))
    done = dashboards.engagement_of_school(school, asked)
    if not done.year.total.is_empty:
        blocks.append(drawing("columns.svg", done.columns))
        blocks.append(
            facts([(one["label"], [f"{one['value']} {one['unit']}".strip()]) for one in presenting.stats(done, "")])
        )
    else:
        blocks.append(note(_("No activity was logged for %(year)s.") % words))
    return blocks


# ---------------------------------------------------------------------- how to read it


def reading(packet):
    rule = SuppressionRule.in_force()
    words = {"least": rule.min_numerator, "group": rule.min_denominator}
    meanings = [
        _("%(mark)s: there is a figure, and it is not shown, so that nothing can be learned about single students.")
        % {"mark": cells.SUPPRESSED_MARK},
        _("≤ or ≥: the figure is so near to none or to all that only its limit is shown."),
        _("%(mark)s: the school has no such grades.") % {"mark": cells.NOT_APPLICABLE_MARK},
        _("%(mark)s: nobody has reported a figure.") % {"mark": cells.NOT_REPORTED_MARK},
    ]
    return [
        heading(_("How to read this packet")),
        bullets(meanings),
        note(
            _(
                "Of the district's own figures none is shown of fewer than %(least)s students counted or of a group of "
                "fewer than %(group)s; more are held back where one could be worked out from the others. What the "
                "state has published is shown as published."
            )
            % words
        ),
        heading(_("What the words say"), 2),
        facts([(str(one.label), meaning_of(one)) for one in Status]),
        heading(_("Where the figures come from"), 2),
        *source_blocks(packet),
    ]


def meaning_of(one):
    """How a word is judged: by the rules that stand beside it on the pages, and the three that depend on a pace."""
    by_pace = {
        Status.ON_TRACK: _(
            "It satisfies the district's own step for its year; where none was set, at least as much of the way from "
            "the baseline to the target is covered as of the plan's time."
        ),
        Status.BEHIND: _("Neither of the two."),
        Status.STALLED: _("Behind, and for %(years)s school years no nearer to the target.") % {"years": STALLED_AFTER},
    }
    return by_pace.get(one) or str(RULES[one])


def source_blocks(packet):
    used = {one.instrument for panel in packet.indicators.panels for one in panel.standing.series}
    rows = [
        [str(one.label), str(one.publisher), str(one.note) or "—"]
        for code in sorted(used)
        if (one := instruments.INSTRUMENTS.get(code))
    ]
    if not rows:
        return [note(_("Nothing has been published yet."))]
    return [table(_("The series used"), [_("Series"), _("Publisher"), _("Note")], rows, [3, 3, 4])]


GLANCE = Section(
    "glance", gettext_lazy("At a glance"), gettext_lazy("One page: the eight indicators against their targets."), glance
)
INDICATORS = Section(
    "indicators",
    gettext_lazy("Each indicator"),
    gettext_lazy("Definition, chart, every year, every student group with its gap."),
    indicators,
)
ENGAGEMENT = Section(
    "engagement",
    gettext_lazy("What was done with families"),
    gettext_lazy("Activities, home visits and all other measures, with the year before."),
    engagement,
)
SCHOOLS = Section(
    "schools",
    gettext_lazy("Pages of schools"),
    gettext_lazy("A page for each school that you choose below."),
    school_pages,
    needs_schools=True,
)
READING = Section(
    "reading",
    gettext_lazy("How to read it"),
    gettext_lazy("Marks, words, protection of students, sources."),
    reading,
    always=True,
)
