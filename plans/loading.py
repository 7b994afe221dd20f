"""Stores an adopted plan from `plans.reference`: can be run again, and then brings the rows up to the text."""

from django.db import transaction

from district.reference_text import in_both
from indicators.models import Indicator
from plans.models import (
    CrossCuttingAim,
    Initiative,
    InitiativeWork,
    PlanCycle,
    PriorityAction,
    ReserveRule,
    SpendingCategory,
    TheoryStatement,
)
from plans.reference.title_one import CATEGORIES, THRESHOLDS

Theory = TheoryStatement.Theory


@transaction.atomic
def load_cycle(cycle):
    stored, _created = PlanCycle.objects.update_or_create(
        code=cycle.code,
        defaults={
            "first_fall_year": cycle.first_fall_year,
            "last_fall_year": cycle.last_fall_year,
            **in_both(
                title=cycle.title,
                vision=cycle.vision,
                mission=cycle.mission,
                fce_definition=cycle.fce_definition,
                source=cycle.source,
            ),
        },
    )
    load_theory(stored, Theory.FIVE_ES, cycle.five_es)
    load_theory(stored, Theory.FCE, cycle.fce_theory)
    load_aims(stored, cycle.aims)
    for action in cycle.actions:
        load_action(stored, action)
    return stored


def load_theory(cycle, theory, statements):
    for position, statement in enumerate(statements, start=1):
        TheoryStatement.objects.update_or_create(
            cycle=cycle,
            theory=theory,
            position=position,
            defaults={
                "is_conclusion": statement.is_conclusion,
                **in_both(heading=statement.heading, text=statement.text),
            },
        )


def load_aims(cycle, aims):
    for position, aim in enumerate(aims, start=1):
        CrossCuttingAim.objects.update_or_create(
            cycle=cycle, code=aim.code, defaults={"position": position, **in_both(text=aim.text)}
        )


def load_action(cycle, action):
    stored, _created = PriorityAction.objects.update_or_create(
        cycle=cycle, code=action.code, defaults=in_both(title=action.title)
    )
    for initiative in action.initiatives:
        load_initiative(stored, initiative)


def load_initiative(action, initiative):
    stored, _created = Initiative.objects.update_or_create(
        priority_action=action,
        code=initiative.code,
        defaults=in_both(
            title=initiative.title,
            intent=initiative.intent,
            named_measures=initiative.named_measures,
            named_partners=initiative.named_partners,
        ),
    )
    stored.indicators.set(Indicator.objects.filter(code__in=initiative.indicators))
    InitiativeWork.objects.get_or_create(initiative=stored)  # what is done about it: the district's own, from here on


@transaction.atomic
def load_title_one():
    """The thresholds of the law, where there are none from that year on, and what the reserve may be spent on."""
    for thresholds in THRESHOLDS:
        ReserveRule.objects.get_or_create(first_fall_year=thresholds.first_fall_year, defaults=vars(thresholds))
    for position, category in enumerate(CATEGORIES, start=1):
        SpendingCategory.objects.update_or_create(
            code=category.code,
            defaults={"position": position, "statute": category.statute, **in_both(label=category.label)},
        )
