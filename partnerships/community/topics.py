"""What community sessions are about, and what a school year has covered (initiative 2.1)."""

from dataclasses import dataclass

from django.db.models import Count, Q

from district.following import ActionState
from partnerships.models import LearningTopic, NeedHeard, Opportunity, OpportunityAction
from partnerships.models.opportunities import NeedTheme

# The plan's own examples: code, name, in Spanish, whether it is one of the challenges (facts 1.6).
TOPICS = (
    ("engagement", "Effective family and community engagement", "Participación eficaz de familias y comunidad", False),
    ("student-centered", "Student-centered learning", "Aprendizaje centrado en el estudiante", False),
    ("literacy", "Literacy", "Lectura y escritura", False),
    ("college", "College planning", "Planes para la universidad", False),
    ("culture", "Critical race theory and cultural responsiveness",
     "Teoría crítica de la raza y respeto a las culturas", True),
    ("violence", "Violence and restorative justice", "Violencia y justicia restaurativa", True),
    ("digital", "The digital divide", "La brecha digital", True),
    ("mental-health", "Mental health", "Salud mental", True),
)  # fmt: skip


def load():
    """The topics that the plan names, where they are missing. Safe to repeat."""
    LearningTopic.objects.bulk_create(
        (
            LearningTopic(code=code, name=name, name_es=name_es, is_challenge=is_challenge, position=position)
            for position, (code, name, name_es, is_challenge) in enumerate(TOPICS, start=1)
        ),
        ignore_conflicts=True,
    )


@dataclass(frozen=True)
class Covered:
    """A topic in a school year: how many opportunities took place, how many are planned."""

    topic: LearningTopic
    held: int
    planned: int

    @property
    def kind(self):
        return "good" if self.held else "waiting" if self.planned else "neutral"


def covered_in(user, fall_year):
    """Every topic that is offered, and those no longer offered that were covered. Seen are what the person may read."""
    seen = Opportunity.objects.visible_to(user).in_school_year(fall_year).filter(is_cancelled=False)
    took_place = Q(opportunities__in=seen.exclude(activity=None).values("pk"))
    is_planned = Q(opportunities__in=seen.filter(activity=None).values("pk"))
    found = LearningTopic.objects.annotate(
        held=Count("opportunities", filter=took_place, distinct=True),
        planned=Count("opportunities", filter=is_planned, distinct=True),
    )
    return [Covered(one, one.held, one.planned) for one in found if not one.is_retired or one.held or one.planned]


def needs_in(user, fall_year):
    """(theme in words, how often it was heard) of a school year, most often first."""
    seen = Opportunity.objects.visible_to(user).in_school_year(fall_year)
    rows = NeedHeard.objects.filter(opportunity__in=seen.values("pk")).order_by().values_list("theme")
    rows = rows.annotate(total=Count("pk")).order_by("-total", "theme")
    return [(NeedTheme(theme).label, total) for theme, total in rows]


def follow_up_in(user, fall_year, today):
    """How the actions that followed stand (`FollowedQuerySet.tally`)."""
    seen = Opportunity.objects.visible_to(user).in_school_year(fall_year)
    return OpportunityAction.objects.filter(opportunity__in=seen.values("pk")).tally(today)


HEADERS = ("school_code", "school", "held_on", "title", "topics", "languages", "took_place", "families", "adults",
           "students", "needs", "actions", "actions_done")  # fmt: skip


def file_rows(opportunities):
    """One line for each; attendance from the logged activity, empty where nothing is logged or counted."""
    for one in opportunities:
        logged = one.activity
        yield (
            one.school.code if one.school else "", str(one.school or ""), one.held_on, one.title,
            "; ".join(str(topic) for topic in one.topics.all()), "; ".join(one.languages), int(logged is not None),
            logged and logged.families_total, logged and logged.adults_total, logged and logged.students_total,
            "; ".join(str(need) for need in one.needs.all()), len(one.actions.all()),
            sum(action.state == ActionState.DONE for action in one.actions.all()),
        )  # fmt: skip
