"""What the front page shows to everybody: what was promised, whether it moves, what was done, how to take part.

Every figure comes from where the other pages have it; nothing is counted here a second time. The goals are kept ready
under the version of what is published; all else takes a few queries, however many schools and meetings there are.
"""

from collections import Counter
from dataclasses import dataclass

from django.db.models import Value
from django.template.loader import render_to_string
from django.utils import timezone
from django.utils.safestring import mark_safe
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from governance.models import CompactVersion, CouncilMeeting
from governance.models.compacts import IN_FORCE, DocumentKind
from indicators import cells, charts, dashboards, kept_pages, pictures
from indicators.charts import Words
from indicators.dashboards import BREAKDOWNS, Asked
from indicators.kept_pages import Stamp
from indicators.parameters import this_year
from indicators.standings import Status
from plans.implementation import Line, milestones_done, steps_of_all
from plans.models import Completion, InitiativeWork, Milestone, PlanCycle, PriorityAction, Story

NEWEST_STORIES = 3
NEXT_MEETINGS = 5
BAR_WIDTH = 340  # as wide as the other charts


@dataclass(frozen=True)
class Done:
    """How many milestones of how many are done, and the bar that shows it. None are counted that were dropped."""

    done: int
    total: int
    key: str

    @property
    def words(self):
        if not self.total:
            return _("No milestones published yet")
        return milestones_done(self.done, self.total)

    @property
    def bar(self):
        if not self.total:
            return None
        return {
            "words": Words(self.key, self.words, ""),
            "width": BAR_WIDTH,
            "filled": round(BAR_WIDTH * self.done / self.total, 1),
        }


@dataclass(frozen=True)
class Promise:
    """One Priority Action with its initiatives: [(initiative, `Done`)], and all their milestones together."""

    action: PriorityAction
    initiatives: list
    together: Done


def promises():
    """The Priority Actions of the plan in force, each initiative with its milestones. Eight queries."""
    cycle = PlanCycle.objects.first()
    if cycle is None:
        return []
    actions = list(cycle.priority_actions.prefetch_related("initiatives"))
    works = list(InitiativeWork.objects.filter(initiative__priority_action__in=actions).select_related("initiative"))
    steps = steps_of_all(works) if works else {}
    lines = {work.initiative_id: Line(work, steps[work.pk]) for work in works}
    found = []
    for action in actions:
        action.cycle = cycle
        rows = []
        for initiative in action.initiatives.all():
            initiative.priority_action = action
            line = lines.get(initiative.pk)
            numbers = (line.done_total, len(line.counted)) if line else (0, 0)
            rows.append((initiative, Done(*numbers, key=f"done-{initiative.pk}")))
        together = Done(sum(one.done for _i, one in rows), sum(one.total for _i, one in rows), f"action-{action.pk}")
        found.append(Promise(action, rows, together))
    return found


def kept_promises(today):
    """The same, made again when anything about a milestone is written. One query while nothing was."""
    tracked = (InitiativeWork, Milestone, Completion)
    newest = (
        model.pgh_event_model.objects.order_by("-pgh_id").values("pgh_id", named=Value(model.__name__))[:1]
        for model in tracked
    )
    first, *others = newest
    version = tuple(sorted(first.union(*others, all=True).values_list("named", "pgh_id")))
    return kept_pages.kept("front-promises", (version, today), promises)


@dataclass(frozen=True)
class Goal:
    """One indicator in plain words. `spark` is None where there are not two figures to join."""

    standing: object
    spark: object

    @property
    def sentence(self):
        """What the plan wants, and how far it has come: nothing that the figures do not carry."""
        return self.standing.progress_text


def goals(place=None, school=None):
    """The eight goals of the district or a school, those that can be said something of first. Two queries."""
    asked = Asked(this_year(), BREAKDOWNS[0], "name", 1, None, "")
    targets = dashboards.targets_of(school)
    found = dashboards.indicators_of(place or cells.of_district(), targets, asked, school=school)
    return [Goal(panel.standing, spark_of(panel.standing, f"g{n}")) for n, panel in enumerate(found.panels)]


def spark_of(standing, key):
    main = [one for one in standing.series if standing.now and one.instrument == standing.now.instrument]
    if not main:
        return None
    words = Words(key, standing.sentence, pictures.description_of(main))
    return charts.sparkline(words, pictures.readings_of(main, standing.indicator), pictures.most_of(standing.unit))


def tally(found):
    """How many indicators stand how, each state with its number, in the order of the states; none is left out, and no
    state that nothing is in is named. Where there is no target the plan has no goal, so they are not called that."""
    counted = Counter(one.standing.status for one in found)
    says = ngettext("%(number)s indicator.", "%(number)s indicators.", len(found)) % {"number": len(found)}
    parts = [
        _("%(state)s: %(number)s.") % {"state": status.label, "number": counted[status]}
        for status in Status
        if counted[status]
    ]
    return " ".join([says, *parts])


def kept_goals():
    """The drawn goals of the district, made again when something is published."""
    version = Stamp.now().publication, this_year()
    return mark_safe(kept_pages.kept("front-goals", version, lambda: drawn(goals())))


def drawn(found):
    return render_to_string("public/_goals.html", {"goals": found, "tally": tally(found)})


def next_meetings(today):
    """The next council meetings of the district that everybody may come to."""
    coming = CouncilMeeting.objects.coming().filter(held_on__gte=today).with_place()
    return list(coming[:NEXT_MEETINGS])


def compacts_in_force():
    """Of how many schools a compact is in force; their texts are not read for that."""
    found = CompactVersion.objects.filter(state__in=IN_FORCE, compact__kind=DocumentKind.COMPACT)
    return found.order_by().values("compact__school").distinct().count()


def of_today():
    """All that the front page shows."""
    today = timezone.localdate()
    return {
        "promises": kept_promises(today),
        "goals": kept_goals(),
        "stories": list(Story.objects.shown(today).newest()[:NEWEST_STORIES]),
        "meetings": next_meetings(today),
        "compacts_total": compacts_in_force(),
    }
