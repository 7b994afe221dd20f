"""The duties of all councils in a year at a glance: which are done, late or overdue, and whom to call."""

from dataclasses import dataclass

from district import school_years
from district.access import Can, schools_where
from district.notices import people_by_school
from governance import duties
from governance.duty_catalogue import STATUTORY
from governance.duty_states import DONE, State
from governance.models import Advice, Council

HEADERS = [
    "school_code", "school", "school_year", *(f"{one.code.lower()}_{what}" for one in STATUTORY
                                             for what in ("state", "due", "done")),
    "overdue", "advices", "advices_answered_in_time", "advices_waiting",
]  # fmt: skip


@dataclass
class Row:
    """One council: its statutory duties in their order, its advice, and who records its meetings."""

    council: Council
    standings: list
    advices: list
    people: list

    @property
    def overdue(self):
        return [one for one in self.standings if one.state == State.OVERDUE]

    @property
    def open(self):
        return [one for one in self.standings if one.state == State.OPEN]

    @property
    def late(self):
        return [one for one in self.standings if one.state == State.LATE]

    @property
    def waiting(self):
        return [one for one in self.advices if one.waits]


def rows_for(user, fall_year, today):
    """A row for each council that the person may read about. The same dozen of queries for any number of councils."""
    councils = list(duties.councils_open_in(fall_year).filter(school__in=schools_where(user, Can.VIEW_ACTIVITY)))
    standings = duties.standings_by_council(councils, fall_year, today)
    advices = {}
    schools = [council.school_id for council in councils]
    for one in Advice.objects.filter(school__in=schools, fall_year=fall_year):
        advices.setdefault(one.school_id, []).append(one)
    return [Row(one, duties.statutory(standings[one.pk]), advices.get(one.school_id, []), []) for one in councils]


def name_people(rows):
    """Add to some rows whom to call: who holds a role at the school that records its council's meetings. One query."""
    people = people_by_school([row.council.school_id for row in rows], Can.RECORD_MEETING)
    for row in rows:
        row.people = people.get(row.council.school_id, [])


def totals(rows):
    """[(duty, how many done, in time, overdue)] over the rows, for the head of the page."""
    found = []
    for place, duty in enumerate(STATUTORY):
        states = [row.standings[place].state for row in rows]
        found.append(
            (
                duty,
                sum(state in DONE for state in states),
                sum(state == State.OVERDUE for state in states),
            )
        )
    return found


def line(row, fall_year):
    """One row as a file has it."""
    school = row.council.school
    cells = [cell for one in row.standings for cell in (one.state.value, one.due, one.done_on)]
    return (
        school.code, school.name, school_years.label(fall_year), *cells, len(row.overdue), len(row.advices),
        sum(one.was_in_time for one in row.advices), len(row.waiting),
    )  # fmt: skip
