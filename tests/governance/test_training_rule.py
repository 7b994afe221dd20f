"""Who lacks which training by when: the rule in its sentences, and against a plain re-statement over random worlds."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from district.access import Role
from governance.models import Office, SeatTerm, TrainingContent, TrainingModule, TrainingRecord
from governance.training import standing
from governance.training.standing import EARLY_DAYS, State
from tests.factories import (
    CouncilFactory,
    MembershipFactory,
    SeatFactory,
    SeatTermFactory,
    TrainingModuleFactory,
    TrainingRecordFactory,
    UserFactory,
)

pytestmark = pytest.mark.django_db
SEATED = date(2025, 9, 1)
DUE = date(2025, 10, 31)  # sixty days later


def member(**fields):
    return SeatTermFactory(**{"starts_on": SEATED, **fields})


def the_line(day, **which):
    (line,) = standing.lines(day, **which)
    return line


def test_a_module_is_due_within_its_days_after_the_seat_was_taken():
    TrainingModuleFactory()
    member()
    assert the_line(SEATED).state == State.DUE
    assert the_line(SEATED).due_on == DUE
    assert the_line(DUE).state == State.DUE
    late = the_line(DUE + timedelta(days=1))
    assert (late.state, late.overdue_days, late.is_decided, late.in_time) == (State.OVERDUE, 1, True, False)


def test_it_is_asked_of_nobody_before_they_sit_or_after_they_have_gone():
    TrainingModuleFactory()
    member(ends_on=date(2026, 6, 30))
    assert standing.lines(SEATED - timedelta(days=1)) == []
    assert standing.lines(date(2026, 7, 1)) == []


def test_it_is_asked_only_of_those_it_is_for_and_only_while_it_is_taught():
    TrainingModuleFactory(audiences=["TEACHER"])
    TrainingModuleFactory(audiences=[])
    TrainingModuleFactory(retired_on=DUE)
    TrainingModuleFactory(required_from=DUE)
    member()
    assert standing.lines(DUE - timedelta(days=40), user=None)[0].module_id is not None
    assert len(standing.lines(DUE - timedelta(days=1))) == 1  # the one that retires the day after
    (line,) = standing.lines(DUE)
    assert line.due_on == DUE + timedelta(days=60)  # required from that day: members before it have their days too


def test_what_was_done_in_time_is_done_for_good():
    term = member()
    TrainingRecordFactory(module=TrainingModuleFactory(), term=term, day=DUE)
    line = the_line(date(2027, 6, 30))
    assert (line.state, line.done_on, line.valid_until, line.in_time) == (State.DONE, DUE, None, True)


def test_what_nobody_has_confirmed_does_not_count():
    TrainingRecordFactory(module=TrainingModuleFactory(), term=member(), confirmed_by=None, confirmed_at=None)
    assert the_line(SEATED).state == State.DUE


def test_what_holds_for_years_is_asked_again_on_the_day_it_ends():
    module = TrainingModuleFactory(valid_years=1)
    TrainingRecordFactory(module=module, term=member(ends_on=None), day=date(2025, 10, 1))
    assert the_line(date(2026, 7, 1)).state == State.DONE
    assert the_line(date(2026, 9, 1)).state == State.EXPIRING
    assert the_line(date(2026, 10, 1)).state == State.EXPIRING
    over = the_line(date(2026, 10, 2))
    assert (over.state, over.due_on, over.in_time) == (State.OVERDUE, date(2026, 10, 1), True)


def test_new_content_can_ask_everybody_again():
    module = TrainingModuleFactory()
    TrainingRecordFactory(module=module, term=member(), day=date(2025, 9, 16))
    TrainingContent.objects.create(module=module, content_on=date(2026, 1, 10), changes="New commas")
    assert the_line(date(2026, 1, 10)).state == State.DONE
    TrainingContent.objects.create(module=module, content_on=date(2026, 2, 1), changes="A new law", asks_again=True)
    assert the_line(date(2026, 1, 31)).state == State.DONE
    again = the_line(date(2026, 2, 1))
    assert (again.state, again.due_on) == (State.DUE, date(2026, 4, 2))


def test_a_module_of_each_term_is_asked_anew_and_may_be_taken_shortly_before():
    module = TrainingModuleFactory(each_term=True)
    first = member(ends_on=date(2026, 6, 30), name="Ana")
    second = SeatTermFactory(seat=first.seat, starts_on=date(2026, 7, 1), ends_on=None, name=" ana ")
    TrainingRecordFactory(module=module, term=first, day=date(2025, 9, 16))
    assert the_line(date(2026, 6, 30)).is_done
    assert not the_line(date(2026, 7, 1)).is_done
    TrainingRecordFactory(module=module, term=first, day=date(2026, 6, 15))
    line = the_line(date(2026, 7, 1))
    assert line.is_done and line.in_time and line.term_id == second.pk


def test_a_member_without_an_account_keeps_what_was_done_in_an_earlier_term_but_not_what_a_namesake_did():
    module = TrainingModuleFactory()
    earlier = member(name="Ana Rivera", starts_on=date(2024, 7, 1), ends_on=date(2025, 6, 30))
    TrainingRecordFactory(module=module, term=earlier, day=date(2024, 9, 1))
    SeatTermFactory(seat=earlier.seat, name="ana rivera ", starts_on=date(2025, 7, 1))
    namesake = member(seat__council=earlier.council, name="Ana Rivera", starts_on=date(2025, 6, 1))
    done = {line.term_id: line.is_done for line in standing.lines(date(2025, 12, 1))}
    assert done == {earlier.seat.terms.first().pk: True, namesake.pk: False}


def test_somebody_with_an_account_is_one_person_at_each_school_and_keeps_what_they_learned():
    module = TrainingModuleFactory(audiences=["PARENT", "OFFICER", "PRINCIPAL"])
    person = UserFactory()
    term = member(user=person, name="")
    Office.objects.create(council=term.council, role="CHAIR", term=term, starts_on=date(2025, 10, 1))
    elsewhere = MembershipFactory(role=Role.PRINCIPAL, user=person, starts_on=date(2025, 11, 1)).school
    day = date(2025, 12, 15)
    lines = {line.school_id: line for line in standing.lines(day)}
    assert set(lines) == {term.council.school_id, elsewhere.pk}
    assert lines[term.council.school_id].due_on == DUE  # the seat came first, so its day stands
    assert lines[term.council.school_id].audiences == ("OFFICER", "PARENT")
    TrainingRecordFactory(module=module, term=None, user=person, school=elsewhere, day=date(2025, 11, 20))
    assert all(line.is_done for line in standing.lines(day))
    assert len(standing.lines(day, user=person)) == 2
    assert len(standing.lines(day, schools=[elsewhere.pk])) == 1


def test_whoever_stands_in_for_a_principal_and_whoever_left_is_not_asked():
    TrainingModuleFactory(audiences=["PRINCIPAL"])
    head = MembershipFactory(role=Role.PRINCIPAL, starts_on=SEATED)
    MembershipFactory(
        role=Role.PRINCIPAL, school=head.school, starts_on=SEATED, ends_on=date(2026, 1, 1), lent_from=head
    )
    MembershipFactory(role=Role.PRINCIPAL, starts_on=SEATED, user__is_active=False)
    assert the_line(DUE).user_id == head.user_id


def test_a_school_that_closed_asks_nobody():
    TrainingModuleFactory()
    term = member()
    term.council.school.closed_on = date(2026, 6, 30)
    term.council.school.save()
    assert len(standing.lines(date(2026, 6, 30))) == 1
    assert standing.lines(date(2026, 7, 1)) == []


def test_schools_are_counted_by_the_same_lines(django_assert_num_queries):
    first, second = TrainingModuleFactory(), TrainingModuleFactory(within_days=10)
    term = member()
    member(seat__council=term.council)
    TrainingRecordFactory(module=first, term=term, day=date(2025, 9, 16))
    with django_assert_num_queries(1):
        counts = standing.by_school(date(2025, 10, 1))
    count = counts[term.council.school_id]
    assert (count.people, count.asked, count.done, count.overdue, count.people_overdue) == (2, 4, 1, 2, 2)
    assert (count.decided, count.in_time, count.next_due) == (3, 1, date(2025, 9, 11))
    assert count.done_share == 0.25
    assert standing.by_school(date(2025, 10, 1), schools=[]) == {}
    assert second.sessions.count() == 0


# ---------------------------------------------------------------------- against a plain re-statement

DAY = date(2026, 2, 1)
AUDIENCES = ["PARENT", "TEACHER", "OFFICER", "PRINCIPAL"]


def some_day():
    return st.integers(-700, 60).map(lambda number: DAY + timedelta(days=number))


def plain_claims(day):
    """(school, person, audience, since, term or None, user or None) of everybody in office."""
    for term in SeatTerm.objects.select_related("council", "user"):
        if term.starts_on <= day and (term.ends_on is None or term.ends_on >= day):
            key = f"u{term.user_id}" if term.user_id else f"t{term.pk}"
            yield term.council.school_id, key, term.kind, term.starts_on, term
            for office in term.offices.all():
                if office.starts_on <= day and (office.ends_on is None or office.ends_on >= day):
                    yield term.council.school_id, key, "OFFICER", office.starts_on, term


def plain_days(term, module, day):
    """The days on which the holder of a term completed a module in a way that is kept."""
    for record in TrainingRecord.objects.filter(module=module).select_related("term"):
        other = record.term
        same = other.pk == term.pk
        if term.user_id:
            same = same or other.user_id == term.user_id
        elif term.name.strip() and other.user_id is None and other.council_id == term.council_id:
            before = other.ends_on is not None and other.ends_on < term.starts_on
            same = same or (before and other.name.strip().lower() == term.name.strip().lower())
        if same and record.confirmed_at and record.day <= day:
            yield record.day


def years_later(day, years):
    try:
        return day.replace(year=day.year + years)
    except ValueError:
        return day.replace(year=day.year + years, day=28)


def plain_lines(day):
    """{(school, person, module): (done, due on, done on, valid until, in time)}"""
    found = {}
    for school, person, audience, since, term in plain_claims(day):
        for module in TrainingModule.objects.all():
            if audience not in module.audiences or module.required_from > day:
                continue
            if module.retired_on and module.retired_on <= day:
                continue
            anew = [one.content_on for one in module.contents.all() if one.asks_again and one.content_on <= day]
            first_due = max([since, module.required_from, *anew]) + timedelta(days=module.within_days)
            floors = anew + ([since - timedelta(days=EARLY_DAYS)] if module.each_term else [])
            days = [one for one in plain_days(term, module, day) if not floors or one >= max(floors)]
            last = max(days, default=None)
            until = years_later(last, module.valid_years) if last and module.valid_years else None
            is_done = last is not None and (until is None or until >= day)
            due = None if is_done else max(first_due, until) if until else first_due
            claim = (is_done, due, last, until, bool(days) and min(days) <= first_due)
            found.setdefault((school, person, module.pk), []).append(claim)
    return {key: merged(claims) for key, claims in found.items()}


def merged(claims):
    def lowest(values):
        return min((one for one in values if one), default=None)

    return (
        all(one[0] for one in claims),
        lowest(one[1] for one in claims),
        max((one[2] for one in claims if one[2]), default=None),
        lowest(one[3] for one in claims),
        all(one[4] for one in claims),
    )


class World:
    """Two councils with six seats, three accounts and two names that come again."""

    def __init__(self):
        self.councils = [CouncilFactory(), CouncilFactory()]
        self.seats = [SeatFactory(council=council, kind=kind, votes=False) for council in self.councils
                      for kind in ("PARENT", "TEACHER", "PARENT")]  # fmt: skip
        self.accounts = [UserFactory(), UserFactory()]
        self.by = UserFactory()

    def clear(self):
        for model in (TrainingRecord, Office, SeatTerm, TrainingContent, TrainingModule):
            model.objects.all().delete()

    def fill(self, data):
        self.clear()
        modules = [
            TrainingModuleFactory(
                audiences=data.draw(st.lists(st.sampled_from(AUDIENCES), min_size=1, max_size=3, unique=True)),
                within_days=data.draw(st.sampled_from([10, 60, 400])),
                valid_years=data.draw(st.sampled_from([None, 1, 2])),
                each_term=data.draw(st.booleans()),
                required_from=data.draw(some_day()),
            )
            for _number in range(2)
        ]
        if data.draw(st.booleans()):
            TrainingContent.objects.create(
                module=modules[0], content_on=data.draw(some_day()), changes="New", asks_again=data.draw(st.booleans())
            )
        terms = []
        for seat in self.seats:
            begins = data.draw(some_day())
            for _term in range(data.draw(st.integers(1, 2))):
                ends = begins + timedelta(days=data.draw(st.integers(20, 500)))
                who = data.draw(st.sampled_from([*self.accounts, "Ana", " ana", "Luz"]))
                named = {"name": who} if isinstance(who, str) else {"user": who, "name": ""}
                terms.append(SeatTermFactory(seat=seat, starts_on=begins, ends_on=ends, **named))
                begins = ends + timedelta(days=data.draw(st.integers(1, 60)))
        for term in terms[: data.draw(st.integers(0, 2))]:
            Office.objects.create(
                council=term.council, role=data.draw(st.sampled_from(["CHAIR"])) if term is terms[0] else "SECRETARY",
                term=term, starts_on=term.starts_on + timedelta(days=5), ends_on=term.ends_on,
            )  # fmt: skip
        for _number in range(data.draw(st.integers(0, 8))):
            confirmed = data.draw(st.sampled_from([True, True, True, False]))
            TrainingRecordFactory(
                module=data.draw(st.sampled_from(modules)),
                term=data.draw(st.sampled_from(terms)),
                day=data.draw(some_day()),
                recorded_by=self.by,
                **({} if confirmed else {"confirmed_by": None, "confirmed_at": None}),
            )


def test_the_statement_says_what_the_rule_says_in_plain_words():
    world = World()

    @given(st.data())
    def check(data):
        world.fill(data)
        told = {
            (line.school_id, line.person, line.module_id): (
                line.is_done, line.due_on, line.done_on, line.valid_until, line.in_time,
            )
            for line in standing.lines(DAY)
        }  # fmt: skip
        assert told == plain_lines(DAY)

    check()
