"""The shape of a plan cycle in `plans.reference`: what its modules fill in and `plans.loading` stores."""

from dataclasses import dataclass

from district.reference_text import Text

NOTHING = Text("", "")


@dataclass(frozen=True)
class Statement:
    """One line of a theory of action; the last one is its THEN."""

    text: Text
    heading: Text = NOTHING
    is_conclusion: bool = False


@dataclass(frozen=True)
class Aim:
    code: str
    text: Text


@dataclass(frozen=True)
class InitiativeText:
    """A numbered line of the plan. Measures and partners only where the plan itself names them."""

    code: str
    title: Text
    intent: Text
    named_measures: Text = NOTHING
    named_partners: Text = NOTHING
    indicators: tuple = ()


@dataclass(frozen=True)
class Action:
    code: str
    title: Text
    initiatives: tuple


@dataclass(frozen=True)
class Cycle:
    code: str
    title: Text
    first_fall_year: int
    last_fall_year: int
    vision: Text
    mission: Text
    fce_definition: Text
    source: Text
    five_es: tuple
    fce_theory: tuple
    aims: tuple
    actions: tuple
