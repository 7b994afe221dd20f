"""What the portal counts of a council: each measure against the rule or the district's setting."""

from datetime import date, datetime, time, timedelta

import pytest
from django.utils import timezone

from governance.effectiveness import (
    answered,
    composed,
    council_survey,
    duties_done,
    met,
    observed,
    perceived,
    practice,
    reading,
    trained,
    voices,
)
from governance.effectiveness.asked import Asked
from governance.effectiveness.lines import Held
from governance.effectiveness.reading import Standing
from governance.models import EffectivenessRules, Observation, Observer, Posting, ScheduleFiling, VoiceCount
from indicators.models import SuppressionRule
from indicators.suppression import Rule
from partnerships.models import Instrument
from partnerships.surveys import answering, rounds
from partnerships.surveys.instruments import languages_offered
from tests.factories import (
    AdviceFactory,
    CouncilFactory,
    CouncilMeetingFactory,
    DutyRecordFactory,
    ElectionFactory,
    TrainingModuleFactory,
    TrainingRecordFactory,
    UserFactory,
)
from tests.governance.councils import full_council, held_meeting
from tests.governance.effectiveness.worlds import TODAY, YEAR

pytestmark = pytest.mark.django_db


def asked(*councils, today=TODAY):
    return Asked(list(councils), YEAR, today)


def by_code(lines):
    return {line.code: line for line in lines}


# ---------------------------------------------------------------------- composition


def test_a_full_council_has_all_its_voting_seats_and_half_of_the_votes_are_parents():
    council = full_council()
    found = by_code(composed.lines(asked(council))[council.pk])
    assert (found["A-FILLED"].number, found["A-FILLED"].total) == (14, 14)
    assert (found["A-VOTES"].number, found["A-VOTES"].total, found["A-VOTES"].held) == (7, 14, Held.MET)
    assert found["A-ELECTED"].held == Held.MET


def test_a_council_without_members_divides_by_nothing():
    council = CouncilFactory()
    found = by_code(composed.lines(asked(council))[council.pk])
    assert found["A-VOTES"].held == Held.UNKNOWN
    assert found["A-FILLED"].held == Held.NOT_MET


def test_the_turnout_stands_beside_the_one_before_and_is_not_judged():
    council = full_council()
    common = {"council": council, "state": "CERTIFIED", "electors_total": 200, "ballots_issued": 150}
    ElectionFactory(**common, ballots_returned=80, term_starts_on=date(2025, 7, 1), **spring(2025))
    ElectionFactory(**common, ballots_returned=40, term_starts_on=date(2024, 7, 1), **spring(2024))
    line = by_code(composed.lines(asked(council))[council.pk])["A-TURNOUT"]
    assert (line.number, line.total, line.held) == (80, 200, Held.CONTEXT)
    assert "20%" in line.compared


def spring(year):
    return {
        "nominations_from": date(year, 3, 2),
        "nominations_until": date(year, 3, 20),
        "voting_from": date(year, 4, 6),
        "voting_until": date(year, 4, 10),
        "term_ends_on": date(year + 2, 6, 30),
    }


# ---------------------------------------------------------------------- legal practice


def post(meeting, kind, at):
    Posting.objects.create(meeting=meeting, kind=kind, posted_at=at, recorded_by=UserFactory())


def test_papers_in_time_are_counted_of_those_that_were_due():
    council = full_council()
    meeting = held_meeting(council)
    post(meeting, "AGENDA", meeting.begins - timedelta(hours=30))
    post(meeting, "MINUTES", meeting.over_at + timedelta(days=9))
    found = by_code(practice.lines(asked(council))[council.pk])
    assert (found["C-AGENDA"].number, found["C-AGENDA"].total, found["C-AGENDA"].held) == (1, 1, Held.MET)
    assert (found["C-MINUTES"].number, found["C-MINUTES"].held) == (0, Held.NOT_MET)
    assert found["C-VOTES"].held == Held.UNKNOWN  # nothing was voted


def test_what_is_not_due_yet_is_not_counted():
    council = full_council()
    meeting = held_meeting(council, held_on=date(2026, 2, 9))
    now = timezone.make_aware(datetime.combine(date(2026, 2, 10), time(9)))
    found = practice.deadlines_of(meeting, {}, calendar=practice.Calendar(), now=now)
    assert "MINUTES" in {clock.kind for clock in found if clock.is_open and clock.standing == "RUNNING"}


def test_schedules_of_both_calendar_years_of_the_school_year_are_asked_for_once_they_are_due():
    council = full_council()
    ScheduleFiling.objects.create(council=council, year=2025, filed_on=date(2025, 1, 20), recorded_by=UserFactory())
    before = by_code(practice.lines(asked(council, today=date(2026, 1, 15)))[council.pk])
    after = by_code(practice.lines(asked(council))[council.pk])
    assert (before["C-FILING"].number, before["C-FILING"].total) == (1, 1)
    assert (after["C-FILING"].number, after["C-FILING"].total) == (1, 2)


# ---------------------------------------------------------------------- meetings


def test_meetings_quorum_and_attendance_by_kind_of_seat():
    council = full_council()
    held_meeting(council, present=9, interpretation="Spanish")
    held_meeting(council, present=5, held_on=date(2025, 12, 16))
    found = by_code(met.lines(asked(council))[council.pk])
    assert (found["D-QUORUM"].number, found["D-QUORUM"].total, found["D-QUORUM"].held) == (1, 2, Held.NOT_MET)
    assert (found["D-LANGUAGE"].number, found["D-LANGUAGE"].total) == (1, 2)
    assert found["D-PARENT"].number == 12
    assert found["D-HELD"].held == Held.CONTEXT  # the year is not over


def test_the_district_sets_what_it_looks_for_and_an_ended_year_is_judged():
    council = full_council()
    EffectivenessRules.objects.create(meetings_wanted=1, quorum_share=50)
    CouncilMeetingFactory(council=council)
    found = by_code(met.lines(asked(council, today=date(2026, 9, 1)))[council.pk])
    assert found["D-HELD"].held == Held.MET
    assert "50%" in found["D-QUORUM"].compared


def test_a_year_without_a_meeting_is_not_recorded_rather_than_zero_percent():
    council = CouncilFactory()
    found = by_code(met.lines(asked(council))[council.pk])
    assert found["D-QUORUM"].held == Held.UNKNOWN


# ---------------------------------------------------------------------- representation


def voices_of(*totals, rule=None):
    counts = [VoiceCount(pk=pk, grades="PK-2", members_total=total) for pk, total in enumerate(totals, start=1)]
    return [voices.gate(counts, "members_total", rule or Rule())[one.pk].number for one in counts]


def test_small_counts_of_parents_are_hidden():
    assert voices_of(3, 4) == [None, None]


def test_a_large_count_goes_too_where_it_would_give_a_small_one_away():
    assert voices_of(8, 1) == [None, None]


def test_counts_that_point_at_nobody_are_shown():
    assert voices_of(8, 9, 7) == [8, 9, 7]


def test_nothing_is_shown_below_the_threshold_of_the_gate():
    SuppressionRule.objects.create(min_numerator=10)
    council = full_council()
    VoiceCount.objects.create(school=council.school, fall_year=YEAR, grades="PK-2", families_total=9)
    VoiceCount.objects.create(school=council.school, fall_year=YEAR, grades="3-5", families_total=50)
    shown = " ".join(line.compared for line in voices.lines(asked(council))[council.pk])
    assert "9" not in shown


# ---------------------------------------------------------------------- observation and the whole


def test_both_observations_are_shown_and_the_last_one_is_held_against_the_level():
    council = full_council()
    for day, level in ((date(2025, 10, 1), 2), (date(2025, 12, 1), 3)):
        levels = dict.fromkeys(("agenda", "voice", "data", "follow_up"), level)
        meeting = CouncilMeetingFactory(council=council, held_on=day)
        Observation.objects.create(meeting=meeting, observer=UserFactory(), rubric=1, **levels)
    line = observed.lines(asked(council))[council.pk][0]
    assert "2: beginning" in line.text
    assert "3: working" in line.text
    assert line.held == Held.MET


def test_only_who_was_trained_before_the_meeting_and_has_no_role_there_may_observe():
    meeting = held_meeting(full_council())
    stranger, late = UserFactory(), UserFactory()
    Observer.objects.create(user=late, trained_on=meeting.held_on + timedelta(days=1))
    for person in (stranger, late):
        with pytest.raises(observed.NotTrained):
            observed.check(person, meeting)


def test_many_councils_cost_as_many_queries_as_one(django_assert_max_num_queries):
    councils = [full_council() for _ in range(3)]
    with django_assert_max_num_queries(55):
        found = reading.readings(councils, YEAR, TODAY)
    assert [one.council for one in found] == councils
    assert all(part.lines for part in found[0].parts)
    assert found[0].part("H").standing == Standing.UNKNOWN


# ---------------------------------------------------------------------- duties, training, advice


def test_a_duty_that_was_done_late_is_not_as_wanted_and_one_not_due_yet_is_not_judged():
    council = full_council()
    DutyRecordFactory(council=council, duty="D1", on=date(2025, 8, 20))
    found = by_code(duties_done.lines(asked(council))[council.pk])
    assert found["E-D1"].number == 1
    assert found["E-D5"].held == Held.CONTEXT  # by the end of the year
    assert found["E-D3"].held == Held.CONTEXT  # nothing arose


def test_members_are_counted_by_module_once_their_days_are_over():
    council = full_council()
    module = TrainingModuleFactory(name="Roles")
    term = council.terms.filter(kind="PARENT").first()
    TrainingRecordFactory(module=module, term=term, day=date(2025, 8, 1))
    line = by_code(trained.lines(asked(council))[council.pk])[f"F-{module.code}"]
    assert (line.number, line.total, line.held) == (1, 7, Held.NOT_MET)


def test_advice_counts_once_it_is_answered_or_overdue():
    council = full_council()
    meeting = CouncilMeetingFactory(council=council, held_on=date(2025, 11, 18))
    AdviceFactory(meeting=meeting, due_on=date(2025, 12, 2), answered_on=date(2025, 11, 30), decision="ADOPTED")
    AdviceFactory(meeting=meeting, due_on=date(2025, 12, 2))
    AdviceFactory(meeting=meeting, due_on=date(2026, 3, 1))
    found = by_code(answered.lines(asked(council))[council.pk])
    assert (found["G-ANSWERED"].number, found["G-ANSWERED"].total) == (1, 2)
    assert (found["G-ADOPTED"].number, found["G-ADOPTED"].total) == (1, 1)


# ---------------------------------------------------------------------- survey


def surveyed(council, answers):
    """The council survey of the year with so many answers to each item, closed and shown."""
    made = council_survey.ask(
        YEAR, by=UserFactory(), opens_on=date(2025, 11, 1), closes_on=timezone.localdate(), schools=[council.school]
    )
    place = made.places.get()
    for number in range(answers):
        answering.take(place, "en", dict.fromkeys(made.version.items.all(), 3 + number % 3))
    for move in ("close", "publish"):
        made = rounds.go(made, move)
    return by_code(perceived.lines(asked(council))[council.pk])


def test_the_mean_of_an_item_is_shown_from_six_answers_on():
    line = surveyed(full_council(), 6)["H-heard"]
    assert "4.0" in line.text
    assert line.number == 6


def test_with_five_answers_nothing_is_shown_and_the_survey_is_no_evidence():
    council = full_council()
    assert {line.held for line in surveyed(council, 5).values()} == {Held.HIDDEN}
    assert "SURVEY" in {kind.value for kind in reading.reading_of(council, YEAR, TODAY).missing_kinds}


def test_the_survey_asks_in_both_languages_and_never_who_somebody_is():
    council_survey.load_instrument()
    council_survey.load_instrument()  # a second time changes nothing
    version = Instrument.objects.get(code="council").versions.get()
    assert languages_offered(version) == ["en", "es"]
    assert all(item.scale == "AGREE5" for item in version.items.all())
