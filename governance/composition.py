"""Is a council composed as the state's model says, and, asked apart, does it work? Plain sentences with their source.

A council may follow Hartford's model or the district's own and work well; what the state's model asks is told all the
same, as the district reported it before (facts 4.9, 10 A). Where a board set up a council by its own choice the law
allows another model (facts 4.1).
"""

from dataclasses import dataclass, field
from datetime import date, timedelta

from django.db.models import Max, Q
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from district.portal_settings import known
from district.working_days import is_summer
from governance.models import Council, SeatLine
from governance.models.councils import SeatKind
from governance.models.meetings import is_held
from governance.models.seats import OfficeRole
from governance.reference import STATE
from governance.seats import standings

LAW = gettext_lazy("Connecticut General Statutes 10-223j")
OWN_MODEL = gettext_lazy("The council's own model")
PRACTICE = gettext_lazy("What the district looks for in a working council")


@dataclass(frozen=True)
class Finding:
    text: str
    source: str
    is_met: bool


@dataclass
class Report:
    """A council on a day: its standing, what the state's model asks, and whether it works."""

    standing: object
    state: list = field(default_factory=list)
    working: list = field(default_factory=list)
    last_met: date | None = None

    @property
    def council(self):
        return self.standing.council

    @property
    def is_lawful(self):
        return all(finding.is_met for finding in self.state)

    @property
    def works(self):
        return all(finding.is_met for finding in self.working)

    @property
    def why_not_lawful(self):
        return [finding.text for finding in self.state if not finding.is_met]

    @property
    def why_not_working(self):
        return [finding.text for finding in self.working if not finding.is_met]

    @property
    def vacant(self):
        return sorted(self.standing.vacancies, key=lambda place: place.vacant_since)

    @property
    def ending(self):
        return sorted(
            self.standing.ending_by(self.standing.day + timedelta(days=known().term_end_days)),
            key=lambda term: term.ends_on,
        )


def reports(councils, day):
    """The `Report` of each council on a day. Eight queries, however many there are."""
    lines = list(SeatLine.objects.filter(model=STATE))
    found = standings(councils, day)
    met = Council.objects.filter(pk__in=[standing.council.pk for standing in found]).annotate(
        last=Max("meetings__held_on", filter=is_held("meetings__") & Q(meetings__held_on__lte=day))
    )
    met = dict(met.order_by().values_list("pk", "last"))
    return [
        Report(one, state_findings(one, lines), working_findings(one, met[one.council.pk]), met[one.council.pk])
        for one in found
    ]


def report_of(council, day):
    return reports([council], day)[0]


def state_findings(standing, lines):
    """What the state's model asks, one sentence for each seat of it, and how the votes are shared (facts 4.2)."""
    found = []
    for line in lines:
        wanted = line.seats_at(standing.is_high_school)
        if not wanted:
            continue
        have = standing.filled(line.kind)
        words = {"kind": line.get_kind_display(), "have": have, "wanted": wanted}
        text = _("%(kind)s: %(have)s of the %(wanted)s that the state's model asks for.")
        found.append(Finding(text % words, LAW, have >= wanted))
    voters = standing.voting_members
    parents = sum(term.kind == SeatKind.PARENT for term in voters)
    text = _("Parents are %(parents)s of %(total)s voting members; the state's model makes them half.")
    is_half = bool(voters) and 2 * parents >= len(voters)
    found.append(Finding(text % {"parents": parents, "total": len(voters)}, LAW, is_half))
    others = sum(term.kind == SeatKind.OTHER for term in voters)
    if others:
        text = ngettext(
            "%(total)s voting member has a seat that the state's model does not know.",
            "%(total)s voting members have a seat that the state's model does not know.",
            others,
        )
        found.append(Finding(text % {"total": others}, LAW, False))
    if standing.filled(SeatKind.COMMUNITY) and not can_choose(standing):
        text = _("Community members are seated, but there is no parent or no teacher who could have chosen them.")
        found.append(Finding(text, LAW, False))
    return found


def met_lately(last_met, day):
    """Whether the days between are no gap: councils meet about monthly in the school year (facts 4.7)."""
    return (day - last_met).days <= known().council_gap_days


def can_choose(standing):
    """Whether there are parents and teachers on the council, who choose its community members (facts 4.2)."""
    return bool(standing.filled(SeatKind.PARENT) and standing.filled(SeatKind.TEACHER))


def working_findings(standing, last_met):
    """Whether the council is able to work and does: people, officers, meetings."""
    total, vacant = standing.voting_seats, standing.voting_seats - len(standing.voting_members)
    found = []
    if vacant:
        text = ngettext(
            "%(vacant)s of %(total)s voting seats is vacant.",
            "%(vacant)s of %(total)s voting seats are vacant.",
            vacant,
        )
    else:
        text = _("All %(total)s voting seats are filled.")
    found.append(Finding(text % {"vacant": vacant, "total": total}, OWN_MODEL, not vacant))
    have = len(standing.voting_members)
    text = _("It has %(have)s voting members; %(quorum)s make a quorum.")
    words = {"have": have, "quorum": standing.quorum}
    found.append(Finding(text % words, OWN_MODEL, have >= standing.quorum))
    roles = {office.role for office in standing.officers}
    for role, there, missing in (
        (OfficeRole.CHAIR, _("It has a chair."), _("It has no chair.")),
        (OfficeRole.SECRETARY, _("It has a secretary."), _("It has no secretary.")),
    ):
        found.append(Finding(there if role in roles else missing, PRACTICE, role in roles))
    if last_met is None:
        found.append(Finding(_("No meeting of it is recorded."), PRACTICE, False))
    else:
        lately = met_lately(last_met, standing.day) or is_summer(standing.day)
        text = _("It last met on %(day)s.") % {"day": date_format(last_met)}
        found.append(Finding(text, PRACTICE, lately))
    return found
