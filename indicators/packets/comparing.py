"""The sections of a packet that hold things beside each other: the scorecard, other districts, what schools did."""

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from district.printing import pictures
from district.printing.blocks import bullets, facts, heading, legend, note, small, table
from indicators.models import Indicator
from indicators.packets.figures import drawing
from indicators.packets.sections import Section
from indicators.peers.reading import Peers
from indicators.scorecard import changes, coverage, elements, printed
from indicators.scorecard import presenting as scorecard_words
from indicators.scorecard.classing import Basis
from indicators.scorecard.heat import heat_of
from indicators.together.asked import Asked
from indicators.together.reading import Together
from indicators.together.telling import Told

SHOWN_YEARS = 5  # of other districts in a table: as many columns as a page has room for


def news(packet):
    """What is new since the board met last."""
    since = changes.since_meeting(today=packet.today)
    topics = changes.changes_in(since.period)
    return [heading(printed.since_title(since)), bullets([printed.news_of(topic) for topic in topics])]


def scorecard(packet):
    """The four monitoring elements, then schools and indicators side by side, by grades. No ranks."""
    heat = heat_of(packet.fall_year, Basis.TARGET, today=packet.today)
    found = elements.elements_of(packet.fall_year)
    return [
        heading(_("District scorecard")),
        *printed.elements_blocks(heat, found),
        *([small(printed.classes_table(heat, coverage.lines_of(heat), found))] if packet.is_crowded else []),
        note(scorecard_words.basis_sentence(heat.basis)),
        facts(printed.legend_facts(heat.basis)),
        *packet.by_school(*(small(block) for block in printed.schools_blocks(heat, level=2, lists=packet.lists))),
    ]


def peers(packet):
    blocks = []
    for indicator in Indicator.objects.equity().order_by("position"):
        found = Peers(indicator)
        if not found.is_empty:
            blocks += peer_blocks(indicator, found)
    if not blocks:
        return []
    about = note(_("The same series of the same school years, as the state published them. Other districts by name."))
    return [heading(_("Beside the state and other districts")), about, *blocks]


def peer_blocks(indicator, found):
    years = list(zip(found.years, found.year_labels, strict=True))[-SHOWN_YEARS:]
    rows = [
        [row.name, *(row.figure(year).text if row.figure(year) else "—" for year, _label in years)]
        for row in found.rows
    ]
    headers = [_("District"), *(label for _year, label in years)]
    return [
        heading(indicator.name, 2),
        *([drawing("lines.svg", found.chart)] if found.chart else [note(found.sentence)]),
        table(str(found.label), headers, rows, [3, *[1] * len(years)], numbers=range(1, len(years) + 1)),
    ]


def together(packet):
    """Home visits beside each indicator that can be compared, in the words of the page."""
    blocks = []
    for indicator in Indicator.objects.equity().order_by("position"):
        found = Together(indicator, Asked(fall_year=packet.fall_year))
        told = Told(found)
        if not found.is_empty and told.picture:
            blocks += [
                heading(indicator.name, 2),
                drawing("scatter.svg", told.picture),
                legend(keys_of(told.picture)),
                bullets(told.sentences),
                *(note(text) for text in told.notes),
            ]
    if not blocks:
        return []
    about = note(_("Two things that go together need not cause each other."))
    return [heading(_("Home visits and outcomes together")), about, *blocks]


RING = '<svg viewBox="0 0 14 14"><circle class="chart-ring" cx="7" cy="7" r="4" stroke-width="2"/></svg>'
DOT = '<svg viewBox="0 0 14 14"><circle class="fill-1" cx="7" cy="7" r="5"/></svg>'
MIDDLE = '<svg viewBox="0 0 22 14"><line class="stroke-2" x1="1" x2="21" y1="7" y2="7" stroke-width="2.5"/></svg>'


def keys_of(chart):
    """What its marks mean, as the page writes it below the drawing."""
    marks = ((DOT, chart.above_label), (RING, chart.below_label), (MIDDLE, chart.middle_label))
    return [(pictures.alone(mark), str(label)) for mark, label in marks if label]


NEWS = Section(
    "news",
    gettext_lazy("What is new"),
    gettext_lazy("Since the board met last: figures, targets, plans, duties, partners."),
    news,
)
SCORECARD = Section(
    "scorecard",
    gettext_lazy("Scorecard"),
    gettext_lazy("Four monitoring elements; schools and indicators side by side, by grades."),
    scorecard,
)
PEERS = Section(
    "peers",
    gettext_lazy("Other districts"),
    gettext_lazy("The district beside the state and chosen districts, as the state published it."),
    peers,
)
TOGETHER = Section(
    "together",
    gettext_lazy("Engagement and outcomes"),
    gettext_lazy("Home visits beside each indicator, school by school, in careful words."),
    together,
)
