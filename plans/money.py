"""Dollars for people: two decimals, the reader's separators, a minus sign in front of the dollar sign."""

from decimal import Decimal

from django.utils.formats import number_format

CENT = Decimal("0.01")
MINUS = "\N{MINUS SIGN}"


def dollars(amount):
    """ "$1,234.50"; empty for None."""
    if amount is None:
        return ""
    sign = MINUS if amount < 0 else ""
    return f"{sign}${number_format(abs(amount), 2, use_l10n=True, force_grouping=True)}"


def percent_of(part, whole):
    """How many percent of `whole` a `part` is, rounded down to a tenth so that 89.99 is not shown as 90; or None."""
    if not whole:
        return None
    return (1000 * part / whole).to_integral_value("ROUND_FLOOR") / 10


def plain(percent):
    """A percentage without zeros behind it: 1.00 → "1"."""
    return f"{percent.normalize():f}"
