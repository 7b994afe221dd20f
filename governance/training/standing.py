"""Who lacks which training by when: for each person in office on a day, every module that is required of them.

One rule, in one statement of SQL, however many schools there are. In words:

- In office are the holders of seats, the officers among them, and principals and school staff by their role; somebody
  with an account is one person at a school, whatever they hold there.
- What they hold asks for a module whose audiences name it. It is due `within_days` after the day from which it is
  asked: when they took office, when the module was first required, or when its content became one that asks everybody
  again, whichever came last.
- It is done by a record that is confirmed and no older than that content; where a module is asked anew with each term,
  no older than `EARLY_DAYS` before the term. The newest such record counts, until `valid_years` after it; then it is
  due on the day on which it ends.
- What a member did without an account counts in a later term of the same name in the same council, as far as the
  portal can tell (`SeatTerm.person_key`).
- Who holds several things that ask for one module has done it when all are content; else the earliest day stands.
"""

from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

from district import reading

EARLY_DAYS = 90  # trained between the election and the first day of the term
SOON = timedelta(days=60)

LINES = """
WITH asked_day AS (SELECT %(day)s::date AS today),
claim AS MATERIALIZED (
    SELECT council.school_id, coalesce('u' || term.user_id, 't' || term.id) AS person, term.id AS term_id,
        term.user_id, term.kind AS audience, term.starts_on AS since
    FROM asked_day, governance_seatterm AS term JOIN governance_council AS council ON council.id = term.council_id
    WHERE term.starts_on <= today AND (term.ends_on IS NULL OR term.ends_on >= today) {of_schools} {of_user}
    UNION ALL
    SELECT council.school_id, coalesce('u' || term.user_id, 't' || term.id), term.id, term.user_id, 'OFFICER',
        office.starts_on
    FROM asked_day, governance_office AS office JOIN governance_seatterm AS term ON term.id = office.term_id
        JOIN governance_council AS council ON council.id = office.council_id
    WHERE office.starts_on <= today AND (office.ends_on IS NULL OR office.ends_on >= today)
        AND term.starts_on <= today AND (term.ends_on IS NULL OR term.ends_on >= today) {of_schools} {of_user}
    UNION ALL
    SELECT term.school_id, 'u' || term.user_id, NULL, term.user_id,
        CASE term.role WHEN 'PRINCIPAL' THEN 'PRINCIPAL' ELSE 'STAFF' END, term.starts_on
    FROM asked_day, district_membership AS term JOIN district_school AS council ON council.id = term.school_id
        JOIN district_user AS person ON person.id = term.user_id
    WHERE term.role IN ('PRINCIPAL', 'SCHOOL_STAFF') AND term.lent_from_id IS NULL AND person.is_active
        AND term.starts_on <= today AND (term.ends_on IS NULL OR term.ends_on >= today) {of_schools_held} {of_user}
),
open_claim AS (
    SELECT claim.* FROM asked_day, claim JOIN district_school AS school ON school.id = claim.school_id
    WHERE school.closed_on IS NULL OR school.closed_on >= today
),
module AS (
    SELECT one.id, one.audiences, one.within_days, one.valid_years, one.each_term, one.required_from,
        (SELECT max(content_on) FROM governance_trainingcontent AS content
         WHERE content.module_id = one.id AND content.asks_again AND content.content_on <= today) AS renewed_on
    FROM asked_day, governance_trainingmodule AS one
    WHERE one.required_from <= today AND (one.retired_on IS NULL OR one.retired_on > today)
),
asked AS (
    SELECT claim.*, module.id AS module_id, module.valid_years,
        greatest(claim.since, module.required_from, module.renewed_on) + module.within_days AS first_due,
        coalesce(greatest(module.renewed_on, CASE WHEN module.each_term THEN claim.since - %(early)s END),
            '-infinity'::date) AS not_before
    FROM open_claim AS claim JOIN module ON claim.audience = ANY (module.audiences)
),
carried AS (
    SELECT person, term_id FROM open_claim WHERE term_id IS NOT NULL
    UNION
    SELECT claim.person, term.id FROM open_claim AS claim
    JOIN governance_seatterm AS term ON term.user_id = claim.user_id
    UNION
    SELECT claim.person, earlier.id FROM open_claim AS claim
    JOIN governance_seatterm AS term ON term.id = claim.term_id AND term.user_id IS NULL AND btrim(term.name) <> ''
    JOIN governance_seatterm AS earlier ON earlier.council_id = term.council_id AND earlier.user_id IS NULL
        AND earlier.ends_on < term.starts_on AND lower(btrim(earlier.name)) = lower(btrim(term.name))
),
earned AS (
    SELECT carried.person, record.module_id, record.day
    FROM asked_day, carried JOIN governance_trainingrecord AS record ON record.term_id = carried.term_id
    WHERE record.confirmed_at IS NOT NULL AND record.day <= today
    UNION
    SELECT claim.person, record.module_id, record.day
    FROM asked_day, open_claim AS claim JOIN governance_trainingrecord AS record ON record.user_id = claim.user_id
    WHERE record.confirmed_at IS NOT NULL AND record.day <= today
),
judged AS (
    SELECT asked.school_id, asked.person, asked.term_id, asked.user_id, asked.audience, asked.module_id,
        asked.first_due, min(earned.day) AS first_on, max(earned.day) AS last_on,
        (max(earned.day) + make_interval(years => asked.valid_years))::date AS valid_until
    FROM asked LEFT JOIN earned ON earned.person = asked.person AND earned.module_id = asked.module_id
        AND earned.day >= asked.not_before
    GROUP BY asked.school_id, asked.person, asked.term_id, asked.user_id, asked.audience, asked.module_id,
        asked.first_due, asked.valid_years, asked.since
),
told AS (
    SELECT judged.*, last_on IS NOT NULL AND coalesce(valid_until, 'infinity') >= today AS is_done,
        greatest(first_due, valid_until) AS due_on
    FROM asked_day, judged
),
line AS (
    SELECT school_id, person, module_id, max(term_id) AS term_id, max(user_id) AS user_id,
        array_agg(DISTINCT audience) AS audiences, bool_and(is_done) AS is_done, max(last_on) AS last_on,
        min(valid_until) AS valid_until, min(due_on) FILTER (WHERE NOT is_done) AS due_on,
        bool_and(first_on IS NOT NULL AND first_on <= first_due) AS in_time,
        bool_and(first_on IS NOT NULL) OR min(first_due) FILTER (WHERE first_on IS NULL) < (SELECT today FROM asked_day)
            AS is_decided
    FROM told GROUP BY school_id, person, module_id
)
"""
ALL_LINES = """
SELECT line.school_id, person, module_id, term_id, user_id, audiences, is_done, last_on, valid_until, due_on, in_time,
    is_decided
FROM line WHERE TRUE {of_due_days} {of_modules} ORDER BY line.school_id, person, module_id
"""
BY_SCHOOL = """
SELECT line.school_id, count(DISTINCT person) AS people, count(*) AS asked, count(*) FILTER (WHERE is_done) AS done,
    count(*) FILTER (WHERE NOT is_done AND due_on < today) AS overdue,
    count(DISTINCT person) FILTER (WHERE NOT is_done AND due_on < today) AS people_overdue,
    count(*) FILTER (WHERE is_decided) AS decided, count(*) FILTER (WHERE in_time AND is_decided) AS in_time,
    min(due_on) FILTER (WHERE NOT is_done) AS next_due
FROM line, asked_day GROUP BY line.school_id
"""


class State(StrEnum):
    DONE = "DONE"
    EXPIRING = "EXPIRING"  # done, and to be done again within `SOON`
    DUE = "DUE"
    OVERDUE = "OVERDUE"


@dataclass(frozen=True)
class Line:
    """One person and one module that is required of them, on `day`.

    `done_on`: when it was last completed in a way that counts, also where that has ended since. `valid_until`: the last
    day on which it counts, None for good. `due_on`: by when it is to be done, None once it is. `in_time`: whether it
    was first done by its day, and `is_decided`: whether that can be said already.
    """

    day: date
    school_id: int
    person: str
    module_id: int
    term_id: int | None
    user_id: int | None
    audiences: tuple
    is_done: bool
    done_on: date | None
    valid_until: date | None
    due_on: date | None
    in_time: bool
    is_decided: bool

    @property
    def state(self):
        if self.is_done:
            ends_soon = self.valid_until is not None and self.valid_until <= self.day + SOON
            return State.EXPIRING if ends_soon else State.DONE
        return State.OVERDUE if self.due_on < self.day else State.DUE

    @property
    def overdue_days(self):
        return (self.day - self.due_on).days if self.state == State.OVERDUE else 0


@dataclass(frozen=True)
class SchoolCount:
    """A school's lines in numbers; `people_overdue` have at least one module that is overdue."""

    school_id: int
    people: int
    asked: int
    done: int
    overdue: int
    people_overdue: int
    decided: int
    in_time: int
    next_due: date | None

    @property
    def done_share(self):
        return self.done / self.asked if self.asked else None


def lines(day, *, schools=None, user=None, due_on=None, lacking=None):
    """Every `Line` on a day, of these schools (ids; None for all) or of one account. One query.

    `due_on`: only what is not done and due on one of these days. `lacking`: only these modules (ids), not done.
    """
    with reading.connection().cursor() as cursor:
        cursor.execute(*_statement(ALL_LINES, day, schools, user, due_on, lacking))
        return [Line(day, *row[:5], tuple(row[5]), *row[6:]) for row in cursor.fetchall()]


def by_school(day, *, schools=None):
    """{school id: `SchoolCount`} of schools where anything is required of anybody. One query."""
    with reading.connection().cursor() as cursor:
        cursor.execute(*_statement(BY_SCHOOL, day, schools))
        return {row[0]: SchoolCount(*row) for row in cursor.fetchall()}


def _statement(ending, day, schools=None, user=None, due_on=None, lacking=None):
    sql = (LINES + ending).format(
        of_schools="" if schools is None else "AND council.school_id = ANY (%(schools)s)",
        of_schools_held="" if schools is None else "AND term.school_id = ANY (%(schools)s)",
        of_user="" if user is None else "AND term.user_id = %(user)s",
        of_due_days="" if due_on is None else "AND NOT is_done AND due_on = ANY (%(due_on)s::date[])",
        of_modules="" if lacking is None else "AND NOT is_done AND module_id = ANY (%(lacking)s)",
    )
    return sql, {
        "day": day,
        "early": EARLY_DAYS,
        "schools": list(schools or ()),
        "user": getattr(user, "pk", user),
        "due_on": list(due_on or ()),
        "lacking": list(lacking or ()),
    }
