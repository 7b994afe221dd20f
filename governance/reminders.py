"""Reminders of what councils have to do by a day, by the district's rules (`plans.reminders`): the chair first, the
principal where there is no chair or once it is late, central office one level up."""

from django.db import transaction

from district.access import Can
from district.notices import Case, in_each_language, people_by_school, people_of_the_district, tell_each
from governance import dues, notices, today
from governance.models import Council, CouncilReminder
from plans.reminders import dues_on


@transaction.atomic
def remind(on):
    """Tell everybody what is due or late by the rules, on the day `on`. Safe to run twice, and on days off."""
    for said in dues_on(on):
        if not said.days:
            continue
        due = dues.open_dues(open_councils(on), min(said.days), max(said.days))
        due = [one for one in due if one.day in said.days]
        if not due:
            continue
        who = Recipients({one.council.school_id for one in due})
        above = list(people_of_the_district(Can.REMIND_COUNCILS)) if said.rule.escalates else []
        cases = [
            Case(
                [*who.of(one.council.school_id, is_late=said.is_late), *above],
                one.path,
                f"due/council/{one.key}/{said.rule.days}",
                one.council.school,
                {"what": in_each_language(one.say), "day": one.day, "due": one.key},
            )
            for one in due
        ]
        tell_each(notices.LATE if said.is_late else notices.SOON, cases, about=due[0].council)


def open_councils(on):
    return Council.objects.exclude(school__closed_on__lt=on).select_related("school", "model")


class Recipients:
    """Chairs and principals of some schools. Two queries."""

    def __init__(self, schools):
        recording = people_by_school(schools, Can.RECORD_MEETING)
        self.heads = people_by_school(schools, Can.SUBMIT_ACTION_PLAN)
        heads = {school: {one.pk for one in people} for school, people in self.heads.items()}
        self.chairs = {
            school: [one for one in people if one.pk not in heads.get(school, ())]
            for school, people in recording.items()
        }

    def of(self, school, *, is_late):
        chairs, heads = self.chairs.get(school, []), self.heads.get(school, [])
        return [*chairs, *heads] if is_late or not chairs else chairs


@transaction.atomic
def remind_councils(rows, *, by, note=""):
    """Central office reminds councils of all that is open; `rows`: their `today.CouncilToday`. Those reminded."""
    rows = [row for row in rows if row.calls]
    kept = CouncilReminder.objects.bulk_create(CouncilReminder(council=row.council, by=by, note=note) for row in rows)
    who = Recipients([row.council.school_id for row in rows])
    cases = [
        Case(
            who.of(row.council.school_id, is_late=True),
            row.council.get_absolute_url(),
            f"council-reminder/{record.pk}",
            row.council.school,
            {"what": in_each_language(lambda row=row: reasons(row)), "note": f"“{note}”" if note else ""},
        )
        for record, row in zip(kept, rows, strict=True)
    ]
    if rows:
        tell_each(notices.REMINDED, cases, about=rows[0].council, by=by)
    return rows


def reasons(row):
    """The first reasons to call a council, in the language in force."""
    calls = today.sorted_calls(row)[: today.MOST_CALLS]
    return " ".join(call.words for call in calls)
