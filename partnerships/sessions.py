"""The sessions of a series: what repeats from one to the next, what they add up to, and which can still be attached."""

from dataclasses import dataclass
from decimal import Decimal

from django.db import transaction
from django.db.models import Count, Max, Q, Sum
from django.utils.translation import gettext as _

from indicators.tasks import ring
from partnerships.choices import TeamStep
from partnerships.models import Activity, ActivitySeries, ActivityType

# What the next session takes over from the last one. Ratings, counts and notes are of one session each.
REPEATS = (
    *("starts_at", "ends_at", "place", "mode", "run_by", "audience", "four_cs", "roles_supported"),
    *("languages_offered", "child_care", "transport", "food", "grade_bands"),
)
LINKS = ("partners", "indicators", "initiatives")
MOST_TO_ATTACH = 60


def sessions_of(series):
    """What was held of a series, first session first."""
    return Activity.objects.kept().filter(series=series).order_by("held_on", "pk")


def last_session(series):
    return sessions_of(series).last()


def next_title(series):
    return _("%(series)s, session %(number)s") % {
        "series": series.title[:110],
        "number": sessions_of(series).count() + 1,
    }


@dataclass(frozen=True)
class Sums:
    """What the sessions of a series add up to; hours are those of the sessions that say how long they took."""

    sessions: int
    families: int | None
    adults: int | None
    hours: Decimal | None
    last_on: object


def sums_of(series):
    """The `Sums` of one series. One query."""
    found = sessions_of(series).aggregate(
        sessions=Count("pk"),
        families=Sum("families_total"),
        adults=Sum("adults_total"),
        hours=Sum("hours_total"),
        last_on=Max("held_on"),
    )
    return Sums(**found)


def with_sums(queryset):
    """Series with what a list shows of their sessions."""
    kept = Q(sessions__deleted_at=None)
    return queryset.annotate(
        sessions_held=Count("sessions", filter=kept),
        hours=Sum("sessions__hours_total", filter=kept),
        families=Sum("sessions__families_total", filter=kept),
        last_on=Max("sessions__held_on", filter=kept),
    )


def attachable(series):
    """Activities of the same school, type and school year that could be sessions, newest first.

    They belong to no series yet and say of nobody that they enrolled, which the series says.
    """
    same = (
        Activity.objects.kept()
        .in_school_year(series.fall_year)
        .filter(school_key=series.school_key, activity_type=series.activity_type, series=None)
    )
    return same.filter(enrolled_total=None, completed_total=None, roles_taken_total=None).order_by("-held_on", "-pk")


@transaction.atomic
def attach(series, keys):
    """Make these activities sessions of the series, where they can be; returns how many."""
    chosen = attachable(series).filter(pk__in=keys).select_for_update()
    attached = 0
    for activity in chosen:
        activity.series, activity.is_series = series, True
        activity.version += 1
        activity.save(update_fields=["series", "is_series", "version", "changed_at"])
        attached += 1
    ring()
    return attached


@transaction.atomic
def detach(series, pk):
    """Take one activity out of the series; it stays an activity. False where it is none of its sessions."""
    session = sessions_of(series).filter(pk=pk).select_for_update().first()
    if session is None:
        return False
    session.series, session.is_series = None, False
    session.version += 1
    session.save(update_fields=["series", "is_series", "version", "changed_at"])
    ring()
    return True


def repeated(series):
    """What the next session takes over: (values, links); nothing where none was held yet."""
    last = last_session(series)
    if last is None:
        return {}, {}
    values = {name: getattr(last, name) for name in REPEATS}
    return values, {name: list(getattr(last, name).values_list("pk", flat=True)) for name in LINKS}


def classes_with_all_steps(fall_year, school_key=None):
    """How many classes ran all four parts of the Academic Parent-Teacher Team year (facts 7.2). One query.

    A series is one class, or several that meet together: it counts with the smallest number of classes that took part
    in one of the four; a session that does not say how many counts as one.
    """
    teams = ActivitySeries.objects.in_school_year(fall_year).filter(activity_type=ActivityType.APTT)
    if school_key is not None:
        teams = teams.filter(school_key=school_key)
    steps = Activity.objects.kept().filter(series__in=teams).exclude(team_step="")
    counted = steps.values_list("series", "team_step").annotate(classes=Max("classes_total"))
    by_series = {}
    for series, step, classes in counted:
        by_series.setdefault(series, {})[step] = classes or 1
    return sum(min(found.values()) for found in by_series.values() if len(found) == len(TeamStep))
