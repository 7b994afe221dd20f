"""The constraints of a model, asked of a row in memory: the rules of the database before it is asked.

Only what a condition says in plain comparisons is understood here; of anything else the answer is "not known", and the
database has the word when the row is stored. So a new constraint of the model is a rule of tables from its first day.
"""

from functools import cache

from django.db.models import CheckConstraint, F, Q, Value
from django.db.models.expressions import CombinedExpression
from django.db.models.functions import Coalesce

COMPARISONS = {
    "exact": lambda left, right: left == right,
    "gt": lambda left, right: left > right,
    "gte": lambda left, right: left >= right,
    "lt": lambda left, right: left < right,
    "lte": lambda left, right: left <= right,
    "in": lambda left, right: left in right,
    "range": lambda left, right: right[0] <= left <= right[1],
}


class NotUnderstood(Exception):
    pass


def broken(model, values):
    """(code, message) of each constraint that a record with these values breaks; what is not in them is empty."""
    for constraint, names in constraints_of(model):
        if not names.isdisjoint(values):
            try:
                holds = truth(constraint.condition, values, model)
            except NotUnderstood:
                continue
            if holds is False:
                yield constraint.violation_error_code or constraint.name, constraint.get_violation_error_message()


@cache
def constraints_of(model):
    """(constraint, the fields it speaks of), those of a model alone that compare its own fields."""
    found = [one for one in model._meta.constraints if isinstance(one, CheckConstraint)]
    return [(one, frozenset(names_in(one.condition, model))) for one in found]


def names_in(condition, model):
    for child in getattr(condition, "children", ()):
        if isinstance(child, Q):
            yield from names_in(child, model)
        elif isinstance(child, tuple):
            yield column_of(child[0].split("__")[0], model)


@cache
def column_of(name, model):
    """As `values` call it: a key by its id."""
    field = next((field for field in model._meta.concrete_fields if field.name == name), None)
    return field.attname if field else name


def truth(condition, values, model):
    """True, False, or None as SQL says of what is not known."""
    if isinstance(condition, tuple):
        answer = compare(*condition, values, model)
    elif isinstance(condition, Q):
        answers = [truth(child, values, model) for child in condition.children]
        answer = joined(answers, all_of=condition.connector == Q.AND, one_of=condition.connector == Q.OR)
        if condition.negated:
            answer = None if answer is None else not answer
    else:
        raise NotUnderstood
    return answer


def joined(answers, all_of, one_of):
    if not all_of and not one_of:
        raise NotUnderstood
    decides = one_of  # one true answer decides an OR, one false an AND
    if decides in answers:
        return decides
    return None if None in answers else not decides


def compare(lookup, right, values, model):
    name, _separator, how = lookup.partition("__")
    left = values.get(column_of(name, model), default_of(model, name))
    if hasattr(right, "resolve_expression"):
        right = value_of(right, values, model)
        if right is None and how != "isnull":
            return None
    if how == "isnull":
        return (left is None) == right
    if how in ("", "exact") and right is None:
        return left is None
    if (how or "exact") not in COMPARISONS:
        raise NotUnderstood
    return None if left is None else COMPARISONS[how or "exact"](left, right)


def value_of(expression, values, model):
    """What a field, a constant, or a sum of such stands for; None as SQL says of what is not known."""
    if isinstance(expression, F):
        return values.get(column_of(expression.name, model), default_of(model, expression.name))
    if isinstance(expression, Value):
        return expression.value
    if isinstance(expression, Coalesce):
        found = (value_of(part, values, model) for part in expression.get_source_expressions())
        return next((value for value in found if value is not None), None)
    if isinstance(expression, CombinedExpression) and expression.connector == CombinedExpression.ADD:
        parts = [value_of(part, values, model) for part in (expression.lhs, expression.rhs)]
        return None if None in parts else sum(parts)
    raise NotUnderstood


@cache
def default_of(model, name):
    field = next((field for field in model._meta.concrete_fields if field.name == name), None)
    if field is None or getattr(field, "generated", False):
        raise NotUnderstood
    return field.get_default()
