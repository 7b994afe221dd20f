"""Recording who was trained: one tap for each person at a session, completed elsewhere, confirmed or refused."""

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from governance.models import TrainingRecord
from governance.models.training import SessionState, new_number
from governance.training import standing


class NotPossible(Exception):
    """Why something cannot be recorded, in words for the page."""


def require_open(session, today=None):
    """Raise NotPossible where nobody can have been at the session: it is still to come, or it was cancelled."""
    if session.is_cancelled:
        raise NotPossible(_("This session was cancelled."))
    if session.held_on > (today or timezone.localdate()):
        raise NotPossible(_("Who was there is recorded from the day of the session on."))


@transaction.atomic
def record_presence(session, school, person, was_there, *, by):
    """Say whether a person of a school was at a session; said twice it is the same. Raises NotPossible.

    Whoever was there has completed all modules of the session.
    """
    session = type(session).objects.select_for_update().get(pk=session.pk)
    require_open(session)
    held = session.records.filter(school=school, **whose(person))
    if not was_there:
        held.delete()
        return
    known = set(held.values_list("module", flat=True))
    missing = [module for module in session.modules.all() if module.pk not in known]
    if missing:
        due = due_days(school, person, session.held_on)
        TrainingRecord.objects.bulk_create(
            record_of(session, school, person, module, due.get(module.pk), by) for module in missing
        )
    if session.state != SessionState.HELD:
        session.state = SessionState.HELD
        session.save(update_fields=["state"])


def whose(person):
    return {"term": person.term} if person.term else {"user": person.user}


def due_days(school, person, day):
    """{module: by when it was due} of a person as things stood on a day, before what is recorded now."""
    return due_days_of(school, day).get(person.line_key, {})


def due_days_of(school, day):
    found = {}
    for line in standing.lines(day, schools=[school.pk]):
        found.setdefault(line.person, {})[line.module_id] = line.due_on or line.valid_until
    return found


def number_for(person):
    """The check number of a new record; a student's certificate has none, and no public page knows of it."""
    return None if person.is_student else new_number()


def record_of(session, school, person, module, due_on, by):
    return TrainingRecord(
        module=module,
        session=session,
        school=school,
        day=session.held_on,
        minutes=length_of(session, module),
        due_on=due_on,
        number=number_for(person),
        recorded_by=by,
        confirmed_by=by,
        confirmed_at=timezone.now(),
        **whose(person),
    )


def length_of(session, module):
    """Minutes that count for one module: the session's where it is the only one, else the module's own."""
    return max(session.minutes, 5) if len(session.modules.all()) == 1 else module.minutes


@transaction.atomic
def settle(session):
    """After the modules of a session were changed: whoever was there has completed these, and no others."""
    modules = {module.pk: module for module in session.modules.all()}
    records = list(session.records.select_related("term", "user"))
    session.records.exclude(module__in=modules).delete()
    there = {}
    for record in records:
        there.setdefault((record.term_id, record.user_id), []).append(record)
    for known in there.values():
        first = known[0]
        for pk in modules.keys() - {one.module_id for one in known}:
            TrainingRecord.objects.create(
                module=modules[pk],
                session=session,
                school_id=first.school_id,
                term=first.term,
                user=first.user,
                day=session.held_on,
                minutes=length_of(session, modules[pk]),
                number=None if first.is_of_a_student else new_number(),
                recorded_by=first.recorded_by,
                confirmed_by=first.confirmed_by,
                confirmed_at=first.confirmed_at,
            )
    session.records.exclude(day=session.held_on).update(day=session.held_on)


# ---------------------------------------------------------------------- elsewhere


@transaction.atomic
def record_elsewhere(record, person, *, by):
    """Store that a person completed a module elsewhere. It counts at once where somebody else records it who may;
    what a person says of themselves waits until another has looked at it."""
    record.term, record.user = person.term, person.user
    record.recorded_by = by
    record.number = number_for(person)
    record.due_on = due_days(record.school, person, record.day).get(record.module_id)
    if person.account_id != by.pk:
        record.confirmed_by, record.confirmed_at = by, timezone.now()
    record.save()
    return record


@transaction.atomic
def judge(record, *, by, confirmed, reason=""):
    """Confirm or refuse what somebody said to have completed elsewhere. Raises NotPossible for one's own."""
    record = TrainingRecord.objects.select_for_update(of=("self",)).select_related("term").get(pk=record.pk)
    if record.session_id or record.confirmed_at or record.refused_reason:
        raise NotPossible(_("This was decided already."))
    if record.holder_id == by.pk:
        raise NotPossible(_("Somebody else has to confirm it."))
    if confirmed:
        record.confirmed_by, record.confirmed_at = by, timezone.now()
    else:
        record.refused_reason = reason
    record.save()
    return record
