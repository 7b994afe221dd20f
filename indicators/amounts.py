"""Numbers as people read them, in their language: rounded once, half up, and never cut off.

Django's `number_format` drops the decimals that it does not show, so that 5.57 would read 5.5. Everything that prints a
figure, a distance or a count of it comes through here.
"""

from decimal import ROUND_HALF_UP, Decimal

from django.utils.formats import number_format

from indicators.instruments import InstrumentUnit


def rounded(value, places):
    """A number to so many decimals, half up, as the state rounds and as people expect it; a `Decimal`."""
    return Decimal(str(value)).quantize(Decimal(1).scaleb(-places), ROUND_HALF_UP)


def hundredths(share, places):
    """A share from 0 to 1 in percents, rounded likewise: 0.575 is 58, though 100 times that float is a bit less."""
    return rounded(Decimal(str(share)) * 100, places)


def amount(value, unit, *, exact=False):
    """A number of a unit for people: 25.7%, 4,835, 2,431. Percents keep one decimal, or two where there are two.

    `exact`: no decimal that is not needed (targets, limits).
    """
    is_percent, value = unit == InstrumentUnit.PERCENT, rounded(value, 2)
    least = 1 if is_percent and not exact else 0
    places = next(places for places in range(least, 3) if value == rounded(value, places))
    text = number_format(rounded(value, places), places, use_l10n=True, force_grouping=not is_percent)
    return f"{text}%" if is_percent else text


def number(value):
    """A count as it is: 4,835; hours keep the decimals that they have."""
    return number_format(value, use_l10n=True, force_grouping=True)


def tenths(value):
    """With one decimal and without its sign, as distances in percentage points are printed: 5.6, 10.0."""
    return number_format(abs(rounded(value, 1)), 1, use_l10n=True)


def signed(value):
    """A distance or a change with its sign, as tables print it: +5.6, −10.0, ±0.0."""
    value = rounded(value, 1)
    return f"{'+' if value > 0 else '−' if value < 0 else '±'}{tenths(value)}"


def briefly_signed(value):
    """The same for sentences and scales: +5.6, −10, 0."""
    value = rounded(value, 1)
    text = number_format(abs(value), 0 if value == int(value) else 1, use_l10n=True)
    return f"{'+' if value > 0 else '−' if value < 0 else ''}{text}"
