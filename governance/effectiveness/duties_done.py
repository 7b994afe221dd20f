"""Domain E: the statutory duties of a council, done in time for the decision they serve (facts 4.4, 10 E).

How a duty stands is the rule of `governance.duties`; here it becomes a line of the profile.
"""

from django.utils.formats import date_format
from django.utils.translation import gettext as _

from governance import duties
from governance.duty_states import State
from governance.effectiveness.lines import Held, Line

HELD = {
    State.IN_TIME: Held.MET,
    State.LATE: Held.NOT_MET,
    State.OVERDUE: Held.NOT_MET,
    State.OPEN: Held.CONTEXT,
    State.NOTHING: Held.CONTEXT,
}


def lines(asked):
    """{council id: a line for each duty}. The same dozen of queries, however many councils there are."""
    found = duties.standings_by_council(asked.councils, asked.fall_year, asked.day)
    return {council: [line_of(one) for one in duties.statutory(standings)] for council, standings in found.items()}


def line_of(standing):
    text = str(standing.state.label)
    if standing.done_on and standing.is_done:
        text = _("%(state)s, %(day)s") % {"state": text, "day": date_format(standing.done_on, "SHORT_DATE_FORMAT")}
    compared = str(standing.duty.recurrence.label)
    if standing.due:
        compared = _("General Statutes 10-223j; by %(day)s, as the district set it.")
        compared = compared % {"day": date_format(standing.due, "DATE_FORMAT")}
    else:
        compared = _("General Statutes 10-223j; %(often)s.") % {"often": compared}
    number = int(standing.is_done)
    return Line(f"E-{standing.duty.code}", str(standing.duty.name), text, number, 1, compared, HELD[standing.state])
