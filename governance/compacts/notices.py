"""What is told of compacts and engagement policies: that a text is due, or waits, and that its approval was undone."""

from django.utils.translation import gettext_lazy as _

from district.access import Can
from district.models.notices import Group
from district.notices import Kind, in_each_language, people_at, people_of_the_district, tell
from governance.compacts import overview
from governance.models import CompactVersion


def approved_by_now(notices):
    """Settled where the text of that kind, year and school is approved, or the district has set another day."""
    over = set()
    for kind, fall_year in {(one.data.get("kind"), one.data.get("fall_year")) for one in notices}:
        done = set(overview.approved_in(fall_year, kind).values_list("compact__school", flat=True))
        due = overview.approve_by(fall_year, kind).isoformat()
        theirs = [one for one in notices if (one.data.get("kind"), one.data.get("fall_year")) == (kind, fall_year)]
        over |= {one.pk for one in theirs if one.school_id in done or one.data.get("day") != due}
    return over


def moved_on(notices):
    """Settled where the version is in another state by now."""
    states = dict(CompactVersion.objects.filter(pk__in=[one.about_id for one in notices]).values_list("pk", "state"))
    return {one.pk for one in notices if states.get(one.about_id) != one.data.get("state")}


APPROVE_SOON = Kind(
    "compact.approve.soon",
    Group.DEADLINES,
    _("%(what)s of %(school)s: it is to be approved by %(day)s."),
    Can.VIEW_COMPACT,
    approved_by_now,
)
APPROVE_LATE = Kind(
    "compact.approve.late",
    Group.DEADLINES,
    _("%(what)s of %(school)s: it was to be approved by %(day)s."),
    Can.VIEW_COMPACT,
    approved_by_now,
)
STEP_SOON = Kind(
    "compact.step.soon",
    Group.DEADLINES,
    _("“%(compact)s”: %(what)s. It is due on %(day)s."),
    Can.VIEW_COMPACT,
    moved_on,
)
STEP_LATE = Kind(
    "compact.step.late",
    Group.DEADLINES,
    _("“%(compact)s”: %(what)s. It was due on %(day)s."),
    Can.VIEW_COMPACT,
    moved_on,
)
UNDONE = Kind(
    "compact.undone",
    Group.OWN_WORK,
    _("%(person)s undid the approval of “%(compact)s”: “%(note)s”"),
    Can.VIEW_COMPACT,
)
KINDS = {kind.code: kind for kind in (APPROVE_SOON, APPROVE_LATE, STEP_SOON, STEP_LATE, UNDONE)}


def people_who_steer(compact):
    """Those who take a text on its way: at the school, or of the district's own for the district."""
    if compact.school_id:
        return people_at(compact.school, Can.STEER_COMPACT)
    return people_of_the_district(Can.FRAME_COMPACTS)


def tell_undone(version, *, by, note):
    """Whoever takes the text on its way, and the council's chair, hear that its approval does not stand."""
    compact = version.compact
    people = [*people_who_steer(compact)]
    if compact.school_id:
        people += list(people_at(compact.school, Can.APPROVE_COMPACT))
    tell(
        UNDONE,
        people,
        about=version,
        path=compact.get_absolute_url(),
        key=f"compact-undone/{version.pk}",
        by=by,
        school=compact.school,
        compact=in_each_language(compact),
        note=note,
    )
