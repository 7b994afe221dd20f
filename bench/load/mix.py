"""Who does what in a working afternoon: the table of visits, with the share of each and why it is so large.

Shares are out of all arrivals. The afternoon is that of a school day between dismissal and evening, when most is
logged: about six visits in ten are staff and principals at their own school's work, one and a half the district's
office and the board, two and a half families and others without an account who follow a link from a message. The
figures are a judgment, no measurement: nobody runs the portal yet. Who knows better changes this table; what the
search finds per kind of visit (milliseconds, queries) does not depend on it.
"""

from collections.abc import Callable
from dataclasses import dataclass
from random import Random

from bench.load import visits
from bench.load.people import ANYBODY, Everybody
from bench.load.visits import page

SCHOOL = ("SCHOOL_STAFF", "PRINCIPAL")
COUNCIL = ("COUNCIL_CHAIR", "COUNCIL_MEMBER")
OFFICE = ("CENTRAL_OFFICE", "ADMINISTRATOR")
BOARD = ("BOARD_MEMBER",)
PARTNER = ("PARTNER_CONTACT",)
ADMINISTRATOR = ("ADMINISTRATOR",)
EVERYBODY = (*SCHOOL, *COUNCIL, *OFFICE, *BOARD, *PARTNER)
FAMILIES = (ANYBODY,)


def anybody(person):
    return True


def has(name):
    return lambda person: bool(person.has.get(name))


@dataclass(frozen=True)
class Kind:
    """One kind of visit: `share` in a thousand arrivals, by people of `roles` who have what it needs (`fitting`)."""

    name: str
    share: int
    roles: tuple
    why: str
    visit: Callable
    fitting: Callable = anybody


KINDS = (
    Kind("my work", 110, EVERYBODY, "everybody with an account begins here", page("/")),
    Kind("notices", 30, EVERYBODY, "the bell says that something is new", page("/notices/")),
    Kind("search", 35, EVERYBODY, "the one box on every page", visits.search),
    # ---------------------------------------------------------------- at the school
    Kind("log an activity", 95, SCHOOL, "the main job, after dismissal", visits.log_an_activity, has("school")),
    Kind("edit an activity", 40, SCHOOL, "counts come in later", visits.edit_an_activity, has("activities")),
    Kind("list of activities", 40, SCHOOL, "what did we log?", page("/activities/"), has("school")),
    Kind("read an activity", 40, SCHOOL, "from the list", page("/activities/{own_activity}/"), has("activities")),
    Kind("move a step", 40, ("PRINCIPAL",), "the plan's steps, weekly", visits.move_a_step, has("steps")),
    Kind("action plan", 30, SCHOOL, "before a step is moved", page("/plan/schools/{school}/{year}/"), has("school")),
    Kind("own dashboard", 50, SCHOOL, "does it count yet?", page("/schools/{school}/dashboard/"), has("school")),
    Kind("read a compact", 20, COUNCIL, "reviewers read", page("/compacts/{school}/{year}/"), has("has_compact")),
    Kind("comment a compact", 15, COUNCIL, "and say it shorter", visits.comment_a_compact, has("reviews")),
    Kind("export", 8, SCHOOL, "a table for a meeting", page("/activities/?format=xlsx"), has("school")),
    # ---------------------------------------------------------------- the district's office, the board, partners
    Kind("district dashboard", 45, (*OFFICE, *BOARD), "where we stand", page("/dashboard/")),
    Kind(
        "drill-down", 40, (*OFFICE, *BOARD), "from the district to a school", page("/schools/{any_school}/dashboard/")
    ),
    Kind("indicator", 20, (*OFFICE, *BOARD), "and to an indicator", page("/indicators/{indicator}/")),
    Kind("scorecard", 8, (*OFFICE, *BOARD), "before a meeting", page("/scorecard/")),
    Kind("ask the data", 15, (*OFFICE, *BOARD), "a question of a member", page("/ask/?of=m.activities_held&by=school")),
    Kind("packet", 8, BOARD, "reading for the meeting", visits.take_a_packet),
    Kind("write an update", 10, OFFICE, "how an initiative stands", visits.write_an_update),
    Kind("all activities", 10, OFFICE, "the district's list", page("/activities/")),
    Kind("export of the district", 3, OFFICE, "at most what a file holds", page("/activities/?format=csv")),
    Kind("plans of schools", 8, OFFICE, "who has not handed in?", page("/plan/schools/")),
    Kind("history", 4, ADMINISTRATOR, "who changed this?", page("/history/")),
    Kind("running", 4, ADMINISTRATOR, "does it run?", page("/operations/")),
    Kind("service", 12, PARTNER, "what partners served", page("/service/")),
    # ---------------------------------------------------------------- without an account
    Kind("front page", 80, FAMILIES, "a link in a message", page("/")),
    Kind("public school page", 65, FAMILIES, "my child's school", page("/schools/{any_school}/")),
    Kind("compact in use", 35, FAMILIES, "from the poster's code", page("/c/{compact}/")),
    Kind("public dashboard", 40, FAMILIES, "from the newspaper", page("/dashboard/")),
    Kind("public indicator", 25, FAMILIES, "and further", page("/indicators/{indicator}/")),
    Kind("public search", 10, FAMILIES, "a school's name", visits.search),
    Kind("open data", 5, FAMILIES, "researchers and programs", page("/data/v1/schools.csv")),
)
BY_NAME = {kind.name: kind for kind in KINDS}


class Choice:
    """What one visit picks, all of it from the luck of its arrival: the same seed makes the same visits."""

    def __init__(self, everybody: Everybody, luck):
        self.everybody, self.rng = everybody, Random(luck)

    def of(self, some):
        return self.rng.choice(some)

    def number(self, low, high):
        return self.rng.randint(low, high)

    def words(self, person):
        read, own = self.everybody.read, person.has
        found = {"any_school": self.of(read["schools"]), "indicator": self.of(read["indicators"])}
        found |= {name: own[name] for name in ("school", "year") if name in own}
        if own.get("activities"):
            found["own_activity"] = self.of(own["activities"])
        if read["compacts"]:
            found["compact"] = self.of(read["compacts"])
        return found


def shares(everybody):
    """{kind: share} of what this district has the people and records for; what is left out is named apart."""
    possible = {kind.name: kind.share for kind in KINDS if is_possible(kind, everybody)}
    return possible, [kind.name for kind in KINDS if kind.name not in possible]


def is_possible(kind, everybody):
    if kind.name == "compact in use" and not everybody.read["compacts"]:
        return False
    if kind.name == "packet" and not everybody.read["packets"]:
        return False
    return everybody.one_of(kind.roles, 0, kind.fitting) is not None


def visitor_of(everybody):
    """What the generator calls for each arrival."""

    def visit(arrival, asker):
        kind = BY_NAME[arrival.kind]
        person = everybody.one_of(kind.roles, arrival.luck, kind.fitting)
        kind.visit(person, asker, Choice(everybody, arrival.luck), kind.name)

    return visit
