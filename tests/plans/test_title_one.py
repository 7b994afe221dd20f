"""The Title I engagement budget: entered by central office, spent by schools, read by the board, for the auditor."""

import csv
import io
from datetime import date
from decimal import Decimal

import pytest
import time_machine
from django.core.management import call_command
from django.db import Error, IntegrityError, InternalError, connection, transaction
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone
from python_calamine import CalamineWorkbook

from district.access import GRANTS, Can, Role
from district.models import SchoolYear
from fce_portal.plan_items import title_one_warnings
from plans.models import PlannedSpending, ReserveRule, SchoolAllocation, SpendingCategory, SpendingEntry, TitleOneBudget
from plans.title_one import acts
from plans.title_one.books import books_of, title_one_schools
from plans.title_one.rules import findings
from tests.factories import (
    InitiativeFactory,
    InitiativeWorkFactory,
    MembershipFactory,
    MilestoneFactory,
    PlannedSpendingFactory,
    ReserveRuleFactory,
    SchoolAllocationFactory,
    SchoolFactory,
    SchoolProfileFactory,
    SchoolYearFactory,
    SpendingCategoryFactory,
    SpendingEntryFactory,
    TitleOneBudgetFactory,
    UserFactory,
)

pytestmark = pytest.mark.django_db

D = Decimal
AUTUMN = date(2025, 11, 12)


@pytest.fixture(autouse=True)
def law():
    return ReserveRuleFactory()


@pytest.fixture
def budget():
    return TitleOneBudgetFactory()


@pytest.fixture
def burns():
    """A Title I school."""
    return SchoolProfileFactory(school__name="Burns").school


def sign_in(client, role, school=None):
    user = MembershipFactory(role=role, school=school).user
    client.force_login(user)
    return user


def address(name, *args):
    return reverse(f"plans:{name}", args=args)


def page(client, *where):
    return client.get(address(*where)).content.decode()


def bill(school, **fields):
    """What a person types for an invoice of a school."""
    return {
        "school": school.pk if school else "",
        "spent_on": "2025-10-20",
        "amount": "240.50",
        "what": "Interpreters",
        "vendor": "Lingua Cooperative",
        "reference": "INV-7",
        "category": SpendingCategoryFactory().pk,
        "seen": 0,
    } | fields


# ---------------------------------------------------------------------- the year's money


def test_central_office_enters_the_years_money_and_reads_whether_it_is_enough(client):
    SchoolYearFactory()
    sign_in(client, Role.CENTRAL_OFFICE)
    assert "No allocation is entered for this year" in page(client, "title-one-year", 2025)

    typed = {"allocation": "10000000", "source": "Award 7", "stated_on": "2025-08-01", "reserve": "99999.99"}
    client.post(address("title-one-edit", 2025), typed | {"carried_over": "0", "seen": 0})

    assert TitleOneBudget.objects.get().reserve == D("99999.99")
    assert "$0.01 is missing" in page(client, "title-one-year", 2025)


def test_families_need_a_day_and_a_how_and_nothing_typed_is_lost(client, budget):
    sign_in(client, Role.CENTRAL_OFFICE)
    typed = {"allocation": "10000000", "source": "Award 7", "stated_on": "2025-08-01", "carried_over": "0"}
    seen = budget.events.order_by("-pgh_id").first().pgh_id
    answer = client.post(
        address("title-one-edit", 2025), typed | {"families_how": "Two evenings with interpreters.", "seen": seen}
    )
    text = answer.content.decode()
    assert "On which day did families take part?" in text
    assert "Two evenings with interpreters." in text


def test_the_second_to_save_reads_first_what_the_other_saved(client, budget):
    sign_in(client, Role.CENTRAL_OFFICE)
    typed = {"allocation": "10000000", "source": "Mine", "stated_on": "2025-08-01", "carried_over": "0"}
    seen = budget.events.order_by("-pgh_id").first().pgh_id
    client.post(address("title-one-edit", 2025), typed | {"reserve": "120000", "seen": seen})
    answer = client.post(address("title-one-edit", 2025), typed | {"reserve": "130000", "seen": seen})

    assert "while you were writing" in answer.content.decode()
    budget.refresh_from_db()
    assert budget.reserve == D(120000)


def test_the_reserve_cannot_be_more_than_the_allocation(client, budget):
    sign_in(client, Role.CENTRAL_OFFICE)
    typed = {"allocation": "100", "source": "Award", "stated_on": "2025-08-01", "carried_over": "0", "reserve": "101"}
    seen = budget.events.order_by("-pgh_id").first().pgh_id
    answer = client.post(address("title-one-edit", 2025), typed | {"seen": seen})
    assert "The reserve cannot be more than the allocation." in answer.content.decode()


def test_what_was_left_of_the_year_before_is_offered(client, budget):
    SchoolYearFactory(fall_year=2026)
    SpendingEntryFactory(budget=budget, amount=D(40000))
    sign_in(client, Role.CENTRAL_OFFICE)
    assert "60000.00" in page(client, "title-one-edit", 2026)


@pytest.mark.parametrize("year", [0, 1999, 2004, 99999, 999999999999999999999])
@pytest.mark.parametrize("name", ["title-one-year", "title-one-edit", "title-one-audit", "spending-add"])
def test_a_year_that_cannot_be_is_not_there(client, name, year):
    sign_in(client, Role.CENTRAL_OFFICE)
    assert client.get(address(name, year)).status_code == 404


# ---------------------------------------------------------------------- the schools' shares


def test_sharing_out_gives_every_title_one_school_its_share_to_the_cent(client, budget, burns):
    SchoolProfileFactory(school__name="Dwight", tier="INTENSIVE")
    SchoolProfileFactory(school__name="Not Title I", is_title1=False)
    closed = SchoolProfileFactory(school__closed_on=date(2024, 6, 30)).school
    sign_in(client, Role.CENTRAL_OFFICE)
    looked = client.get(address("title-one-share-out", 2025), {"total": "90000.01", "weight": "1.5", "seen": 0})
    assert "54,000.01" in looked.content.decode()
    client.post(address("title-one-share-out", 2025), {"total": "90000.01", "weight": "1.5", "seen": 0})

    amounts = dict(SchoolAllocation.objects.values_list("school__name", "amount"))
    assert amounts == {"Burns": D("36000.00"), "Dwight": D("54000.01")}
    assert closed not in title_one_schools(2025)


def test_sharing_out_anew_begins_with_what_high_need_schools_get_now(client, budget, burns, law):
    SchoolProfileFactory(school__name="Dwight", tier="INTENSIVE")
    sign_in(client, Role.CENTRAL_OFFICE)
    assert acts.weight_given(budget, law) == 1
    acts.share_out(budget=budget, rule=law, total=D(90000), weight=D("1.5"), seen=acts.newest_change(budget))
    page = client.get(address("title-one-share-out", 2025))
    assert page.context["look"]["weight"].value() == D("1.5")


def test_sharing_out_stops_where_somebody_has_changed_a_share_meanwhile(client, budget, burns):
    seen = acts.newest_change(budget)
    SchoolAllocationFactory(budget=budget, school=burns, amount=D(77))
    sign_in(client, Role.CENTRAL_OFFICE)
    answer = client.post(address("title-one-share-out", 2025), {"total": "90000", "weight": "1", "seen": seen})
    assert "Somebody has changed" in answer.content.decode()
    assert SchoolAllocation.objects.get().amount == D(77)

    client.post(
        address("title-one-share-out", 2025), {"total": "90000", "weight": "1", "seen": acts.newest_change(budget)}
    )
    assert SchoolAllocation.objects.get().amount == D(90000)


def test_sharing_out_anew_keeps_what_schools_have_of_the_year_before(budget, burns, law):
    other = SchoolAllocationFactory(budget=budget, amount=D(500), carried_over=D(30)).school
    SchoolAllocationFactory(budget=budget, school=burns, amount=D(1), carried_over=D(20))
    acts.share_out(budget=budget, rule=law, total=D(90000), weight=D(1), seen=acts.newest_change(budget))
    kept = dict(SchoolAllocation.objects.values_list("school", "carried_over"))
    assert kept == {other.pk: D(30), burns.pk: D(20)}
    assert SchoolAllocation.objects.get(school=other).amount == 0


def test_a_school_that_is_no_title_one_school_any_more_is_pointed_out(client, budget):
    school = SchoolProfileFactory(is_title1=False).school
    sign_in(client, Role.CENTRAL_OFFICE)
    assert "not a Title I school" in page(client, "title-one-allocation", 2025, school.code)
    client.post(address("title-one-allocation", 2025, school.code), {"amount": "500", "carried_over": "0", "seen": 0})
    assert "no Title I school this year" in page(client, "title-one-year", 2025)


def test_what_is_high_need_follows_from_the_facts_of_that_year(budget):
    school = SchoolProfileFactory(tier="INTENSIVE", ends_on=date(2025, 12, 31)).school
    SchoolProfileFactory(school=school, starts_on=date(2026, 1, 1), tier="GUARANTEED", is_title1=False)
    SchoolAllocationFactory(budget=budget, school=school)
    line = books_of(budget).lines[0]
    assert line.is_high_need is True
    assert line.is_title1 is True


# ---------------------------------------------------------------------- spending


def test_a_principal_enters_an_invoice_and_the_school_has_less_left(client, budget, burns):
    SchoolAllocationFactory(budget=budget, school=burns, amount=D(1000))
    me = sign_in(client, Role.PRINCIPAL, burns)
    client.post(address("spending-add", 2025), bill(burns))

    entry = SpendingEntry.objects.get()
    assert (entry.amount, entry.entered_by, entry.school) == (D("240.50"), me, burns)
    text = page(client, "title-one-school", 2025, burns.code)
    assert "$759.50" in text
    assert "24%" in text


def test_a_principal_cannot_enter_for_another_school_or_for_central_office(client, budget, burns):
    other = SchoolProfileFactory().school
    sign_in(client, Role.PRINCIPAL, burns)
    for place in (other, None):
        assert client.post(address("spending-add", 2025), bill(place)).status_code == 200
    assert not SpendingEntry.objects.exists()


def test_the_other_schools_money_is_not_there_for_a_principal(client, budget, burns):
    other = SpendingEntryFactory(budget=budget)
    at_office = SpendingEntryFactory(budget=budget, school=None)
    sign_in(client, Role.PRINCIPAL, burns)
    assert client.get(address("title-one-school", 2025, other.school.code)).status_code == 404
    for entry in (other, at_office):
        assert client.get(entry.get_absolute_url()).status_code == 404
        assert client.get(address("spending-edit", entry.pk)).status_code == 404
    overview = page(client, "title-one-year", 2025)
    assert other.school.name not in overview
    assert burns.name in overview


@pytest.mark.parametrize("role", [Role.BOARD_MEMBER, Role.COUNCIL_MEMBER, Role.SCHOOL_STAFF])
def test_some_read_and_do_not_spend(client, budget, burns, role):
    entry = SpendingEntryFactory(budget=budget, school=burns)
    sign_in(client, role, None if role == Role.BOARD_MEMBER else burns)
    assert Can.SPEND_TITLE1 not in GRANTS[role]
    text = page(client, "title-one-school", 2025, burns.code)
    assert entry.what in text
    assert "Enter spending" not in text
    assert client.post(address("spending-add", 2025), bill(burns)).status_code == 403
    assert client.get(address("spending-edit", entry.pk)).status_code == 403


@pytest.mark.parametrize(
    "typed,says",
    [
        ({"amount": "0"}, "at least one cent"),
        ({"amount": "-5"}, "at least one cent"),
        ({"amount": "12.345"}, "2 decimal places"),
        ({"amount": "99999999999.99"}, "12 digits"),
        ({"spent_on": "2025-06-30"}, "not in the fiscal year"),
        ({"spent_on": "2026-07-01"}, "not in the fiscal year"),
        ({"spent_on": "0001-01-01"}, "not in the fiscal year"),
        ({"reference": ""}, "required"),
    ],
)
def test_what_cannot_be_is_said_beside_the_field_and_what_was_typed_stays(client, budget, burns, typed, says):
    sign_in(client, Role.PRINCIPAL, burns)
    answer = client.post(address("spending-add", 2025), bill(burns, what="Typed already", **typed)).content.decode()
    assert says in answer
    assert "Typed already" in answer


def test_spending_is_not_entered_ahead(client, burns):
    this_year = timezone.localdate().year - (timezone.localdate().month < 7)
    TitleOneBudgetFactory(school_year__fall_year=this_year)
    sign_in(client, Role.PRINCIPAL, burns)
    typed = bill(burns, spent_on=f"{this_year + 1}-06-30")
    if timezone.localdate() < date(this_year + 1, 6, 30):
        assert "still to come" in client.post(address("spending-add", this_year), typed).content.decode()


def test_a_milestone_brings_its_initiative_and_another_one_is_refused(client, budget, burns):
    milestone = MilestoneFactory()
    other = InitiativeFactory(code="1.9")
    sign_in(client, Role.PRINCIPAL, burns)
    wrong = client.post(address("spending-add", 2025), bill(burns, milestone=milestone.pk, initiative=other.pk))
    assert "belongs to initiative" in wrong.content.decode()

    client.post(address("spending-add", 2025), bill(burns, milestone=milestone.pk))
    assert SpendingEntry.objects.get().initiative == milestone.work.initiative


def test_a_budget_line_of_another_place_is_refused(client, budget, burns):
    at_office = PlannedSpendingFactory(budget=budget, school=None)
    sign_in(client, Role.CENTRAL_OFFICE)
    answer = client.post(address("spending-add", 2025), bill(burns, planned=at_office.pk))
    assert "belongs to another school" in answer.content.decode()


def test_spending_beyond_the_share_is_taken_and_warned_of(client, budget, burns):
    SchoolAllocationFactory(budget=budget, school=burns, amount=D(100))
    sign_in(client, Role.PRINCIPAL, burns)
    client.post(address("spending-add", 2025), bill(burns))
    assert "$140.50 more is spent than there is." in page(client, "title-one-school", 2025, burns.code)


def test_a_schools_share_is_named_by_its_school_year(budget, burns):
    assert str(SchoolAllocationFactory(budget=budget, school=burns)) == "Burns, 2025–26"


def test_the_way_of_the_money_says_so_far_only_while_the_year_lasts(client, budget, burns):
    SpendingEntryFactory(budget=budget, school=burns)
    sign_in(client, Role.CENTRAL_OFFICE)
    with time_machine.travel("2026-06-30 12:00-04:00"):
        text = page(client, "title-one-year", 2025)
        assert "4. Spent so far" in text and "Not spent yet" in text
    with time_machine.travel("2026-07-01 12:00-04:00"):
        text = page(client, "title-one-year", 2025)
        assert "4. Spent" in text and "so far" not in text and "Not spent yet" not in text


def test_the_percentage_that_goes_to_schools_says_of_what(client, budget, burns):
    SchoolAllocationFactory(budget=budget, school=burns, amount=D(9200), carried_over=D(300))
    sign_in(client, Role.CENTRAL_OFFICE)
    text = page(client, "title-one-year", 2025)
    assert "$9,200.00 of this year&#x27;s reserve: " in text or "$9,200.00 of this year's reserve: " in text


def test_an_initiative_shows_what_the_money_bought(client, budget, burns):
    work = InitiativeWorkFactory()
    mine = SpendingEntryFactory(budget=budget, school=burns, initiative=work.initiative, what="Bilingual books")
    other = SpendingEntryFactory(budget=budget, initiative=work.initiative, what="Bus passes")
    sign_in(client, Role.PRINCIPAL, burns)
    text = client.get(work.get_absolute_url()).content.decode()
    assert mine.what in text
    assert other.what not in text


def test_an_initiative_says_of_how_many_entries_it_shows_the_newest(client, budget, burns):
    work = InitiativeWorkFactory()
    sign_in(client, Role.PRINCIPAL, burns)
    SpendingEntryFactory.create_batch(20, budget=budget, school=burns, initiative=work.initiative)
    assert "the newest" not in client.get(work.get_absolute_url()).content.decode()
    SpendingEntryFactory(budget=budget, school=burns, initiative=work.initiative)
    assert "the newest 20 of 21" in client.get(work.get_absolute_url()).content.decode()


def test_a_form_leads_back_only_to_what_the_person_may_open(client, budget, burns):
    other = SchoolFactory(name="Not ours")
    sign_in(client, Role.PRINCIPAL, burns)
    for name in ("spending-add", "planned-add"):
        text = client.get(address(name, 2025), {"school": other.code}).content.decode()
        assert address("title-one-central", 2025) not in text
        assert other.name not in text


def test_a_principal_of_one_school_finds_it_chosen(client, budget, burns):
    sign_in(client, Role.PRINCIPAL, burns)
    assert f'<option value="{burns.pk}" selected>Burns</option>' in page(client, "spending-add", 2025)


# ---------------------------------------------------------------------- taking back, changing, closing


def test_a_reversal_takes_the_whole_entry_back_and_both_stay(client, budget, burns):
    entry = SpendingEntryFactory(budget=budget, school=burns)
    sign_in(client, Role.PRINCIPAL, burns)
    client.post(address("spending-reverse", entry.pk), {"on": "2025-11-03", "reason": "Entered twice"})

    assert books_of(budget).spent == 0
    reversal = entry.reversal
    assert (reversal.amount, reversal.reason) == (-entry.amount, "Entered twice")
    assert "Reversed" in client.get(entry.get_absolute_url()).content.decode()
    again = client.post(address("spending-reverse", entry.pk), {"on": "2025-11-03", "reason": "Once more"})
    assert "reversed already" in again.content.decode()
    assert client.get(address("spending-edit", entry.pk)).url == entry.get_absolute_url()


def test_a_changed_entry_keeps_what_it_said_and_who_changed_it(client, budget, burns):
    entry = SpendingEntryFactory(budget=budget, school=burns)
    me = sign_in(client, Role.PRINCIPAL, burns)
    seen = entry.events.order_by("-pgh_id").first().pgh_id
    client.post(address("spending-edit", entry.pk), bill(burns, amount="300", seen=seen))
    text = client.get(entry.get_absolute_url()).content.decode()
    assert "240.50" in text
    assert "300.00" in text
    assert me.name in text


def test_in_a_closed_year_a_change_says_why(client, budget, burns):
    entry = SpendingEntryFactory(budget=budget, school=burns)
    SchoolYear.objects.lock(budget.school_year, by=UserFactory())
    sign_in(client, Role.PRINCIPAL, burns)
    seen = entry.events.order_by("-pgh_id").first().pgh_id
    answer = client.post(address("spending-edit", entry.pk), bill(burns, amount="300", seen=seen))
    assert "2025–26 is closed" in answer.content.decode()

    typed = bill(burns, amount="300", seen=seen, correction="The invoice was read wrong")
    client.post(address("spending-edit", entry.pk), typed)
    entry.refresh_from_db()
    assert entry.amount == 300
    assert "The invoice was read wrong" in client.get(entry.get_absolute_url()).content.decode()


@pytest.mark.parametrize(
    "name,typed",
    [
        ("spending-add", lambda burns: bill(burns)),
        ("planned-add", lambda burns: bill(burns)),
        ("title-one-share-out", lambda burns: {"total": "5", "weight": "1", "seen": "0"}),
        ("title-one-edit", lambda burns: {"allocation": "5", "source": "x", "stated_on": "2025-08-01"}),
    ],
)
def test_nothing_is_written_into_a_closed_year_without_a_reason(client, budget, burns, name, typed):
    SchoolYear.objects.lock(budget.school_year, by=UserFactory())
    sign_in(client, Role.CENTRAL_OFFICE)
    assert "is closed" in client.post(address(name, 2025), typed(burns)).content.decode()


@pytest.mark.parametrize("name", ["spending-add", "planned-add"])
def test_an_empty_choice_says_what_it_leaves_out(client, burns, budget, name):
    sign_in(client, Role.PRINCIPAL, burns)
    text = page(client, name, 2025)
    assert "Choose a kind of use" in text and "No milestone" in text
    assert "-----" not in text


def test_a_planned_line_with_spending_stays(client, budget, burns):
    line = PlannedSpendingFactory(budget=budget, school=burns)
    entry = SpendingEntryFactory(budget=budget, school=burns, planned=line)
    sign_in(client, Role.PRINCIPAL, burns)
    page = client.get(address("planned-remove", line.pk)).content.decode()
    assert "1 entry of spending stands on this line, $240.50 in all: it stays." in page
    assert "btn-danger" not in page
    assert address("planned-remove", line.pk) not in client.get(address("planned-edit", line.pk)).content.decode()
    assert "it stays" in client.post(address("planned-remove", line.pk)).content.decode()

    free = PlannedSpendingFactory(budget=budget, school=burns)
    page = client.get(address("planned-remove", free.pk)).content.decode()
    assert "btn-danger" in page and "$900.00" in page
    assert f'href="{address("planned-edit", free.pk)}">Cancel' in page
    client.post(address("planned-remove", free.pk))
    assert list(PlannedSpending.objects.all()) == [line]
    assert entry.planned == line


# ---------------------------------------------------------------------- what the database itself refuses


@pytest.mark.parametrize(
    "fields",
    [
        {"amount": D(0)},
        {"amount": D("-1")},
        {"spent_on": date(2026, 7, 1)},
        {"spent_on": date(2025, 6, 30)},
        {"vendor": ""},
        {"reason": "Without an entry that it reverses"},
    ],
)
def test_the_database_refuses_an_entry_that_cannot_be(budget, fields):
    with pytest.raises(IntegrityError), transaction.atomic():
        SpendingEntryFactory(budget=budget, **fields)


def test_the_first_and_last_day_of_the_fiscal_year_are_in_it(budget):
    for day in (date(2025, 7, 1), date(2026, 6, 30)):
        SpendingEntryFactory(budget=budget, spent_on=day)


def test_no_entry_is_ever_deleted(budget):
    entry = SpendingEntryFactory(budget=budget)
    with pytest.raises(InternalError), transaction.atomic():
        entry.delete()


@pytest.mark.parametrize("change", [{"amount": D(-1)}, {"category": "OTHER"}, {"school": "another"}])
def test_a_reversal_mirrors_its_entry_whoever_writes_it(budget, burns, change):
    entry = SpendingEntryFactory(budget=budget, school=burns)
    fields = {"amount": -entry.amount, "school": burns} | change
    if "category" in change:
        fields["category"] = SpendingCategoryFactory(code="OTHER")
    if "school" in change:
        fields["school"] = SchoolFactory()
    with pytest.raises(Error), transaction.atomic():
        SpendingEntryFactory(budget=budget, reverses=entry, reason="Wrong", **fields)


def test_what_is_reversed_cannot_be_changed_by_sql_either(budget):
    entry = SpendingEntryFactory(budget=budget)
    reversal = acts.reverse_entry(entry=entry, on=entry.spent_on, reason="Twice", by=UserFactory())
    for one in (entry, reversal):
        with pytest.raises(Error), transaction.atomic():
            SpendingEntry.objects.filter(pk=one.pk).update(vendor="Somebody else")


@pytest.mark.parametrize(
    "fields",
    [{"allocation": D(-1), "reserve": None}, {"reserve": D("10000000.01")}, {"source": ""}, {"families_how": "No day"}],
)
def test_the_database_refuses_a_budget_that_cannot_be(fields):
    with pytest.raises(IntegrityError), transaction.atomic():
        TitleOneBudgetFactory(**fields)


# ---------------------------------------------------------------------- the thresholds


def test_the_thresholds_of_the_latest_year_that_has_begun_hold(law):
    old = ReserveRuleFactory(first_fall_year=2002, schools_percent=D(95))
    assert ReserveRule.objects.in_force(2016) == old
    assert ReserveRule.objects.in_force(2017) == law
    assert ReserveRule.objects.in_force(2001) is None


def test_central_office_changes_a_threshold_and_the_rules_follow(client, budget, burns, law):
    SchoolAllocationFactory(budget=budget, school=burns, amount=D(90000))
    sign_in(client, Role.CENTRAL_OFFICE)
    typed = {"first_fall_year": 2017, "reserve_percent": "1", "exempt_up_to": "5000", "schools_percent": "95"}
    seen = law.events.order_by("-pgh_id").first().pgh_id
    client.post(address("title-one-thresholds-edit", law.pk), typed | {"source": "A new act", "seen": seen})
    assert "$5,000.00 is missing" in page(client, "title-one-year", 2025)


def test_loading_the_plan_again_leaves_thresholds_alone_that_the_district_changed(law):
    ReserveRule.objects.filter(pk=law.pk).update(schools_percent=D(92))
    for _twice in range(2):
        call_command("load_plan", verbosity=0)
    assert ReserveRule.objects.get(first_fall_year=2017).schools_percent == D(92)
    assert ReserveRule.objects.get(first_fall_year=2002).schools_percent == D(95)
    assert SpendingCategory.objects.count() == 5


# ---------------------------------------------------------------------- the auditor, "My work", size


def sheets_of(answer):
    book = CalamineWorkbook.from_filelike(io.BytesIO(b"".join(answer.streaming_content)))
    return {name: book.get_sheet_by_name(name).to_python() for name in book.sheet_names}


def test_the_auditor_reads_every_entry_with_who_and_when_and_the_rules_on_a_sheet_of_their_own(client, budget, burns):
    SchoolAllocationFactory(budget=budget, school=burns, amount=D(90000))
    entry = SpendingEntryFactory(budget=budget, school=burns, what="=1+1", amount=D("240.10"))
    acts.reverse_entry(entry=entry, on=entry.spent_on, reason="Twice", by=entry.entered_by)
    sign_in(client, Role.BOARD_MEMBER)
    sheets = sheets_of(client.get(address("title-one-audit", 2025)))

    assert list(sheets) == ["Budget", "Rules", "Schools", "Planned", "Entries", "Changes of entries"]
    assert [row[0] for row in sheets["Rules"][1:]] == [one.title for one in findings(books_of(budget))]
    headers, *rows = sheets["Entries"]
    told = [dict(zip(headers, row, strict=True)) for row in rows]
    assert [one["Dollars"] for one in told] == [240.1, -240.1]
    assert told[0]["For what"] == "=1+1"  # as a text: a workbook runs no text as a formula
    assert told[0]["Entered by"] == entry.entered_by.name
    assert told[0]["Entered at"].startswith(f"{timezone.localtime(entry.entered_at):%Y-%m-%dT%H:%M}")
    assert told[0]["Reversed by entry"] == told[1]["Entry"]
    assert len(sheets["Changes of entries"]) == 3


def test_the_csv_runs_no_formula_and_adds_up_to_what_the_page_says(client, budget, burns):
    SpendingEntryFactory(budget=budget, school=burns, vendor='=HYPERLINK("x")', amount=D("0.10"))
    SpendingEntryFactory(budget=budget, school=None, amount=D("0.20"))
    sign_in(client, Role.CENTRAL_OFFICE)
    text = b"".join(client.get(address("title-one-audit", 2025), {"format": "csv"}).streaming_content).decode(
        "utf-8-sig"
    )
    rows = list(csv.DictReader(io.StringIO(text)))
    assert sum(D(row["Dollars"]) for row in rows) == books_of(budget).spent == D("0.30")
    assert any(row["Paid to"].startswith("'=") for row in rows)


def test_a_principals_file_holds_the_own_school_only(client, budget, burns):
    SpendingEntryFactory(budget=budget, school=burns, vendor="Ours")
    SpendingEntryFactory(budget=budget, vendor="Theirs")
    SpendingEntryFactory(budget=budget, school=None, vendor="Office")
    sign_in(client, Role.PRINCIPAL, burns)
    sheets = sheets_of(client.get(address("title-one-audit", 2025)))
    text = str(sheets)
    assert "Ours" in text
    assert "Theirs" not in text
    assert "Office" not in text


def test_the_sums_are_those_of_the_rows_to_the_cent(budget, burns):
    for cents in ("0.01", "0.10", "33333.33", "0.07"):
        SpendingEntryFactory(budget=budget, school=burns, amount=D(cents))
    assert books_of(budget).spent == D("33333.51")


def test_my_work_says_what_the_law_asks_for_and_the_budget_does_not_show(budget):
    SpendingEntryFactory(budget=budget, school=None, amount=D(5))
    central = MembershipFactory(district_wide=True).user
    said = [item.sentence for item in title_one_warnings(central, AUTUMN)]
    assert any("90% of $100,000.00" in sentence for sentence in said)
    assert any("how families took part" in sentence for sentence in said)
    principal = MembershipFactory().user
    assert not list(title_one_warnings(principal, AUTUMN))


def test_my_work_is_silent_where_every_rule_is_kept(budget, burns):
    SchoolAllocationFactory(budget=budget, school=burns, amount=D(90000))
    assert not list(title_one_warnings(MembershipFactory(district_wide=True).user, AUTUMN))


def queries(client, *where):
    with CaptureQueriesContext(
        connection,
    ) as captured:
        assert client.get(address(*where)).status_code == 200
    return len(captured)


def test_the_pages_ask_the_database_as_often_for_many_schools_as_for_one(client, budget, burns):
    def fill(schools):
        for _number in range(schools):
            school = SchoolProfileFactory().school
            SchoolAllocationFactory(budget=budget, school=school)
            line = PlannedSpendingFactory(budget=budget, school=school)
            SpendingEntryFactory(budget=budget, school=school, planned=line)
            SpendingEntryFactory(budget=budget, school=burns)
            PlannedSpendingFactory(budget=budget, school=burns)

    sign_in(client, Role.CENTRAL_OFFICE)
    fill(1)
    places = [("title-one-year", 2025), ("title-one-school", 2025, burns.code), ("title-one-audit", 2025)]
    before = [queries(client, *where) for where in places]
    fill(8)
    assert [queries(client, *where) for where in places] == before
    assert max(before) <= 30


# ---------------------------------------------------------------------- the same twice, and a table of spending


def test_an_invoice_that_is_there_already_is_asked_about_once(client, budget, burns):
    entry = SpendingEntryFactory(budget=budget, school=burns, reference="inv-7", vendor="LINGUA Cooperative")
    sign_in(client, Role.PRINCIPAL, burns)
    text = client.post(address("spending-add", 2025), bill(burns)).content.decode()
    assert f"Entry {entry.pk} has the same payee" in text
    assert "It is another one" in text

    client.post(address("spending-add", 2025), bill(burns, twice="on"))
    assert SpendingEntry.objects.count() == 2


def test_what_was_taken_back_may_be_entered_again(client, budget, burns):
    entry = SpendingEntryFactory(budget=budget, school=burns, reference="INV-7")
    acts.reverse_entry(entry=entry, on=entry.spent_on, reason="Wrong day", by=UserFactory())
    sign_in(client, Role.PRINCIPAL, burns)
    client.post(address("spending-add", 2025), bill(burns))
    assert SpendingEntry.objects.count() == 3


HEADINGS = "State code,Date,Dollars,For what,Paid to,Invoice or order number,Code of the kind of use,Initiative"


def bring(client, *lines, headings=HEADINGS, **more):
    SpendingCategoryFactory()
    file = io.BytesIO("\n".join([headings, *lines]).encode())
    file.name = "spending.csv"
    return client.post(address("spending-import", 2025), {"file": file} | more, follow=True).content.decode()


def test_a_table_of_spending_is_entered_whole(client, budget, burns):
    initiative = InitiativeFactory(code="1.3")
    me = sign_in(client, Role.CENTRAL_OFFICE)
    text = bring(
        client,
        f'{int(burns.code)},2025-10-20,"$1,240.50",Interpreters,Lingua,INV-1,REACH,1.3',
        ",10/21/2025,99.50,Printing,Capitol Printers,INV-2,REACH,",
    )
    assert "2 entries, $1,340.00." in text
    first, second = SpendingEntry.objects.order_by("spent_on")
    assert (first.school, first.amount, first.initiative, first.entered_by) == (burns, D("1240.50"), initiative, me)
    assert (second.school, second.spent_on) == (None, date(2025, 10, 21))


def test_one_wrong_row_and_nothing_is_entered_and_every_reason_is_named(client, budget, burns):
    sign_in(client, Role.CENTRAL_OFFICE)
    text = bring(
        client,
        f"{burns.code},2025-10-20,240.50,Interpreters,Lingua,INV-1,REACH,",
        f"{burns.code},2024-10-20,-5,Interpreters,Lingua,INV-2,NOTHING,9.9",
        "0640000,2025-10-20,5,Interpreters,,INV-3,REACH,",
    )
    assert "6 things have to be put right" in text
    assert "not in the fiscal year" in text
    assert not SpendingEntry.objects.exists()


def test_the_same_row_twice_in_a_table_is_pointed_out(client, budget, burns):
    row = f"{burns.code},2025-10-20,240.50,Interpreters,Lingua,INV-1,REACH,"
    sign_in(client, Role.CENTRAL_OFFICE)
    assert "The same stands in line 2." in bring(client, row, row)
    assert "2 entries" in bring(client, row, row, twice="on")
    assert "has the same payee" in bring(client, row)


def test_a_principal_brings_rows_of_the_own_school_only(client, budget, burns):
    other = SchoolProfileFactory().school
    sign_in(client, Role.PRINCIPAL, burns)
    for code in (other.code, ""):
        bring(client, f"{code},2025-10-20,240.50,Interpreters,Lingua,INV-1,REACH,")
    assert not SpendingEntry.objects.exists()


@pytest.mark.parametrize(
    "headings,says",
    [
        ("Date,Dollars,Colour", "“Colour” is not known"),
        ("Date,Dollars,For what", "is missing"),
        (HEADINGS + ",Date", "is there twice"),
        ("Date,\0", "bytes that no text has"),
    ],
)
def test_a_table_that_cannot_be_understood_is_refused_with_a_reason(client, budget, burns, headings, says):
    sign_in(client, Role.CENTRAL_OFFICE)
    text = bring(client, "a,b,c", headings=headings)
    assert says in text


def test_rows_of_the_auditors_file_can_be_brought_back_as_they_are(client, budget, burns):
    SpendingEntryFactory(budget=budget, school=burns, what="=1+1", reference="007")
    sign_in(client, Role.CENTRAL_OFFICE)
    answer = client.get(address("title-one-audit", 2025), {"format": "csv"})
    headings, *lines = b"".join(answer.streaming_content).decode("utf-8-sig").splitlines()
    assert "1 entry, $240.50." in bring(client, *lines, headings=headings, twice="on")
    assert set(SpendingEntry.objects.values_list("what", "reference")) == {("=1+1", "007")}


def test_a_table_with_spanish_headings_is_understood(client, budget, burns):
    client.cookies["language"] = "es"
    sign_in(client, Role.CENTRAL_OFFICE)
    template = client.get(address("spending-import", 2025), {"format": "csv"})
    headings = b"".join(template.streaming_content).decode("utf-8-sig").strip()
    bring(client, f"{burns.code},2025-10-20,5.00,Libros,Lingua,INV-1,REACH,,,,", headings=headings)
    assert SpendingEntry.objects.get().what == "Libros"


def test_a_table_for_a_closed_year_needs_a_reason(client, budget, burns):
    SchoolYear.objects.lock(budget.school_year, by=UserFactory())
    sign_in(client, Role.CENTRAL_OFFICE)
    row = f"{burns.code},2025-10-20,240.50,Interpreters,Lingua,INV-1,REACH,"
    assert "is closed" in bring(client, row)
    assert "1 entry" in bring(client, row, correction="Invoices that came late")


def test_a_row_of_a_table_costs_a_handful_of_questions_and_the_choices_are_read_once(client, budget, burns):
    InitiativeFactory(code="1.3")
    sign_in(client, Role.CENTRAL_OFFICE)

    def asked(first, rows):
        lines = [f"{burns.code},2025-10-20,5.00,Books,Lingua,INV-{first + n},REACH,1.3" for n in range(rows)]
        with CaptureQueriesContext(connection) as captured:
            assert f"{rows} entries" in bring(client, *lines)
        return len([one for one in captured.captured_queries if "set_config" not in one["sql"]])

    few, many = asked(0, 2), asked(100, 22)
    assert many - few <= 20 * 4
