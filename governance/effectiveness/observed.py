"""Domain I: what trained observers saw at meetings of the year; all of them are shown, none is averaged away."""

from django.utils.formats import date_format
from django.utils.translation import gettext as _

from governance.effectiveness.lines import Held, Line, unknown
from governance.effectiveness.rubric import CURRENT, LEVEL_LABELS, criteria
from governance.models import Observation, Observer


class NotTrained(Exception):
    """Somebody who may not observe this meeting; the text says why, in words for the page."""


def lines(asked):
    """{council id: lines}: one for each criterion, with the level of each observation. One query."""
    seen = {}
    observations = Observation.objects.filter(
        meeting__council__in=[one.pk for one in asked.councils],
        meeting__held_on__range=(asked.first_day, asked.day),
    )
    for one in observations.select_related("meeting").order_by("meeting__held_on", "pk"):
        seen.setdefault(one.meeting.council_id, []).append(one)
    wanted = asked.rules.observed_level
    return {council.pk: lines_of(seen.get(council.pk, []), wanted) for council in asked.councils}


def lines_of(observations, wanted):
    if not observations:
        return [unknown("I-NONE", _("Observed meetings"))]
    compared = _("The district looks for level %(level)s, at the last meeting that was observed.") % {"level": wanted}
    found = []
    for criterion in criteria():
        levels = [(one.meeting.held_on, getattr(one, criterion.code)) for one in observations]
        text = "; ".join(f"{LEVEL_LABELS[level]} ({date_format(day, 'SHORT_DATE_FORMAT')})" for day, level in levels)
        last = levels[-1][1]
        held = Held.MET if last >= wanted else Held.NOT_MET
        found.append(Line(f"I-{criterion.code}", str(criterion.title), text, last, None, compared, held))
    return found


def check(user, meeting):
    """Raises NotTrained unless the person may observe this meeting: trained by its day, and not of its school."""
    observer = Observer.objects.filter(user=user).first()
    if observer is None or not observer.observes_on(meeting.held_on):
        raise NotTrained(_("Meetings are observed by people who were trained for it before the day of the meeting."))
    if user.memberships.current().filter(school=meeting.council.school_id).exists():
        raise NotTrained(_("Whoever has a role at the school does not observe its council."))
    if not meeting.was_held:
        raise NotTrained(_("This meeting is not held yet."))


def begin(meeting, by):
    """The person's observation of a meeting: theirs, or a new one by the rubric in force."""
    kept = Observation.objects.filter(meeting=meeting, observer=by).first()
    return kept or Observation(meeting=meeting, observer=by, rubric=CURRENT)
