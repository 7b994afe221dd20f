"""Reminders of councils' duties and of answers that principals owe, by the district's reminder rules (features, 89)."""

from django.db import transaction

from district import school_years
from district.access import Can
from district.notices import Case, in_each_language, people_by_school, people_of_the_district, tell_each
from governance import duties, duty_notices
from governance.duty_days import days_of
from governance.models import Advice
from plans.reminders import dues_on


def remind(on):
    """Tell chairs and principals what is due or late by the rules on the day `on`. Safe to run twice."""
    for due in dues_on(on):
        with transaction.atomic():
            of_duties(due)
            of_answers(due)


def of_duties(due):
    """Whoever records a council's meetings at its school hears; one level up is central office."""
    fall_year = school_years.fall_year_of(due.on)
    codes = {code for code, day in days_of(fall_year).items() if day in due.days}
    if not codes:
        return
    councils = list(duties.councils_open_in(fall_year))
    chairs = people_by_school([one.school_id for one in councils], Can.RECORD_MEETING)
    above = list(people_of_the_district(Can.FRAME_DUTIES)) if due.rule.escalates else []
    standings = duties.standings_by_council(councils, fall_year, due.on)
    cases = []
    for council in councils:
        for one in duties.statutory(standings[council.pk]):
            if one.duty.code in codes and not one.is_done:
                key = f"due/duty/{council.pk}/{fall_year}/{one.duty.code}/{one.due}/{due.rule.days}"
                words = {"duty": in_each_language(one.duty.name), "day": one.due}
                path = f"{council.get_absolute_url()}duties/{fall_year}/{one.duty.code}/"
                people = [*chairs.get(council.school_id, []), *above]
                cases.append(Case(people, path, key, council.school, words))
    kind = duty_notices.DUTY_LATE if due.is_late else duty_notices.DUTY_SOON
    if cases:
        tell_each(kind, cases, about=councils[0])


def of_answers(due):
    """The principal hears; one level up is central office."""
    owed = Advice.objects.waiting().filter(answer_by__in=due.days).select_related("school")
    owed = list(owed)
    principals = people_by_school([one.school_id for one in owed], Can.ANSWER_ADVICE)
    above = list(people_of_the_district(Can.FRAME_DUTIES)) if due.rule.escalates else []
    kind = duty_notices.ANSWER_LATE if due.is_late else duty_notices.ANSWER_SOON
    for one in owed:
        key = f"due/advice/{one.pk}/{one.answer_by}/{due.rule.days}"
        words = {"advice": str(one), "day": one.answer_by}
        people = [*principals.get(one.school_id, []), *above]
        tell_each(kind, [Case(people, one.get_absolute_url(), key, one.school, words)], about=one)
