"""Reminders of evaluations and of agreed actions, by the reminder rules of the district (`plans.reminders`)."""

from django.db import transaction

from district.access import Can
from district.notices import Case, in_each_language, people_by_school, people_of_the_district, tell_each
from partnerships.evaluations import notices
from partnerships.models import AgreedAction, EvaluationSide
from partnerships.models.evaluations import Side
from plans.reminders import dues_on


def remind(on):
    """Tell whoever is to rate or to act what is due or late on the day `on`. Safe to run twice."""
    for due in dues_on(on):
        with transaction.atomic():
            of_sides(due)
            of_actions(due)


def of_sides(due):
    """Sides that have not handed in: the partner's contacts, the principal; one level up central office. Who rates by
    a mailed link has no account: once it is late central office is told, and mails again."""
    waiting = EvaluationSide.objects.waiting().exclude(side=Side.FAMILIES)
    waiting = waiting.filter(evaluation__shared_on=None, evaluation__due_on__in=due.days)
    sides = list(waiting.select_related("evaluation__partner", "evaluation__school"))
    if not sides:
        return
    contacts = notices.contacts_by_partner({one.evaluation.partner_id for one in sides})
    heads = people_by_school({one.evaluation.school_id for one in sides if one.evaluation.school_id}, Can.AGREE_ACTION)
    office = list(people_of_the_district(Can.RUN_EVALUATION))
    cases = []
    for one in sides:
        evaluation = one.evaluation
        if one.side == Side.PARTNER:
            people = contacts.get(evaluation.partner_id, [])
        else:
            people = heads.get(evaluation.school_id, []) if evaluation.school_id else office
        if due.is_late and (due.rule.escalates or not people):
            people = {*people, *office}
        cases.append(
            Case(
                people,
                evaluation.get_absolute_url(),
                f"due/partner-evaluation/{one.pk}/{evaluation.due_on}/{due.rule.days}",
                evaluation.school,
                {
                    "partner": str(evaluation.partner),
                    "place": notices.place_words(evaluation),
                    "side": in_each_language(lambda one=one: one.label),
                    "day": evaluation.due_on,
                    "evaluation": evaluation.pk,
                },
            )
        )
    tell_each(notices.EVALUATION_LATE if due.is_late else notices.EVALUATION_SOON, cases, about=sides[0].evaluation)


def of_actions(due):
    """Agreed actions: their owner, else the principal; one level up central office."""
    near = AgreedAction.objects.open().filter(due_on__in=due.days)
    for action in near.select_related("owner", "evaluation__partner", "evaluation__school"):
        evaluation = action.evaluation
        people = {action.owner} if action.owner else set()
        if not people and evaluation.school_id:
            people = set(people_by_school([evaluation.school_id], Can.AGREE_ACTION).get(evaluation.school_id, []))
        if not people or (due.is_late and due.rule.escalates):
            people |= set(people_of_the_district(Can.RUN_EVALUATION))
        case = Case(
            people,
            action.get_absolute_url(),
            f"due/partner-action/{action.pk}/{action.due_on}/{due.rule.days}",
            evaluation.school,
            {"partner": str(evaluation.partner), "action": action.what, "day": action.due_on},
        )
        tell_each(notices.ACTION_LATE if due.is_late else notices.ACTION_SOON, [case], about=action)
