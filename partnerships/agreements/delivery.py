"""Delivered against agreed, month by month: what the schedule expects, what was logged, what is behind and by how much.

Pure where it counts: figures in, figures and words out. Expected is what the months that are over ask for; the running
month is shown and not yet asked. Sums of people are contacts and never "people reached".
"""

from collections import defaultdict
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal

from django.db.models import Sum
from django.db.models.functions import ExtractMonth
from django.utils.formats import number_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from district import school_years
from partnerships.models import ProgrammeSite, ServiceEntry
from partnerships.models.programmes import Per
from partnerships.models.service import ServiceState

SUMS = ("sessions", "hours", "adults_total", "families_total", "students_total")
NONE = Decimal(0)


@dataclass
class Counts:
    """Sums of entries, confirmed ones and those that wait apart."""

    confirmed: dict = field(default_factory=lambda: defaultdict(Decimal))
    waiting: dict = field(default_factory=lambda: defaultdict(Decimal))

    def add(self, state, sums):
        side = self.confirmed if state == ServiceState.CONFIRMED else self.waiting
        for name, total in sums.items():
            side[name] += total or NONE

    def plus(self, other):
        for mine, theirs in ((self.confirmed, other.confirmed), (self.waiting, other.waiting)):
            for name, total in theirs.items():
                mine[name] += total

    def of(self, name):
        """Delivered, as logged: what the school has not confirmed yet counts as delivered and is said apart."""
        return self.confirmed[name] + self.waiting[name]


def schedule(site, name):
    """{first day of month: how much of `name` (sessions or hours) was agreed} for a site; all twelve months.

    What was agreed for the year is shared out over the months of the schedule so that every part is whole and the
    parts add up to it exactly. Months that begin after the agreement was ended ask for nothing.
    """
    months = school_years.months_of(site.programme.fall_year)
    agreed = getattr(site, name)
    expected = [month for month in months if month.month in site.months]
    plan = dict.fromkeys(months, 0)
    if not agreed or not expected:
        return plan
    for number, month in enumerate(expected):
        if site.per == Per.MONTH:
            plan[month] = agreed
        else:
            plan[month] = agreed * (number + 1) // len(expected) - agreed * number // len(expected)
    ended_on = site.programme.agreement.ended_on
    return {month: 0 if ended_on and month > ended_on else part for month, part in plan.items()}


@dataclass
class Month:
    """One month of a place, or of all places together."""

    first_day: date
    state: str
    agreed: dict = field(default_factory=lambda: dict.fromkeys(("sessions", "hours"), 0))
    counts: Counts = field(default_factory=Counts)
    agreed_so_far: dict = field(default_factory=dict)
    delivered_so_far: dict = field(default_factory=dict)

    @property
    def is_over(self):
        return self.state == school_years.MonthState.OVER

    @property
    def is_expected(self):
        return any(self.agreed.values())


@dataclass
class Delivery:
    """What one place, or a programme as a whole, has delivered by a day. `places_behind`: of a whole, how many places
    are behind, each by itself: what one delivers beyond what was agreed does not make up for another."""

    months: list
    agreed_reach: int | None
    has: tuple  # of "sessions", "hours": those that were agreed
    places_behind: int = 0

    @property
    def total(self):
        found = Counts()
        for month in self.months:
            found.plus(month.counts)
        return found

    def agreed_in_year(self, name):
        return sum(month.agreed[name] for month in self.months)

    def expected(self, name):
        """By the end of the last month that is over."""
        return sum(month.agreed[name] for month in self.months if month.is_over)

    def delivered(self, name):
        return self.total.of(name)

    def behind(self, name):
        """How much is missing by now of what was expected; 0 where nothing is."""
        return max(self.expected(name) - self.delivered(name), 0)

    @property
    def is_behind(self):
        return bool(self.places_behind) or any(self.behind(name) for name in self.has)

    @property
    def missing_months(self):
        """Months that are over, for which something was agreed and nothing is logged."""
        return [
            one.first_day for one in self.months if one.is_over and one.is_expected and not one.counts.of("sessions")
        ]

    def words(self):
        """One sentence for each thing that was agreed: behind and by how much, or as agreed; of a whole also how many
        places are behind."""
        if not self.has:
            return [_("No sessions or hours were agreed: there is nothing to hold it against.")]
        said = [self._words(name) for name in self.has]
        if self.places_behind:
            words = ngettext("%(number)s place is behind.", "%(number)s places are behind.", self.places_behind)
            said.append(words % {"number": self.places_behind})
        return said

    def _words(self, name):
        expected, delivered = self.expected(name), self.delivered(name)
        words = {"delivered": amount(delivered), "expected": amount(expected), "missing": amount(self.behind(name))}
        if not expected:
            return {
                "sessions": _("No sessions are expected yet; %(delivered)s were delivered."),
                "hours": _("No hours are expected yet; %(delivered)s were delivered."),
            }[name] % words
        if self.behind(name):
            number = 1 if self.behind(name) == 1 else 2  # 1.5 hours, not 1.5 hour
            sentence = {
                "sessions": ngettext(
                    "Behind by %(missing)s session: %(delivered)s of %(expected)s expected by now.",
                    "Behind by %(missing)s sessions: %(delivered)s of %(expected)s expected by now.",
                    number,
                ),
                "hours": ngettext(
                    "Behind by %(missing)s hour: %(delivered)s of %(expected)s expected by now.",
                    "Behind by %(missing)s hours: %(delivered)s of %(expected)s expected by now.",
                    number,
                ),
            }
            return sentence[name] % words
        return {
            "sessions": _("Sessions as agreed: %(delivered)s delivered, %(expected)s expected by now."),
            "hours": _("Hours as agreed: %(delivered)s delivered, %(expected)s expected by now."),
        }[name] % words


def amount(number):
    """A count for people: whole where it is whole, else with its fraction."""
    number = Decimal(number)
    return number_format(int(number) if number == number.to_integral() else number.normalize(), use_l10n=True)


def logged(programmes):
    """{(programme id, school id or None, calendar month): Counts} of all entries that count. One query."""
    entries = ServiceEntry.objects.counted().filter(programme__in=programmes).order_by()
    rows = (
        entries.annotate(month=ExtractMonth("starts_on"))
        .values("programme", "school", "month", "state")
        .annotate(**{f"{name}_sum": Sum(name) for name in SUMS})
    )
    found = defaultdict(Counts)
    for row in rows:
        sums = {name: row[f"{name}_sum"] for name in SUMS}
        found[row["programme"], row["school"], row["month"]].add(row["state"], sums)
    return found


def deliveries(sites, today):
    """{site id: Delivery} of places with their `programme.agreement` read, in one query however many there are."""
    counts = logged({site.programme_id for site in sites})
    return {site.pk: delivery_of(site, counts, today) for site in sites}


def delivery_of(site, counts, today):
    plans = {name: schedule(site, name) for name in ("sessions", "hours")}
    months = [
        Month(
            first_day,
            school_years.month_state(first_day, today),
            {name: plan[first_day] for name, plan in plans.items()},
            counts.get((site.programme_id, site.school_id, first_day.month), Counts()),
        )
        for first_day in school_years.months_of(site.programme.fall_year)
    ]
    return with_sums(Delivery(months, site.reach, tuple(name for name in plans if getattr(site, name))))


def together(found, fall_year, today):
    """Several `Delivery` of one school year as one. A reach is agreed only if every place has one."""
    found, months = list(found), []
    for number, first_day in enumerate(school_years.months_of(fall_year)):
        month = Month(first_day, school_years.month_state(first_day, today))
        for one in found:
            month.counts.plus(one.months[number].counts)
            for name in month.agreed:
                month.agreed[name] += one.months[number].agreed[name]
        months.append(month)
    reaches = [one.agreed_reach for one in found]
    has = tuple(name for name in ("sessions", "hours") if any(name in one.has for one in found))
    reach = sum(reaches) if reaches and all(reaches) else None
    behind = sum(one.is_behind for one in found) if len(found) > 1 else 0
    return with_sums(Delivery(months, reach, has, behind))


def with_sums(delivery):
    """Adds to each month what was agreed and delivered up to its end."""
    for name in ("sessions", "hours"):
        agreed = delivered = NONE
        for month in delivery.months:
            agreed += month.agreed[name]
            delivered += month.counts.of(name)
            month.agreed_so_far[name], month.delivered_so_far[name] = agreed, delivered
    return delivery


def sites_of(programmes, scope):
    """The places of these programmes that a person's roles reach (`partnerships.models.scope.Scope`)."""
    sites = ProgrammeSite.objects.filter(programme__in=programmes).select_related(
        "programme__agreement__partner", "school"
    )
    if not scope.everything:
        sites = sites.filter(scope.rows(partner="programme__agreement__partner", school="school"))
    return sites.order_by("programme__name", "programme", "school__name")


def partners_at_work(entries, fall_year):
    """How many different partners delivered something in a school year, of these entries (a school's, the district's):
    each is counted once, however many programmes and schools it serves."""
    return (
        entries.counted()
        .filter(programme__fall_year=fall_year)
        .order_by()
        .values("programme__agreement__partner")
        .distinct()
        .count()
    )
