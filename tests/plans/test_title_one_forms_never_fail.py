"""Whatever is typed into the forms of the Title I budget gets an answer, and nothing is half-written."""

from contextlib import contextmanager

import pytest
from django.db import transaction
from django.urls import reverse
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.factories import (
    MembershipFactory,
    ReserveRuleFactory,
    SchoolProfileFactory,
    SpendingEntryFactory,
    TitleOneBudgetFactory,
)

pytestmark = pytest.mark.django_db

TYPED = st.one_of(
    st.text(max_size=30),
    st.sampled_from(["", "\0", "0", "-1", "1e9", "1e999", "NaN", "Infinity", "9" * 40, "0.001", "1,000.00", "$5"]),
    st.sampled_from(["2025-10-10", "2025-02-30", "0000-00-00", "9999-12-31", "on", "INTENSIVE", "=1+1", "x" * 5000]),
)
MONEY_LINE = ["school", "what", "amount", "category", "initiative", "milestone", "seen", "correction"]
SPENDING = [*MONEY_LINE, "spent_on", "vendor", "reference", "planned", "document", "twice"]
BUDGET = ["allocation", "source", "stated_on", "reserve", "carried_over", "families_on", "families_how", "seen"]
THRESHOLDS = ["first_fall_year", "reserve_percent", "exempt_up_to", "schools_percent", "high_need_tiers", "source"]


def typed_into(names):
    return st.fixed_dictionaries({}, optional=dict.fromkeys(names, TYPED))


@contextmanager
def undone():
    with transaction.atomic():
        yield
        transaction.set_rollback(True)


@pytest.fixture
def central(client):
    client.force_login(MembershipFactory(district_wide=True).user)
    return client


@pytest.fixture
def entry():
    ReserveRuleFactory()
    return SpendingEntryFactory(budget=TitleOneBudgetFactory(), school=SchoolProfileFactory().school)


def answers(client, name, *args, typed, method="post"):
    with undone():
        return getattr(client, method)(reverse(f"plans:{name}", args=args), typed).status_code in (200, 302)


@settings(max_examples=25)
@given(spending=typed_into(SPENDING), planned=typed_into(MONEY_LINE))
def test_forms_about_spending(central, entry, spending, planned):
    assert answers(central, "spending-add", 2025, typed=spending)
    assert answers(central, "spending-edit", entry.pk, typed=spending)
    assert answers(central, "planned-add", 2025, typed=planned)


@settings(max_examples=25)
@given(typed=typed_into(["on", "reason", "correction"]))
def test_the_form_that_takes_an_entry_back(central, entry, typed):
    assert answers(central, "spending-reverse", entry.pk, typed=typed)


@settings(max_examples=25)
@given(typed=typed_into(BUDGET), part=typed_into(["amount", "carried_over", "seen"]))
def test_forms_about_the_years_money(central, entry, typed, part):
    assert answers(central, "title-one-edit", 2025, typed=typed)
    assert answers(central, "title-one-allocation", 2025, entry.school.code, typed=part)


@settings(max_examples=25)
@given(typed=typed_into(["total", "weight", "seen"]))
def test_sharing_out(central, entry, typed):
    assert answers(central, "title-one-share-out", 2025, typed=typed)
    assert answers(central, "title-one-share-out", 2025, typed=typed, method="get")


@settings(max_examples=25)
@given(typed=typed_into(THRESHOLDS))
def test_thresholds(central, entry, typed):
    assert answers(central, "title-one-thresholds-add", typed=typed)


@settings(max_examples=25)
@given(query=st.fixed_dictionaries({}, optional=dict.fromkeys(["year", "format", "page", "school"], TYPED)))
def test_what_stands_in_the_address(central, entry, query):
    for name, args in (
        ("title-one-year", [2025]),
        ("title-one-school", [2025, entry.school.code]),
        ("title-one-central", [2025]),
        ("spending-add", [2025]),
        ("planned-add", [2025]),
        ("spending-import", [2025]),
        ("lists", []),
        ("list-file", ["goals"]),
    ):
        assert answers(central, name, *args, typed=query, method="get")
