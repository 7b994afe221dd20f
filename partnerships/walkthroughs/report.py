"""The report of a walkthrough: what the team agreed on by part, what it commends and recommends, what changed."""

from dataclasses import dataclass

from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext, pgettext

from district.following import Followed, stand
from district.models import Language
from district.printing.blocks import bullets, facts, heading, note, paragraph, soft, status, table
from district.printing.document import Document
from partnerships.models import Component
from partnerships.models.walkthroughs import RATED, Level
from partnerships.surveys import results
from partnerships.surveys.bars import Bar, placed
from partnerships.walkthroughs import comparing
from partnerships.walkthroughs.rating import items_of

LEVEL_KINDS = {
    Level.WELL: "good",
    Level.MOSTLY: "active",
    Level.BEGINNING: "waiting",
    Level.NO_EVIDENCE: "bad",
    Level.NOT_SEEN: "neutral",
}


@dataclass(frozen=True)
class Distribution:
    """How many items stand at which level. No mean, and nothing that ranks: a profile (facts 10, the same rule)."""

    counts: dict
    not_seen: int = 0

    @property
    def total(self):
        return sum(self.counts.values())

    @property
    def words(self):
        """ "Doing well 4, Mostly there 2" from the best down."""
        return ", ".join(
            _("%(level)s %(total)s") % {"level": level.label, "total": self.counts[level]}
            for level in RATED
            if self.counts[level]
        )

    @property
    def cells(self):
        return [(level.label, self.counts[level]) for level in RATED]

    def bar(self, title):
        """The bar of the distribution; None where nothing was rated."""
        if not self.total:
            return None
        pieces = [(level.label, self.counts[level], level >= Level.MOSTLY) for level in RATED]
        words = _("%(question)s: %(answers)s.") % {"question": title, "answers": self.words}
        return Bar(words, list(placed(pieces, self.total)))


def distribution(levels):
    levels = list(levels)
    return Distribution({level: levels.count(level) for level in RATED}, levels.count(Level.NOT_SEEN))


@dataclass(frozen=True)
class Row:
    item: object
    agreed: object
    kind: str


@dataclass(frozen=True)
class Part:
    component: Component
    rows: list
    spread: Distribution
    bar: Bar | None
    commendations: list
    recommendations: list

    @property
    def is_rated(self):
        return any(row.agreed for row in self.rows)


@dataclass(frozen=True)
class Report:
    walkthrough: object
    parts: list
    roles: list
    teams: list
    languages: str
    tier: str
    survey_words: str
    change: comparing.Change | None


def report_of(walkthrough, today):
    """Everything of the report; the number of queries does not depend on the team or on the items."""
    agreed = {one.item_id: one for one in walkthrough.agreed.all()}
    rows = [
        Row(item, agreed.get(item.pk), LEVEL_KINDS[agreed[item.pk].level] if item.pk in agreed else "neutral")
        for item in items_of(walkthrough)
    ]
    commendations = list(walkthrough.commendations.all())
    recommendations = stand(walkthrough.recommendations.select_related("owner"), today)
    team = list(walkthrough.team.all())
    period = walkthrough.school.profile_on(walkthrough.held_on)
    return Report(
        walkthrough,
        [_part(component, rows, commendations, recommendations) for component in Component],
        [one for one in team if one.role],
        [one for one in team if one.component],
        language_words(walkthrough.languages),
        period.get_tier_display() if period else "",
        survey_words(walkthrough),
        comparing.change_of(walkthrough),
    )


def _part(component, rows, commendations, recommendations):
    own = [row for row in rows if row.item.component == component]
    spread = distribution(Level(row.agreed.level) for row in own if row.agreed)
    return Part(
        component,
        own,
        spread,
        spread.bar(str(component.label)),
        [one for one in commendations if one.component == component],
        [one for one in recommendations if one.action.component == component],
    )


def state_of(walkthrough, today):
    """(word, kind) of where a walkthrough stands on a day."""
    if walkthrough.is_closed:
        return pgettext("walkthrough", "Closed"), "good"
    return (_("Planned"), "waiting") if walkthrough.held_on > today else (_("Under way"), "active")


def language_words(tags):
    names = dict(Language.objects.filter(tag__in=tags).values_list("tag", "name")) if tags else {}
    return ", ".join(_(names.get(tag, tag)) for tag in tags)


def survey_words(walkthrough):
    """The survey that goes with it, and how many forms came back where that may be shown (through its gate)."""
    if walkthrough.survey_id is None:
        return ""
    survey = walkthrough.survey
    forms = results.forms_of(survey, walkthrough.school) if survey.is_published else None
    if forms is None or forms.answered is None:
        return str(survey)
    words = ngettext(
        "%(survey)s: %(total)s form came back", "%(survey)s: %(total)s forms came back", forms.answered
    )  # fmt: skip
    return words % {"survey": survey, "total": forms.answered}


# ---------------------------------------------------------------------- on paper


def document_of(report):
    """The report as a printed document, in the language that is active."""
    walk = report.walkthrough
    blocks = [
        facts(
            [
                (_("Day"), date_format(walk.held_on)),
                (_("Facilitator"), str(walk.leader)),
                (_("Team"), [str(one) for one in report.roles]),
                (_("Languages spoken in the team"), report.languages),
                (_("Tier of support"), report.tier),
                (_("Survey"), report.survey_words),
                (_("Standards"), str(walk.standards)),
            ]
        )
    ]
    for part in report.parts:
        blocks += _part_on_paper(part)
    if report.change is not None:
        blocks += _change_on_paper(report.change)
    blocks.append(
        note(_("Ratings are what the team agreed on. They describe this school on this day; none is ranked."))
    )
    state = (pgettext("walkthrough", "Closed"), "good") if walk.is_closed else (_("In preparation"), "waiting")
    return Document(_("Welcoming walkthrough"), blocks, f"{walk.school}, {date_format(walk.held_on)}", state=state)


def _part_on_paper(part):
    blocks = [heading(str(part.component.label))]
    if part.spread.words:
        blocks.append(paragraph(part.spread.words))
    if part.is_rated:
        blocks.append(_ratings_on_paper(part))
    else:
        blocks.append(note(_("Nothing is agreed on yet.")))
    if part.commendations:
        blocks += [heading(_("Commendations"), 2), bullets([one.text for one in part.commendations])]
    if part.recommendations:
        blocks.append(heading(_("Recommendations"), 2))
        blocks.append(bullets([recommendation_lines(one) for one in part.recommendations]))
    return blocks


def _ratings_on_paper(part):
    rows = [
        [
            [row.item.words, soft(row.agreed.note if row.agreed else "")],
            status(row.agreed.get_level_display(), row.kind) if row.agreed else _("Not rated"),
        ]
        for row in part.rows
    ]
    caption = _("What the team agreed on: %(part)s") % {"part": part.component.label}
    return table(caption, [_("Item"), _("Rating")], rows, [3, 1])


def recommendation_lines(followed: Followed):
    one, planned = followed.action, ""
    if one.due_on:
        planned = _("%(person)s, by %(day)s") % {"person": one.person, "day": date_format(one.due_on)}
    return [
        one.text, soft(planned), soft(one.resources), soft(one.shown_by),
        status(str(followed.how.label), followed.kind),
    ]  # fmt: skip


def _change_on_paper(change):
    title = _("Since the walkthrough of %(day)s") % {"day": date_format(change.since.held_on)}
    blocks = [heading(title), paragraph(change.sentence)]
    rows = [[step.item.words, status(step.word, step.kind), step.sentence] for step in change.moved]
    if rows:
        blocks.append(table(_("What changed"), [_("Item"), _("How it moved"), _("Rating")], rows, [3, 1, 2]))
    return blocks
