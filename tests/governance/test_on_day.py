"""A council on any date, against a plain re-statement of what effective days mean."""

from datetime import date, timedelta

import pytest
from django.db import transaction
from django.urls import reverse
from hypothesis import given, settings
from hypothesis import strategies as st

from governance import on_day, seats
from governance.models import CouncilModel, MeetingRules, Office, SeatTerm
from tests.factories import CouncilFactory, SeatFactory, SeatTermFactory

pytestmark = pytest.mark.django_db
FIRST = date(2024, 7, 1)

SPANS = st.lists(st.integers(0, 500), min_size=2, max_size=6, unique=True).map(sorted)
COUNCILS = st.lists(st.tuples(st.booleans(), SPANS), min_size=1, max_size=4)


def terms_of(cuts):
    """Each pair of days is a term; a last one without its pair goes on."""
    days = [FIRST + timedelta(days=cut) for cut in cuts]
    return [(days[place], days[place + 1] if place + 1 < len(days) else None) for place in range(0, len(days), 2)]


@settings(max_examples=25)
@given(council=COUNCILS, day=st.integers(0, 520), counts_filled=st.booleans(), model_from=st.sampled_from([2023, 2024]))
def test_members_officers_and_quorum_are_those_whose_days_hold_the_day(council, day, counts_filled, model_from):
    day = FIRST + timedelta(days=day)
    with transaction.atomic():
        record = CouncilFactory()
        then_model = CouncilModel.objects.create(
            code="THEN", name="Then", voting_seats=9, source="-", quorum_basis="FILLED" if counts_filled else "ALL"
        )
        record.years.create(fall_year=model_from, model=then_model)
        written = []
        for number, (votes, cuts) in enumerate(council, start=1):
            kind = "PARENT" if votes else "ADMIN"
            seat = SeatFactory(council=record, kind=kind, votes=votes, number=number)
            for starts, ends in terms_of(cuts):
                term = SeatTermFactory(seat=seat, starts_on=starts, ends_on=ends, name=f"{number} {starts}")
                written.append((term.name, votes, starts, ends, number))
                if number == 1:
                    Office.objects.create(council=record, term=term, role="CHAIR", starts_on=starts, ends_on=ends)
        found = on_day.council_on(record, day)

        here = [one for one in written if one[2] <= day and (one[3] is None or day <= one[3])]
        voters = [one for one in here if one[1]]
        of_what = len(voters) if counts_filled else sum(votes for votes, _cuts in council)
        assert sorted(term.name for term in found.standing.terms) == sorted(one[0] for one in here)
        assert sorted(term.name for term in found.standing.voting_members) == sorted(one[0] for one in voters)
        assert [one.term.name for one in found.standing.officers] == [one[0] for one in here if one[4] == 1]
        assert found.standing.model == then_model
        assert found.standing.quorum == of_what // 2 + 1
        turns = {one[2] for one in written} | {one[3] + timedelta(days=1) for one in written if one[3]}
        assert found.after == min((one for one in turns if one > day), default=None)
        transaction.set_rollback(True)


def test_a_model_chosen_for_next_year_does_not_change_what_was():
    council = CouncilFactory()
    other = CouncilModel.objects.create(code="NEXT", name="Next", voting_seats=3, source="-")
    old = council.model
    SeatFactory(council=council, starts_on=date(2025, 7, 1))
    seats.choose_model(council, other, 2026)

    assert on_day.council_on(council, date(2026, 6, 30)).standing.model == old
    assert on_day.council_on(council, date(2026, 7, 1)).standing.model == other


def test_the_rules_are_those_of_that_day():
    assert on_day.rules_on(date(2025, 1, 1)).minutes_days == 7
    MeetingRules(minutes_days=5).save()
    MeetingRules(minutes_days=9).save()
    events = MeetingRules.events.rel.related_model
    kept = list(events.objects.order_by("pgh_id"))

    assert [one.minutes_days for one in kept] == [5, 9]
    assert on_day.rules_on(kept[-1].pgh_created_at.date() + timedelta(days=1)).minutes_days == 9
    assert on_day.rules_on(date(2025, 1, 1)).minutes_days == 7


def test_everybody_reads_it_and_a_student_stays_without_a_name(client, django_assert_max_num_queries):
    council = CouncilFactory()
    parent = SeatTermFactory(seat__council=council, name="Ana Rivera", starts_on=FIRST, ends_on=date(2025, 6, 30))
    SeatTerm.objects.create(
        seat=SeatFactory(council=council, kind="STUDENT", votes=False), name="Young One", starts_on=FIRST, how="ELECTED"
    )
    address = reverse("governance:council-on", args=[council.school.code])
    with django_assert_max_num_queries(20):
        then = client.get(address, {"day": "2025-03-03"}).content.decode()
    later = client.get(address, {"day": "2025-07-01"}).content.decode()

    assert parent.name in then and "Young One" not in then
    assert "Ana Rivera" not in later and "Vacant" in later


@pytest.mark.parametrize("day", ["", "0", "2025-02-30", "9999-12-31", "0001-01-01", "\0", "x" * 3000])
def test_a_day_that_is_none_shows_today(client, day):
    council = CouncilFactory()

    assert client.get(reverse("governance:council-on", args=[council.school.code]), {"day": day}).status_code == 200
