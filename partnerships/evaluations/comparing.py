"""Who sees a partnership how, criterion by criterion: the sides beside each other, and in words how far apart they are.

No number adds sides or criteria up.
"""

from dataclasses import dataclass

from django.db import models
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from partnerships.evaluations import families
from partnerships.models import CriterionRating, EvaluationCriterion
from partnerships.models.evaluations import Side

LEVELS = {
    1: gettext_lazy("1: not yet"),
    2: gettext_lazy("2: beginning"),
    3: gettext_lazy("3: working"),
    4: gettext_lazy("4: strong"),
}
FAR = 2  # levels apart, from which sides see something different


class Agreement(models.TextChoices):
    ALIKE = "ALIKE", gettext_lazy("Seen alike")
    CLOSE = "CLOSE", gettext_lazy("One level apart")
    APART = "APART", gettext_lazy("Far apart")
    ALONE = "ALONE", gettext_lazy("Only one side can say")
    NOBODY = "NOBODY", gettext_lazy("No side can say")


AGREEMENT_KINDS = {
    Agreement.ALIKE: "good",
    Agreement.CLOSE: "neutral",
    Agreement.APART: "warn",
    Agreement.ALONE: "waiting",
    Agreement.NOBODY: "waiting",
}


@dataclass(frozen=True)
class View:
    """What one side says of one criterion: a level, or in words why there is none."""

    side: str
    label: str
    level: int | None = None
    instead: str = ""
    evidence: str = ""
    answered: int | None = None  # families

    @property
    def text(self):
        return str(LEVELS[self.level]) if self.level else self.instead


@dataclass(frozen=True)
class Line:
    criterion: EvaluationCriterion
    views: list

    @property
    def levels(self):
        return [one.level for one in self.views if one.level]

    @property
    def agreement(self):
        return agreement_of(self.levels)

    @property
    def kind(self):
        return AGREEMENT_KINDS[self.agreement]

    @property
    def sentence(self):
        """Who says most and who says least, where they differ."""
        if len(set(self.levels)) < 2:
            return ""
        most, least = max(self.levels), min(self.levels)
        words = {
            "most": names(one.label for one in self.views if one.level == most),
            "least": names(one.label for one in self.views if one.level == least),
        }
        return _("Highest: %(most)s (%(high)s). Lowest: %(least)s (%(low)s).") % {**words, "high": most, "low": least}


def agreement_of(levels):
    if len(levels) < 2:
        return Agreement.ALONE if levels else Agreement.NOBODY
    distance = max(levels) - min(levels)
    return Agreement.APART if distance >= FAR else Agreement.CLOSE if distance else Agreement.ALIKE


def names(labels):
    return ", ".join(map(str, labels))


def lines(evaluations):
    """{evaluation id: [Line]} of shared evaluations (others are left out). The number of queries does not depend on
    how many there are. `evaluations` come with partner, school and prefetched sides and the rubric's criteria."""
    shared = [one for one in evaluations if one.is_shared]
    ratings = {}
    rows = CriterionRating.objects.shared().filter(side__evaluation__in=[one.pk for one in shared])
    for one in rows.select_related("side"):
        ratings[one.side_id, one.criterion_id] = one
    heard = families.heard(shared)
    return {
        one.pk: [line(one, criterion, ratings, heard.get(one.pk, {})) for criterion in
                 one.rubric.criteria.all()]
        for one in shared
    }  # fmt: skip


def line(evaluation, criterion, ratings, heard):
    views = []
    for side in evaluation.sides.all():
        view = {"side": side.side, "label": evaluation.side_label(side.side)}
        if side.is_left_out:
            views.append(View(**view, instead=_("Did not hand in")))
        elif side.side == Side.FAMILIES:
            views.append(families_view(view, criterion, heard))
        else:
            rating = ratings.get((side.pk, criterion.pk))
            level = rating.level if rating else None
            said = rating.evidence if rating else ""
            views.append(View(**view, level=level, evidence=said, instead="" if level else _("Cannot say")))
    return Line(criterion, views)


def families_view(view, criterion, heard):
    if not criterion.families_ask:
        return View(**view, instead=_("Not asked"))
    found = heard.get(criterion.pk, families.NOT_SHOWN)
    if found.middle is None:
        return View(**view, instead=_("Too few answers to show"))
    words = ngettext("Middle of %(total)s answer", "Middle of %(total)s answers", found.answered)
    return View(**view, level=found.middle, evidence=words % {"total": found.answered}, answered=found.answered)


def summary_sentence(lines):
    """The whole in one sentence, without a number for the whole."""
    found = [one.agreement for one in lines]
    return _("Of %(all)s criteria: %(alike)s seen alike, %(close)s one level apart, %(apart)s far apart.") % {
        "all": len(found),
        "alike": found.count(Agreement.ALIKE),
        "close": found.count(Agreement.CLOSE),
        "apart": found.count(Agreement.APART),
    }
