"""An election from its notice to the seats: in lawful order, counted by one, confirmed by another, seated at once."""

from datetime import date, timedelta

import pytest
import time_machine
from django.core.files.uploadedfile import SimpleUploadedFile
from django.core.management import call_command
from django.db import IntegrityError, transaction
from django.urls import reverse
from django.utils import timezone
from hypothesis import given
from hypothesis import strategies as st

from district import evidence
from district.access import Role
from district.models import DayOff
from governance import elections, seats
from governance.elections import NotPossible
from governance.models import Council, Election, Seat, SeatTerm
from tests.factories import (
    CandidateFactory,
    CouncilFactory,
    ElectionFactory,
    MembershipFactory,
    SchoolFactory,
    SeatFactory,
    SeatTermFactory,
    UserFactory,
)
from tests.printed import text_of

pytestmark = pytest.mark.django_db
IN_NOMINATIONS, VOTING_DAY, AFTER = date(2026, 3, 10), date(2026, 4, 6), date(2026, 4, 11)
NEXT_TERM = {"starts_on": date(2026, 7, 1), "ends_on": date(2028, 6, 30)}


@pytest.fixture
def council():
    call_command("load_councils")
    made = Council.objects.create(school=SchoolFactory(name="Burns"), model_id="STATE_7_5_2")
    seats.make_seats(made, date(2025, 7, 1))
    return made


@pytest.fixture
def principal(client, council):
    person = MembershipFactory(role=Role.PRINCIPAL, school=council.school, user=UserFactory(name="Ana Rivera")).user
    client.force_login(person)
    return person


def contest(council, total=3, **values):
    election = ElectionFactory(council=council, **values)
    by = UserFactory()
    return election, [CandidateFactory(election=election, found_eligible_by=by) for _ in range(total)]


def step(name, election, day=AFTER, by=None, note="Because."):
    return elections.move(name, election=election, by=by or UserFactory(), note=note, today=day)


def figures(**changes):
    return {
        "electors_total": 300, "ballots_issued": 120, "ballots_returned": 100, "ballots_spoilt": 4, "votes_unused": 6,
    } | changes  # fmt: skip


def counted(election, votes, by=None, **changes):
    return elections.enter_count(election, figures=figures(**changes), votes=votes, by=by or UserFactory(), today=AFTER)


def address(name, election, *more):
    return reverse(f"governance:{name}", args=[election.council.school.code, election.pk, *more])


# ---------------------------------------------------------------------- the whole way


def test_an_election_goes_from_its_notice_to_the_seats(council):
    election, (ana, ben, cy) = contest(council, state="PREPARED", seats_total=2)

    step("announce", election, IN_NOMINATIONS)
    step("open", election, VOTING_DAY)
    counted(election, {ana: 80, ben: 60, cy: 40}, votes_unused=12)
    step("confirm", election)
    step("certify", election)

    terms = list(SeatTerm.objects.order_by("seat__number"))
    assert [term.name for term in terms] == [ana.name, ben.name]
    assert {(term.starts_on, term.ends_on, term.how, term.number) for term in terms} == {
        (date(2026, 7, 1), date(2028, 6, 30), "ELECTED", 1)
    }
    assert [term.kind for term in seats.voting_members_on(council, date(2026, 9, 1))] == ["PARENT", "PARENT"]
    election.refresh_from_db()
    assert (election.state, election.certified_on) == ("CERTIFIED", AFTER)


def test_no_more_candidates_than_seats_need_no_vote(council):
    election, (ana,) = contest(council, total=1, seats_total=2)

    step("acclaim", election)
    step("certify", election)

    assert SeatTerm.objects.get().how == "ACCLAIMED"
    assert SeatTerm.objects.get().name == ana.name


def test_every_step_is_refused_from_every_other_state(council):
    for name, move in elections.MOVES.items():
        for state in elections.ElectionState:
            if state not in move.from_states:
                Election.objects.all().delete()
                with pytest.raises(NotPossible, match="faster"):
                    step(name, contest(council, state=state)[0])


@pytest.mark.parametrize(
    ("name", "day", "values", "total", "words"),
    [
        ("announce", IN_NOMINATIONS, {"state": "PREPARED", "notice_es": ""}, 0, "English and in Spanish"),
        ("announce", IN_NOMINATIONS, {"state": "PREPARED", "seats_total": 8}, 0, "fewer seats are free"),
        ("open", IN_NOMINATIONS, {}, 3, "Nominations are open until"),
        ("open", date(2026, 3, 25), {}, 3, "Voting begins on"),
        ("open", VOTING_DAY, {}, 1, "nobody needs to vote"),
        ("acclaim", AFTER, {}, 0, "Nobody stands"),
        ("acclaim", AFTER, {}, 2, "the voters decide"),
    ],
)
def test_what_stands_in_the_way_is_said(council, name, day, values, total, words):
    with pytest.raises(NotPossible, match=words):
        step(name, contest(council, total, **values)[0], day)


def test_nobody_votes_while_a_candidate_may_not_be_eligible(council):
    election, _three = contest(council)
    CandidateFactory(election=election)

    with pytest.raises(NotPossible, match="eligible"):
        step("open", election, VOTING_DAY)


def test_calling_off_and_counting_again_need_a_reason(council):
    election, _three = contest(council)

    with pytest.raises(NotPossible, match="sentence"):
        step("cancel", election, note="")
    assert step("cancel", election, note="Nobody came.").note == "Nobody came."


# ---------------------------------------------------------------------- lawful order


def community(council, **values):
    return contest(council, 1, constituency="MEMBERS", seats_total=2, electors_total=12, **values)[0]


def seated(council, kind):
    SeatTermFactory(seat=council.seats.get(kind=kind, number=1), **NEXT_TERM)


@pytest.mark.parametrize("missing", ["PARENT", "TEACHER"])
def test_the_community_waits_for_parents_and_teachers(council, missing):
    seated(council, {"PARENT": "TEACHER", "TEACHER": "PARENT"}[missing])
    election = community(council, state="PREPARED")

    with pytest.raises(NotPossible, match="elect those first"):
        step("announce", election)
    seated(council, missing)
    assert step("announce", election).state == "ANNOUNCED"


@pytest.mark.parametrize("constituency", ["PARENTS", "TEACHERS"])
def test_the_community_waits_for_an_election_that_is_not_certified(council, constituency):
    seated(council, "PARENT")
    seated(council, "TEACHER")
    open_one, _candidates = contest(council, 1, constituency=constituency)
    election = community(council)

    with pytest.raises(NotPossible, match="Finish it first"):
        step("acclaim", election)
    step("cancel", open_one)
    assert step("acclaim", election).state == "NO_CONTEST"


# ---------------------------------------------------------------------- counting


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({"votes_unused": 5}, "votes each make"),
        ({"ballots_issued": 301}, "handed out than there are voters"),
        ({"ballots_returned": 121}, "came back than were handed out"),
        ({"ballots_spoilt": 101}, "spoilt than came back"),
        ({"ballots_spoilt": 60, "votes_unused": 0}, "more votes than there are valid ballots"),
    ],
)
def test_a_count_that_does_not_agree_is_not_kept(council, changes, words):
    election, (ana, ben, cy) = contest(council, state="VOTING")

    with pytest.raises(NotPossible, match=words):
        counted(election, {ana: 50, ben: 30, cy: 10}, **changes)

    election.refresh_from_db()
    assert (election.state, election.ballots_returned) == ("VOTING", None)


def test_a_count_that_agrees_is_kept(council):
    election, (ana, ben, cy) = contest(council, state="VOTING")

    assert counted(election, {ana: 50, ben: 30, cy: 10}).state == "COUNTED"


def test_nobody_counts_while_votes_come_in(council):
    election, (ana, ben, cy) = contest(council, state="VOTING")

    with pytest.raises(NotPossible, match="count after it"):
        elections.enter_count(
            election, figures=figures(), votes={ana: 50, ben: 30, cy: 10}, by=UserFactory(), today=date(2026, 4, 9)
        )


def test_whoever_counted_cannot_confirm_and_the_database_says_so_too(council):
    election, (ana, ben, cy) = contest(council, state="VOTING")
    teller = UserFactory()
    counted(election, {ana: 50, ben: 30, cy: 10}, by=teller)

    with pytest.raises(NotPossible, match="Another person"):
        step("confirm", election, by=teller)
    with pytest.raises(IntegrityError), transaction.atomic():
        Election.objects.update(confirmed_by=teller)


def test_counting_again_forgets_the_counts_but_not_their_history(council):
    election, (ana, ben, cy) = contest(council, state="VOTING")
    counted(election, {ana: 50, ben: 30, cy: 10})

    again = step("recount", election, note="A bundle was missing.")

    ana.refresh_from_db()
    assert (again.state, again.ballots_returned, ana.votes) == ("VOTING", None, None)
    assert again.events.filter(ballots_returned=100).exists()


def test_a_tie_waits_for_a_lot_and_the_lot_decides(council):
    election, (ana, ben, cy) = contest(council, state="VOTING")
    counted(election, {ana: 40, ben: 40, cy: 10})
    step("confirm", election)

    with pytest.raises(NotPossible, match="draw the lot"):
        step("certify", election)
    elections.draw_lot(election, places={ana: 2, ben: 1}, how="Papers from a box", by="Rev. Grant", on=AFTER)
    step("certify", election)

    assert SeatTerm.objects.get().name == ben.name


def test_a_lot_is_drawn_only_among_the_tied(council):
    election, (ana, ben, cy) = contest(council, state="VOTING")
    counted(election, {ana: 50, ben: 30, cy: 10})

    with pytest.raises(NotPossible, match="no tie"):
        elections.draw_lot(election, places={ana: 1, ben: 2}, how="Coin", by="Ana", on=AFTER)


def test_without_free_seats_nothing_is_certified_and_nobody_is_seated(council):
    election, _one = contest(council, total=1)
    step("acclaim", election)
    for seat in council.seats.filter(kind="PARENT"):
        SeatTermFactory(seat=seat, **NEXT_TERM)
    before = SeatTerm.objects.count()

    with pytest.raises(NotPossible, match="Fewer seats are free"):
        step("certify", election)

    assert SeatTerm.objects.count() == before


def test_whoever_has_a_vote_already_is_not_seated_a_second_time(council):
    person = UserFactory()
    election = ElectionFactory(council=council)
    candidate = CandidateFactory(election=election, user=person, name="", found_eligible_by=UserFactory())
    SeatTermFactory(seat=council.seats.get(kind="TEACHER", number=1), user=person, name="", **NEXT_TERM)
    step("acclaim", election)

    assert "already" in elections.why_not_eligible(candidate)
    with pytest.raises(NotPossible, match="already"):
        step("certify", election)
    assert Election.objects.get(pk=election.pk).state == "NO_CONTEST"


def test_after_two_terms_in_a_row_one_does_not_stand_again(council):
    seat = council.seats.get(kind="PARENT", number=1)
    for year in (2022, 2024):
        SeatTermFactory(seat=seat, name="Ana", starts_on=date(year, 7, 1), ends_on=date(year + 2, 6, 30))
    candidate = CandidateFactory(election__council=council, name="Ana")

    assert "2 terms in a row" in elections.why_not_eligible(candidate)


@given(free=st.integers(1, 4), wanted=st.integers(1, 4), votes=st.lists(st.integers(0, 9), min_size=1, max_size=6))
def test_seating_never_exceeds_the_seats_whatever_the_votes(free, wanted, votes):
    council = CouncilFactory()
    Seat.objects.filter(council=council).delete()
    for _ in range(free):
        SeatFactory(council=council)
    election, candidates = contest(council, len(votes), seats_total=wanted, state="VOTING")
    total = sum(votes)
    unused = -total % wanted + wanted * 9
    ballots = (total + unused) // wanted
    tally = dict(zip(candidates, votes, strict=True))
    counted(election, tally, ballots_spoilt=0, ballots_returned=ballots, ballots_issued=ballots, votes_unused=unused)
    step("confirm", election)
    tied = elections.outcome_of(election).tied
    if tied:
        places = {one: place for place, one in enumerate(tied, start=1)}
        elections.draw_lot(election, places=places, how="Box", by="Ana", on=AFTER)
    try:
        step("certify", election)
    except NotPossible:
        assert SeatTerm.objects.filter(council=council).count() == 0
    day = date(2026, 9, 1)
    seated = SeatTerm.objects.on(day).filter(council=council)
    assert seated.count() <= min(free, wanted)
    assert len(set(seated.values_list("seat", flat=True))) == seated.count()


# ---------------------------------------------------------------------- turnout


@pytest.mark.parametrize(
    ("electors", "voted", "share", "is_hidden"),
    [
        (300, 100, 1 / 3, False),
        (19, 10, None, True),
        (300, 5, None, True),
        (300, 296, None, True),
        (0, 0, None, False),
    ],
)
def test_turnout_is_a_share_and_hidden_where_few_voted_or_few_did_not(electors, voted, share, is_hidden):
    election = Election(electors_total=electors, ballots_returned=voted, state="CERTIFIED")

    assert elections.turnout_of(election) == elections.Turnout(share, is_hidden)


# ---------------------------------------------------------------------- pages


def test_nobody_else_sees_an_election_that_is_being_prepared(client, council):
    election, _candidates = contest(council, state="PREPARED")

    assert client.get(election.get_absolute_url()).status_code == 404
    Election.objects.update(state="ANNOUNCED")
    assert client.get(election.get_absolute_url()).status_code == 200


def test_the_public_reads_candidates_found_eligible_without_contact_and_no_student_by_name(client, council):
    election, (ana,) = contest(council, 1)
    CandidateFactory(election=election, name="Not Yet Confirmed")
    type(ana).objects.filter(pk=ana.pk).update(contact="860 555 0100", statement_en="I listen.")
    SeatFactory(council=council, kind="STUDENT", votes=False)
    students, (luz,) = contest(council, 1, constituency="STUDENTS")

    page = client.get(election.get_absolute_url()).content.decode()
    other = client.get(students.get_absolute_url()).content.decode()

    assert ana.name in page and "I listen." in page
    assert "Not Yet Confirmed" not in page and "860 555 0100" not in page
    assert luz.name not in other and "A student" in other


def test_votes_are_public_only_once_certified_and_where_enough_voted(client, council):
    election, (ana, ben, cy) = contest(council, state="VOTING")
    counted(election, {ana: 50, ben: 30, cy: 10})
    before = client.get(election.get_absolute_url()).content.decode()
    step("confirm", election)
    step("certify", election)

    page = client.get(election.get_absolute_url()).content.decode()

    assert "50 votes" not in before
    assert "50 votes" in page and "33.3%" in page
    Election.objects.update(electors_total=102, ballots_issued=102)
    page = client.get(election.get_absolute_url()).content.decode()
    assert "50 votes" not in page and "too few to show" in page


@time_machine.travel("2026-11-27 12:00:00-05:00", tick=False)
def test_no_day_without_school_is_suggested_for_the_vote(client, council, principal):
    DayOff.objects.create(first_day=date(2026, 12, 24), last_day=date(2027, 1, 1), name="Winter recess")
    add = reverse("governance:election-add", args=[council.school.code])
    form = client.get(add).context["form"]
    suggested = [form.initial[name] for name in ("nominations_until", "voting_from", "voting_until")]
    assert suggested == [date(2026, 12, 18), date(2027, 1, 4), date(2027, 1, 11)]


@time_machine.travel("2026-02-16 12:00:00-05:00", tick=False)
def test_a_principal_prepares_an_election_and_adds_a_candidate(client, council, principal):
    add = reverse("governance:election-add", args=[council.school.code])
    typed = {
        "constituency": "PARENTS", "seats_total": "3", "nominations_from": "2026-03-02",
        "nominations_until": "2026-03-20", "voting_from": "2026-04-06", "voting_until": "2026-04-10",
        "term_starts_on": "2026-07-01", "term_ends_on": "2028-06-30", "place": "Main office",
    }  # fmt: skip

    too_many = client.post(add, typed | {"seats_total": "8"})
    wrong_order = client.post(add, typed | {"voting_from": "2026-03-20"})
    client.post(add, typed)
    election = Election.objects.get()
    client.post(address("candidate-add", election), {"name": "Luis Ortiz", "statement_es": "Escucho."})
    candidate = election.candidates.get()
    client.post(address("candidate-confirm", election, candidate.pk))

    assert "7 seats" in str(too_many.context["form"].errors["seats_total"])
    assert "First nominations" in str(wrong_order.context["form"].errors)
    candidate.refresh_from_db()
    assert (candidate.name, candidate.found_eligible_by) == ("Luis Ortiz", principal)


@time_machine.travel("2026-04-13 12:00:00-04:00", tick=False)
def test_the_count_is_entered_and_what_is_typed_wrong_is_not_lost(client, council, principal):
    election, (ana, ben, cy) = contest(council, state="VOTING")
    typed = figures(votes_unused=5) | {f"votes_{one.pk}": total for one, total in ((ana, 50), (ben, 30), (cy, 10))}

    refused = client.post(address("election-count", election), typed)
    client.post(address("election-count", election), typed | {"votes_unused": 6})
    own = client.post(address("election-move", election, "confirm"), {"note": ""})

    assert "96 valid ballots with 1 votes each make 96 votes" in refused.content.decode()
    assert refused.context["form"]["ballots_issued"].value() == "120"
    assert "Another person confirms" in own.content.decode()
    election.refresh_from_db()
    assert (election.state, election.counted_by) == ("COUNTED", principal)


def test_the_lot_has_a_page_only_while_there_is_a_tie(client, council, principal):
    election, (ana, ben, cy) = contest(council, state="VOTING")
    counted(election, {ana: 40, ben: 40, cy: 10})
    lot = address("election-lot", election)
    typed = {f"place_{ana.pk}": "1", "how": "Box", "by": "Rev. Grant", "on": "2026-04-11"}

    alike = client.post(lot, typed | {f"place_{ben.pk}": "1"})
    client.post(lot, typed | {f"place_{ben.pk}": "2"})

    assert "place of their own" in str(alike.context["form"].errors)
    assert elections.elected_of(Election.objects.get()) == (ana,)
    Election.objects.update(state="CERTIFIED")
    assert client.get(lot).status_code == 302


def test_papers_in_both_languages_the_ballot_only_for_those_who_run_it(client, council):
    election, (ana, _ben) = contest(council, 2)
    CandidateFactory(election=election, name="Not Yet Confirmed")
    url = election.get_absolute_url()

    notice = client.get(url, {"format": "pdf", "in": "es"})

    assert "Elija quién habla por las familias." in text_of(notice.content)
    form = client.get(url, {"format": "pdf", "paper": "nomination", "in": "es"})
    assert "20 de marzo de 2026" in text_of(form.content)
    assert client.get(url, {"format": "pdf", "paper": "ballot"}).status_code == 404
    client.force_login(MembershipFactory(role=Role.PRINCIPAL, school=council.school).user)
    for language, words in (("en", "How to vote"), ("es", "Cómo votar")):
        ballot = text_of(client.get(url, {"format": "pdf", "paper": "ballot", "in": language}).content)
        assert words in ballot and ana.name in ballot and "Not Yet Confirmed" not in ballot
    assert client.get(url, {"format": "pdf", "paper": "tally"}).status_code == 200
    assert client.get(url, {"format": "pdf", "paper": "voters"}).status_code == 404


def test_turnout_is_told_year_on_year(client, council):
    client.force_login(MembershipFactory(district_wide=True).user)
    for years, voted in ((0, 150), (-1, 90)):
        days = {
            name: date(2026 + years, *day)
            for name, day in {
                "nominations_from": (3, 2), "nominations_until": (3, 20),
                "voting_from": (4, 6), "voting_until": (4, 10),
            }.items()
        }  # fmt: skip
        ElectionFactory(
            council=council, state="CERTIFIED", ballots_issued=200, ballots_returned=voted, ballots_spoilt=0, **days
        )

    page = client.get(reverse("governance:election-list"), {"year": 2025})
    text = client.get(reverse("governance:election-list"), {"year": 2025, "format": "csv"}).getvalue().decode()

    assert [(row["turnout"], row["before"]) for row in page.context["rows"]] == [("50.0%", "30.0%")]
    assert "50.0%,30.0%" in text


def test_the_pages_cost_the_same_with_one_candidate_and_with_twenty(client, council, django_assert_max_num_queries):
    election, _many = contest(council, 20)

    with django_assert_max_num_queries(8):
        client.get(election.get_absolute_url())


def test_the_sheet_of_a_count_outlives_the_nightly_sweep_of_files_that_nothing_holds(council):
    kept = evidence.keep(upload=SimpleUploadedFile("sheet.pdf", b"%PDF-1.4\n%%EOF\n"), by=UserFactory())
    ElectionFactory(council=council, sheet=kept)
    assert evidence.sweep(now=timezone.now() + timedelta(days=3)) == 0
