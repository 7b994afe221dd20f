"""Numbers as people read them: rounded once and half up, in their language."""

from decimal import Decimal

import pytest
from django.utils.translation import override

from indicators.amounts import amount, briefly_signed, hundredths, number, signed, tenths
from indicators.instruments import InstrumentUnit

PERCENT, COUNT = InstrumentUnit.PERCENT, InstrumentUnit.COUNT


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (Decimal("25.6789"), "25.68%"),
        (Decimal("25.6750"), "25.68%"),
        (Decimal("25.7000"), "25.7%"),
        (Decimal("26.0000"), "26.0%"),
        (Decimal("0.0000"), "0.0%"),
        (25.005, "25.01%"),
        (3 * 0.1, "0.3%"),
    ],
)
def test_a_share_is_rounded_to_two_decimals_and_not_cut_off(value, text):
    assert amount(value, PERCENT) == text


def test_a_limit_has_no_decimal_that_it_does_not_need():
    assert [amount(Decimal(one), PERCENT, exact=True) for one in ("5.0000", "12.5000")] == ["5%", "12.5%"]


def test_a_count_is_grouped():
    assert amount(Decimal("4835.0000"), COUNT) == number(4835) == "4,835"


@pytest.mark.parametrize(
    ("value", "text", "brief"),
    [
        (Decimal("5.5700"), "+5.6", "+5.6"),
        (Decimal("-10.0000"), "−10.0", "−10"),
        (Decimal("0.0400"), "±0.0", "0"),
        (-0.04, "±0.0", "0"),
        (Decimal("-0.0500"), "−0.1", "−0.1"),
    ],
)
def test_a_distance_is_rounded_before_it_gets_its_sign(value, text, brief):
    assert (signed(value), briefly_signed(value)) == (text, brief)


def test_a_half_of_a_percent_is_rounded_up_from_the_share_itself():
    assert [int(hundredths(share, 0)) for share in (23 / 40, 0.285, 1 / 3, Decimal("0.145"))] == [58, 29, 33, 15]


def test_tenths_leave_out_the_sign():
    assert (tenths(Decimal("-5.55")), tenths(3)) == ("5.6", "3.0")


def test_everything_follows_the_language_of_the_reader():
    with override("de"):
        assert (amount(Decimal("25.678"), PERCENT), signed(Decimal("-1234.56"))) == ("25,68%", "−1.234,6")
