"""What a new school year means for councils, their duties, compacts and engagement policies."""

from collections import Counter

from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from district import school_years
from district.models import School
from district.year_frames import Frames
from district.year_passages import Becomes, Looked, YearPart
from governance.models import (
    CompactVersion,
    CompactYear,
    CouncilYear,
    DutyRecord,
    DutyYear,
    EffectivenessProfile,
    Seat,
    SeatTerm,
)
from governance.models.duties import BUDGET_DAYS

ROOM = gettext_lazy("Councils")
DUTY_FRAMES = Frames(DutyYear, (*BUDGET_DAYS, "needs_by", "annual_by"))
COMPACT_FRAMES = Frames(CompactYear, ("approve_by",), alike=("kind",))


def duty_frames(fall_year):
    return frames_found(DUTY_FRAMES.to_copy(fall_year))


def compact_frames(fall_year):
    return frames_found(COMPACT_FRAMES.to_copy(fall_year))


def frames_found(copied):
    if copied:
        return Looked(len(copied), _("The days of the year before are taken over, the same days a year later."))
    return Looked(0, _("Nothing to take over: the new year has its days, or the year before had none."))


def duty_frames_held_back(kept):
    words = _("The days of the councils' duties of %(year)s were changed since.")
    found = [words % {"year": one} for one in DUTY_FRAMES.changed(kept)]
    if total := DutyRecord.objects.filter(fall_year__in={int(one["fall_year"]) for one in kept}).count():
        found.append(_("Councils have recorded duties of that year: %(total)s.") % {"total": total})
    return found


def compact_frames_held_back(kept):
    words = _("The day by which compacts or policies of %(year)s are approved was changed since.")
    return [words % {"year": one} for one in COMPACT_FRAMES.changed(kept)]


def compacts(fall_year):
    """Open schools whose compact of the year before was never approved."""
    approved = CompactVersion.objects.approved().filter(compact__fall_year=fall_year - 1, compact__kind="COMPACT")
    missing = School.objects.open_in(fall_year - 1).exclude(pk__in=approved.values("compact__school"))
    per_school = dict.fromkeys(missing.values_list("pk", flat=True), 1)
    in_the_way = ()
    if per_school:
        words = ngettext(
            "%(total)s school has no approved compact in %(year)s.",
            "%(total)s schools have no approved compact in %(year)s.",
            len(per_school),
        ) % {"total": len(per_school), "year": school_years.label(fall_year - 1)}
        in_the_way = ((words, f"{reverse('governance:compact-list')}?year={fall_year - 1}"),)
    says = _("A compact in use stays readable until the new one is approved; each school begins it from the last text.")
    return Looked(len(per_school), says, per_school, in_the_way)


def seats(fall_year):
    """Seats of open schools' councils that nobody will hold on the first day."""
    first = school_years.first_day(fall_year)
    held = SeatTerm.objects.filter(Q(ends_on=None) | Q(ends_on__gte=first), starts_on__lte=first)
    empty = Seat.objects.on(first).filter(council__school__in=School.objects.open_on(first))
    empty = empty.exclude(pk__in=held.values("seat"))
    per_school = Counter(empty.values_list("council__school", flat=True))
    in_the_way = ()
    if per_school:
        words = _("Seats of councils are vacant on the first day: elections or appointments are due.")
        in_the_way = ((words, reverse("governance:council-composition")),)
    says = _(
        "Terms have days of their own: who is elected for longer stays, other seats are vacant until they are filled."
    )
    return Looked(sum(per_school.values()), says, per_school, in_the_way)


def models(fall_year):
    changing = CouncilYear.objects.filter(fall_year=fall_year)
    says = _("Councils for which another model was decided from the new year on follow it by themselves.")
    return Looked(changing.count(), says, Counter(changing.values_list("council__school", flat=True)))


def profiles(fall_year):
    waiting = EffectivenessProfile.objects.filter(fall_year__lt=fall_year, closed_on=None)
    in_the_way = ()
    if total := waiting.count():
        words = _("How councils did in the year before is not closed yet.")
        in_the_way = ((words, f"{reverse('governance:effectiveness-list')}?year={fall_year - 1}"),)
    says = _("A council is looked at anew each year; actions of its improvement plan live on until they end.")
    return Looked(total, says, Counter(waiting.values_list("school", flat=True)), in_the_way)


PARTS = [
    YearPart(
        "governance.duty_days",
        ROOM,
        gettext_lazy("Days of the councils' duties"),
        Becomes.CARRIED,
        duty_frames,
        DUTY_FRAMES.carry,
        duty_frames_held_back,
        DUTY_FRAMES.take_back,
    ),
    YearPart(
        "governance.compact_days",
        ROOM,
        gettext_lazy("Days by which compacts and policies are approved"),
        Becomes.CARRIED,
        compact_frames,
        COMPACT_FRAMES.carry,
        compact_frames_held_back,
        COMPACT_FRAMES.take_back,
    ),
    YearPart("governance.seats", ROOM, gettext_lazy("Vacant seats on the first day"), Becomes.ENDS, seats),
    YearPart("governance.models", ROOM, gettext_lazy("Councils with another model"), Becomes.GOES_ON, models),
    YearPart(
        "governance.compacts",
        ROOM,
        gettext_lazy("Schools without an approved compact"),
        Becomes.EMPTY,
        compacts,
        at_school=gettext_lazy("No approved compact"),
    ),
    YearPart("governance.profiles", ROOM, gettext_lazy("Profiles of councils not closed"), Becomes.EMPTY, profiles),
]
