"""Where people can go from every page: the main navigation, "My work" and the foot of the page.

Each entry names a URL; who sees it follows from `district.access.PAGES`, so a link never leads to a refusal.
"""

import re
from dataclasses import dataclass
from functools import cache

from django.urls import NoReverseMatch, reverse
from django.utils.translation import gettext_lazy as _

from district import names
from district.access import Can, may, may_open


@dataclass(frozen=True)
class Item:
    label: str
    url: str
    current: str = ""  # the value of aria-current: "page" for the page itself, "true" for one of its section
    text: str = ""
    icon: str = ""


MAIN = [
    ("home", _("My work")),
    ("indicators:district-dashboard", _("Dashboard")),
    ("plans:plan-overview", _("The plan")),
    ("district:school-list", _("Schools")),
    ("partnerships:activity-list", _("Activities")),
    ("governance:council-list", _("Councils")),
    ("partnerships:partner-list", _("Partners")),
    ("indicators:import-list", _("Imports")),
    ("district:person-list", _("People")),
]

# What else belongs to an entry of the main navigation: where addresses begin that do not begin with its own.
SECTIONS = {
    "indicators:district-dashboard": (
        "/indicators/", "/scorecard/", "/targets/", "/packets/", "/ask/", "/peers/", "/publication-rule/",
    ),
    "district:school-list": ("/compacts/", "/policies/", "/walkthroughs/", "/school-years/"),
    "partnerships:activity-list": (
        "/series/", "/quality/", "/reach/", "/bulk/", "/surveys/", "/community-learning/", "/results-told/",
        "/homeless-services/",
    ),
    "governance:council-list": ("/training/", "/advisory/"),
    "partnerships:partner-list": ("/agreements/", "/programs/", "/service/", "/evaluations/"),
    "indicators:import-list": ("/operations/",),
    "district:person-list": ("/roles/", "/access-reviews/"),
}  # fmt: skip
# A council's pages stand below its school's.
COUNCIL_OF_A_SCHOOL = re.compile(r"/schools/[^/]+/council/")

QUICK_ACTIONS = [
    (
        "partnerships:activity-log",
        _("Log an activity"),
        _("An event, a home visit, a workshop: counts only, in under a minute."),
        "journal-plus",
    ),
    (
        "partnerships:activity-list",
        _("Activities"),
        _("Find, open and download what was logged."),
        "journal-check",
    ),
    (
        "plans:action-plan-list",
        _("School action plans"),
        _("Goals, steps and who does them; the council's advice; the way to approval."),
        "compass",
    ),
    (
        "indicators:packet-list",
        _("Board packets"),
        _("Figures, plan and councils for one meeting: made, kept, handed out by link."),
        "file-earmark-text",
    ),
    (
        "plans:title-one",
        _("Title I engagement budget"),
        _("What is set aside for families, where it goes, and what it bought."),
        "journal-check",
    ),
    (
        "governance:compact-list",
        _("School-family compacts"),
        _("What school, families and students promise each other, from draft to conference."),
        "people",
    ),
    (
        "partnerships:survey-list",
        _("Surveys"),
        _("What families, staff and partners think: ask, count, read the results."),
        "chat-left-text",
    ),
    (
        "partnerships:service-log",
        _("Log service"),
        _("What a partner delivered at a school: counts only, on a phone, in six inputs."),
        "journal-plus",
    ),
    (
        "partnerships:service-list",
        _("Service of partners"),
        _("What was logged, what waits to be confirmed, questions and answers."),
        "journal-check",
    ),
    (
        "partnerships:agreement-list",
        _("Agreements with partners"),
        _("What was agreed and until when; delivered against agreed, month by month."),
        "people",
    ),
    (
        "partnerships:evaluation-list",
        _("Evaluations of partnerships"),
        _("How partner, school and families work together, and what was agreed."),
        "chat-left-text",
    ),
    (
        "partnerships:evaluation-summary",
        _("How partnerships go"),
        _("Criterion by criterion, counted over the district; none is ranked."),
        "bar-chart-line",
    ),
    (
        "partnerships:walkthrough-list",
        _("Welcoming walkthroughs"),
        _("How welcoming a school is: walk through it with a mixed team, agree, and see that it gets better."),
        "house-heart",
    ),
    (
        "partnerships:opportunity-list",
        _("Community learning"),
        _("Sessions for families and neighbors by topic: what was heard, and what follows."),
        "people",
    ),
    (
        "stories:add",
        _("Write a story"),
        _("For everybody to read: what happened, with the permission of the people in it."),
        "chat-left-text",
    ),
    (
        "partnerships:results-messages",
        _("Results told"),
        _("What was told to the community, how and in which languages; what is missing."),
        "chat-left-text",
    ),
    (
        "partnerships:homeless-services",
        _("Services to students without a home"),
        _("Totals of the district by school year, and nothing smaller."),
        "house-heart",
    ),
    (
        "governance:policy-list",
        _("Engagement policies"),
        _("How families take part, in writing: of each school and of the district."),
        "journal-check",
    ),
    (
        "partnerships:quality",
        _("Quality of engagement"),
        _("What kind, for whom, linked to what; each type by its own measure."),
        "bar-chart-line",
    ),
    (
        "partnerships:series-list",
        _("Series of sessions"),
        _("Courses and class teams: who enrolled, who completed, the next session."),
        "calendar-event",
    ),
    (
        "partnerships:reach-list",
        _("Different families reached"),
        _("Once a year each school states how many, and how it counted."),
        "house-heart",
    ),
    (
        "governance:duty-overview",
        _("Duties of the councils"),
        _("What the law asks of each council, the advice it gave, and the answer."),
        "journal-check",
    ),
    (
        "governance:council-list",
        names.COUNCILS,
        _("Meetings and their quorum, council by council."),
        "calendar-event",
    ),
    (
        "governance:effectiveness-list",
        _("How councils do"),
        _("Domain by domain, from records, survey and observation; who needs help today."),
        "compass",
    ),
    (
        "governance:training-sessions",
        _("Training"),
        _("Sessions to come, what is asked of whom, certificates."),
        "journal-check",
    ),
    (
        "governance:advisory",
        _("Parent Advisory Group"),
        _("Parents' questions to the Superintendent, answers, and who has heard them."),
        "people",
    ),
    (
        "indicators:district-dashboard",
        _("District dashboard"),
        _("The eight indicators, and what was done about them."),
        "bar-chart-line",
    ),
    (
        "indicators:ask",
        _("Ask the data"),
        _("Any figure by school, month, year, group, initiative, tier or level; keep it, send it, take it along."),
        "search",
    ),
    (
        "indicators:scorecard",
        _("District scorecard"),
        _("Schools and indicators side by side, and what is new since the board met."),
        "bullseye",
    ),
    (
        "indicators:scorecard-changes",
        _("New since the board met"),
        _("Figures, targets, plans, councils and partners, each counted and linked."),
        "flag",
    ),
    (
        "indicators:import-upload",
        _("Import state files"),
        _("Check the file first, then take it in. An import can be undone."),
        "upload",
    ),
    (
        "district:person-list",
        _("People and roles"),
        _("Invite people, change roles, end them."),
        "people",
    ),
    (
        "plans:plan-overview",
        _("The plan"),
        _("Three Priority Actions, thirteen initiatives."),
        "compass",
    ),
]

FIRST_FOR_READERS = (
    "indicators:district-dashboard", "indicators:packet-list", "indicators:scorecard", "indicators:scorecard-changes",
    "plans:plan-overview", "indicators:ask",
)  # fmt: skip

ABOUT = [
    ("help", _("Help")),
    ("stories:list", _("Stories")),
    ("data", _("Open data")),
    ("governance:compact-public-list", _("School-family compacts")),
    ("partnerships:survey-list", _("Surveys")),
    ("partnerships:standards", _("Welcoming standards")),
    ("governance:advisory-answers", _("Parents ask, the Superintendent answers")),
    ("indicators:published-values", _("All published figures")),
    ("indicators:scorecard", _("District scorecard")),
    ("district:board-meeting-list", _("Board meetings")),
    ("run-list", _("Running the portal")),
    ("indicators:operations", _("Jobs and rollups")),
    ("district:history", _("Who changed what")),
    ("work-as-role", _("My work, as a role sees it")),
    ("district:mail-list", _("Mail of the portal")),
    ("backups", _("Backups")),
    ("data-archives", _("Take all data along")),
    ("plans:reminders", _("Reminders and holidays")),
    ("accessibility", _("Accessibility")),
    ("personal-data", _("Personal data")),
    ("home", _("Front page")),
]


@cache
def address(name):
    try:
        return reverse(name)
    except NoReverseMatch:
        return ""


def entries(user, table):
    """The (address, …) rows of `table` that `user` may open."""
    for name, *words in table:
        url = address(name) if may_open(user, name) else ""
        if url:
            yield url, *words


def main_items(user, path):
    found = [one for one in entries(user, MAIN) if one[0] != address("home") or user.is_authenticated]
    section = section_of(path, [url for url, _label in found])
    return [Item(label, url, "page" if url == path else "true" if url == section else "") for url, label in found]


def section_of(path, offered):
    """Which of the offered addresses of the main navigation a page belongs to; "" for none."""
    councils = address("governance:council-list")
    if COUNCIL_OF_A_SCHOOL.match(path) and councils in offered:
        return councils
    return next((url for url in offered if url != "/" and path.startswith(sections().get(url, url))), "")


@cache
def sections():
    return {address(name): (address(name), *more) for name, more in SECTIONS.items()}


def quick_actions(user):
    """What a person can start from "My work", most wanted first: for who reads packets and logs nothing, what a board
    reads comes before what schools do."""
    found = [Item(label, url, text=text, icon=icon) for url, label, text, icon in entries(user, QUICK_ACTIONS)]
    if may(user, Can.READ_PACKET) and not may(user, Can.LOG_ACTIVITY):
        first = [address(name) for name in FIRST_FOR_READERS]
        found.sort(key=lambda item: first.index(item.url) if item.url in first else len(first))
    return found


def about_items(user):
    """Help and the like; the front page is for those who are not signed in (others find "My work" there)."""
    pages = [Item(label, url) for url, label in entries(user, ABOUT)]
    return [page for page in pages if page.url != address("home") or not user.is_authenticated]
