"""Counts whose school and day stand in two tables: one statement may change both, and the cells still follow.

PostgreSQL runs the triggers of a statement when all of it is done. A cascade in one statement (WITH … DELETE …
DELETE …) leaves nothing by which a deleted meeting could find its council.
"""

from datetime import date, timedelta

import pytest
from django.db import connection
from hypothesis import given
from hypothesis import strategies as st

from governance.models import Council, CouncilMeeting
from indicators import rollup_check, rollups
from indicators.measures import sources
from indicators.models import MeasureCell, StaleCell
from tests.factories import CouncilFactory, CouncilMeetingFactory, SchoolFactory
from tests.indicators.histories import counted_by_hand, counted_by_rollup

pytestmark = pytest.mark.django_db

COUNCILS = 2
FIRST_DAY = date(2025, 8, 1)


def run(statement):
    with connection.cursor() as cursor:
        cursor.execute(statement)


# ---------------------------------------------------------------- the case that was found

CASCADES = {
    "the meetings first": """WITH gone AS (DELETE FROM governance_councilmeeting WHERE council_id = {council})
        DELETE FROM governance_council WHERE id = {council}""",
    "the council first": """WITH gone AS (DELETE FROM governance_council WHERE id = {council})
        DELETE FROM governance_councilmeeting WHERE council_id = {council}""",
    "each meeting leads to its council": """WITH gone AS (
            DELETE FROM governance_councilmeeting WHERE council_id = {council} RETURNING council_id
        ) DELETE FROM governance_council USING gone WHERE id = gone.council_id""",
    "the council leads to its meetings": """WITH gone AS (
            DELETE FROM governance_council WHERE id = {council} RETURNING id
        ) DELETE FROM governance_councilmeeting USING gone WHERE council_id = gone.id""",
    "the school too": """WITH gone AS (DELETE FROM governance_council WHERE id = {council} RETURNING id, school_id),
        held AS (DELETE FROM governance_councilmeeting USING gone WHERE council_id = gone.id)
        DELETE FROM district_school USING gone WHERE district_school.id = gone.school_id""",
}


@pytest.mark.parametrize("cascade", CASCADES.values(), ids=CASCADES)
def test_a_council_deleted_with_its_meetings_in_one_statement_marks_its_school_months(cascade):
    council = CouncilFactory()
    CouncilMeetingFactory(council=council, held_on=date(2025, 10, 7))
    CouncilMeetingFactory(council=council, held_on=date(2025, 12, 2))
    other = CouncilMeetingFactory(held_on=date(2025, 10, 7))
    rollups.refresh_all()

    run(cascade.format(council=council.pk))

    marks = set(StaleCell.objects.values_list("source", "school_key", "month"))
    assert marks == {("council_meetings", council.school_id, date(2025, month, 1)) for month in (10, 12)}
    rollups.refresh_all()
    assert set(MeasureCell.objects.values_list("school_key", flat=True)) == {other.council.school_id}
    assert rollup_check.verify().differences == []


def test_a_council_and_its_meeting_that_move_in_one_statement_leave_no_count_behind():
    meeting, spare = CouncilMeetingFactory(held_on=date(2025, 10, 7)), SchoolFactory()
    rollups.refresh_all()

    run(f"""WITH moved AS (UPDATE governance_council SET school_id = {spare.pk})
        UPDATE governance_councilmeeting SET held_on = '2026-02-03' WHERE id = {meeting.pk}""")
    rollups.refresh_all()

    assert list(MeasureCell.objects.values_list("school_key", "month")) == [(spare.pk, date(2026, 2, 1))]
    assert rollup_check.verify().differences == []


def test_what_no_measure_reads_marks_nothing():
    meeting = CouncilMeetingFactory()
    rollups.refresh_all()
    run(f"UPDATE governance_councilmeeting SET recorded_at = now() WHERE id = {meeting.pk}")
    run("UPDATE governance_council SET model_id = model_id")
    assert not StaleCell.objects.exists()


# ---------------------------------------------------------------- for every source, now and to come


def models_of(path, model):
    """The models that a path of fields such as "council__school_id" reads, the first included."""
    found = [model]
    for name in path.split("__")[:-1]:
        found.append(found[-1]._meta.get_field(name).related_model)
    return found


def test_every_source_whose_school_or_day_is_reached_through_a_foreign_key_marks_row_by_row():
    halves = set()
    for source in sources():
        model = source.rows().model
        paths = {*models_of(source.school, model), *models_of(source.day, model)}
        halves |= paths if len(paths) > 1 else set()

    assert halves >= {Council, CouncilMeeting}
    for model in halves:
        names = {trigger.name for trigger in model._meta.triggers}
        assert {"stale_before_delete", "stale_before_update"} <= names, model


# ---------------------------------------------------------------- any one statement

COUNCIL_CHANGES = {
    "stays": "",
    "goes": "DELETE FROM governance_council AS council {using} WHERE {chosen}",
    "moves": "UPDATE governance_council AS council SET school_id = {spare} {using} WHERE {chosen}",
}
MEETING_CHANGES = {
    "goes": "DELETE FROM governance_councilmeeting AS meeting {using} WHERE {chosen}",
    "moves": "UPDATE governance_councilmeeting AS meeting SET held_on = held_on + 500 {using} WHERE {chosen}",
    "changes hands": "UPDATE governance_councilmeeting AS meeting SET council_id = {heir} {using} WHERE {chosen}",
}


def statements():
    """One statement that changes a council and some of its meetings: what happens to each, which leads to which."""
    days = st.lists(st.integers(0, 200), min_size=1, max_size=6, unique=True)
    return st.fixed_dictionaries(
        {
            "days": st.lists(days, min_size=COUNCILS, max_size=COUNCILS),
            "council": st.sampled_from(sorted(COUNCIL_CHANGES)),
            "meeting": st.sampled_from(sorted(MEETING_CHANGES)),
            "council_first": st.booleans(),
            "first_leads_to_last": st.booleans(),
        }
    )


def sql_of(drawn, council, heir, spare):
    """The council is deleted only where nothing of it stays behind: its meetings go or are another's."""
    if drawn["council"] == "goes" and drawn["meeting"] == "moves":
        drawn = {**drawn, "meeting": "goes"}
    words = {"spare": spare.pk, "heir": heir.pk}

    def part(table, chosen, using=""):
        changes = COUNCIL_CHANGES if table == "council" else MEETING_CHANGES
        return changes[drawn[table]].format(chosen=chosen, using=using, **words)

    one = {"council": f"council.id = {council.pk}", "meeting": f"meeting.council_id = {council.pk}"}
    if drawn["council"] == "stays":
        return part("meeting", one["meeting"])
    first, last = ("council", "meeting") if drawn["council_first"] else ("meeting", "council")
    if not drawn["first_leads_to_last"]:
        return f"WITH first AS ({part(first, one[first])}) {part(last, one[last])}"
    if first == "council":
        returning, joined = "council.id", "meeting.council_id = first.id"
    else:
        returning, joined = f"{council.pk} AS id", "council.id = first.id"
    verb = COUNCIL_CHANGES if last == "council" else MEETING_CHANGES
    using = "USING first" if verb[drawn[last]].startswith("DELETE") else "FROM first"
    return f"WITH first AS ({part(first, one[first])} RETURNING {returning}) {part(last, joined, using)}"


@given(drawn=statements())
def test_after_any_one_statement_on_councils_and_meetings_the_cells_are_what_counting_by_hand_gives(drawn):
    for model in (CouncilMeeting, Council):
        model.objects.all()._raw_delete("default")
    councils = CouncilFactory.create_batch(COUNCILS)
    for council, days in zip(councils, drawn["days"], strict=True):
        for day in days:
            CouncilMeetingFactory(council=council, held_on=FIRST_DAY + timedelta(days=day))
    rollups.refresh_all()

    run(sql_of(drawn, councils[0], heir=CouncilFactory(), spare=SchoolFactory()))
    rollups.refresh_all()

    assert counted_by_rollup() == counted_by_hand()
    assert rollup_check.verify().differences == []
