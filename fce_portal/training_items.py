"""What training asks of a person: their own, that of the people they see to, proofs to look at, sessions to record."""

from datetime import timedelta

from django.core.cache import cache
from django.db.models import Q
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from district.access import Can, may, may_district_wide, schools_held, schools_where
from district.models import School
from fce_portal.items import Item, link
from governance.models import TrainingRecord, TrainingSession
from governance.models.training import SessionState
from governance.training import standing, tables

AHEAD = timedelta(days=30)
BACK = timedelta(days=30)  # what nobody recorded within a month is asked no more
MOST = 5
KEPT_SECONDS = 600  # to ask it of 1,800 schools takes a second, and central office opens this page all day


def items_for(user, today):
    """At most eight queries, however many people and sessions there are."""
    return [*own(user, today), *of_schools(user, today), *proofs(user), *to_record(user, today)]


def own(user, today):
    """What the person has to learn: overdue in one line, what is due soon by name."""
    cells = [cell for _school, found in tables.own_cells(user, today) for cell in found if not cell.line.is_done]
    url = link("governance:training-own")
    overdue = [cell for cell in cells if cell.line.due_on < today]
    if overdue:
        first = min(cell.line.due_on for cell in overdue)
        if len(overdue) == 1:
            words = {"training": overdue[0].module, "day": date_format(first)}
            yield Item("warn", _("Your training “%(training)s” was due on %(day)s.") % words, url, first)
        else:
            sentence = _("%(total)s trainings that are asked of you are overdue.")
            yield Item("warn", sentence % {"total": len(overdue)}, url, first)
    soon = [cell for cell in cells if today <= cell.line.due_on <= today + AHEAD]
    for cell in soon[:MOST]:
        words = {"training": cell.module, "day": date_format(cell.line.due_on)}
        yield Item("waiting", _("Your training “%(training)s” is due on %(day)s.") % words, url)


def of_schools(user, today):
    """How many people have something overdue: school by school for those who see to one, in all for the district."""
    if may_district_wide(user, Can.RUN_TRAINING):
        total = cache.get_or_set(f"schools-with-training-overdue/{today}", lambda: schools_overdue(today), KEPT_SECONDS)
        if total:
            sentence = ngettext(
                "At %(total)s school training is overdue.", "At %(total)s schools training is overdue.", total
            )
            yield Item("warn", sentence % {"total": total}, link("governance:training-overview", show="overdue"))
        return
    held = schools_held(user, Can.RECORD_TRAINING)[:MOST]
    counts = standing.by_school(today, schools=held) if held else {}
    late = {pk: count for pk, count in counts.items() if count.overdue}
    for school in School.objects.filter(pk__in=late).order_by("name") if late else ():
        count = late[school.pk]
        sentence = ngettext(
            "%(total)s person at %(school)s has training overdue.",
            "%(total)s people at %(school)s have training overdue.",
            count.people_overdue,
        )
        words = {"total": count.people_overdue, "school": school}
        yield Item("warn", sentence % words, link("governance:training-council", school.code), count.next_due)


def schools_overdue(today):
    return sum(count.overdue > 0 for count in standing.by_school(today).values())


def proofs(user):
    """What people completed elsewhere and somebody has to look at."""
    if not may(user, Can.RECORD_TRAINING):
        return
    waiting = TrainingRecord.objects.waiting().filter(school__in=schools_where(user, Can.RECORD_TRAINING))
    total = waiting.exclude(Q(user=user) | Q(term__user=user)).count()
    if total:
        sentence = ngettext(
            "%(total)s training completed elsewhere waits to be confirmed.",
            "%(total)s trainings completed elsewhere wait to be confirmed.",
            total,
        )
        yield Item("waiting", sentence % {"total": total}, link("governance:training-overview"))


def to_record(user, today):
    """Sessions that are over, and nobody has said who was there: one tap from the list of a school of one's own."""
    if not may(user, Can.RECORD_TRAINING):
        return
    open_ones = TrainingSession.objects.filter(state=SessionState.PLANNED, held_on__range=(today - BACK, today))
    own = schools_held(user, Can.RECORD_TRAINING)
    if not may_district_wide(user, Can.RUN_TRAINING):
        open_ones = open_ones.filter(school__in=own)
    for session in open_ones.select_related("school").prefetch_related("modules")[:MOST]:
        words = {"training": session, "day": date_format(session.held_on)}
        sentence = _("Record who was at the training “%(training)s” on %(day)s.")
        url = session.get_absolute_url()
        if session.school_id and session.school_id in own:
            url = link("governance:training-attendance", session.pk, session.school.code)
        yield Item("waiting", sentence % words, url)
