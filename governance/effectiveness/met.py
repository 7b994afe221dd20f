"""Domain D: whether a council meets, can act, is attended and is understood (facts 4.7, 10 D)."""

from django.db.models import Count, Q
from django.utils.translation import gettext as _

from governance.effectiveness.lines import Held, Line, share, unknown
from governance.models import Attendance, CouncilMeeting
from governance.models.councils import SeatKind
from governance.models.meeting_records import THERE
from governance.models.meetings import is_held, is_quorate
from governance.seats import KINDS


def lines(asked):
    """{council id: lines}. Two queries."""
    counts = counts_of(asked)
    there = attendance_of(asked)
    return {
        council.pk: list(lines_of(asked, counts.get(council.pk), there.get(council.pk, {})))
        for council in asked.councils
    }


def counts_of(asked):
    """{council id: {planned, held, quorate, run, interpreted}} of the meetings up to the day, in one statement.

    `run`: held here, with more than the counts known of it.
    """
    held = is_held()
    run = held & Q(starts_at__isnull=False)
    found = CouncilMeeting.objects.under_the_law().filter(
        council__in=[one.pk for one in asked.councils], held_on__range=(asked.first_day, asked.day)
    )
    found = found.order_by().values("council").annotate(
        planned=Count("pk"),
        held=Count("pk", filter=held),
        quorate=Count("pk", filter=is_quorate()),
        run=Count("pk", filter=run),
        interpreted=Count("pk", filter=run & ~Q(interpretation="")),
    )  # fmt: skip
    return {one["council"]: one for one in found}


def attendance_of(asked):
    """{council id: {kind of seat: (there, recorded)}} of the meetings held in the year, in one statement."""
    rows = Attendance.objects.filter(
        is_held("meeting__"),
        meeting__council__in=[one.pk for one in asked.councils],
        meeting__held_on__range=(asked.first_day, asked.day),
    )
    rows = rows.order_by().values_list("meeting__council", "term__kind")
    found = {}
    for council, kind, there, recorded in rows.annotate(there=Count("pk", filter=Q(how__in=THERE)), all=Count("pk")):
        found.setdefault(council, {})[kind] = (there, recorded)
    return found


def lines_of(asked, counts, there):
    rules = asked.rules
    counts = counts or dict.fromkeys(["planned", "held", "quorate", "run", "interpreted"], 0)
    yield share("D-PLANNED", _("Meetings held, of those planned so far"), counts["held"], counts["planned"])
    yield enough(asked, counts["held"])
    compared = _("The district looks for %(percent)s%%.")
    label = _("Meetings with a quorum")
    words = compared % {"percent": rules.quorum_share}
    yield share("D-QUORUM", label, counts["quorate"], counts["held"], words, rules.quorum_share)
    for kind in sorted(there, key=lambda one: KINDS[one]):
        label = _("Attendance: %(kind)s") % {"kind": SeatKind(kind).label}
        wanted = None if kind in (SeatKind.STUDENT, SeatKind.ADMINISTRATOR) else rules.attendance_share
        words = compared % {"percent": wanted} if wanted is not None else ""
        yield share(f"D-{kind}", label, *there[kind], words, wanted)
    if not there:
        yield unknown("D-ATTENDANCE", _("Attendance"), compared % {"percent": rules.attendance_share})
    words = compared % {"percent": rules.interpretation_share}
    label = _("Meetings with interpretation")
    yield share("D-LANGUAGE", label, counts["interpreted"], counts["run"], words, rules.interpretation_share)


def enough(asked, held):
    """Meetings against what the district looks for in a whole year; judged once the year is over."""
    wanted = asked.rules.meetings_wanted
    compared = _("The district looks for %(wanted)s in a school year.") % {"wanted": wanted}
    held_up = (Held.MET if held >= wanted else Held.NOT_MET) if asked.is_over or held >= wanted else Held.CONTEXT
    if not asked.is_over:
        compared += " " + _("The year is not over.")
    return Line("D-HELD", _("Meetings held in the year"), str(held), held, wanted, compared, held_up)
