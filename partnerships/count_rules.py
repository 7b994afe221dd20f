"""Which counts cannot be larger than others: the rules of the model in a form that asks no database.

A page checks the model's constraints; a file of fifty thousand rows cannot ask the database for each of them.
"""

from django.utils.translation import gettext as _

from partnerships.activity_types import DISTRICT_ONLY

BY_ROLE = ("teachers_total", "leaders_total", "support_staff_total")


def broken(counts):
    """(field, message) of each rule that these counts break; a count that is not there is not known."""
    if _over(counts, "completed_total", "enrolled_total"):
        yield "completed_total", _("No more people can complete than enrolled.")
    if _over(counts, "actions_done_total", "actions_total"):
        yield "actions_done_total", _("No more actions can be completed than were agreed.")
    if _over(counts, "new_families_total", "families_total"):
        yield "new_families_total", _("No more families can be new than came.")
    staff = counts.get("staff_total")
    if staff is not None and sum(counts.get(name) or 0 for name in BY_ROLE) > staff:
        yield "staff_total", _("Staff by role cannot be more than all staff.")
    if counts.get("activity_type") in DISTRICT_ONLY:
        message = _("How many children or families without a home were helped is said once a year, for the district.")
        for name in ("families_total", "students_total"):
            if counts.get(name) is not None:
                yield name, message


def _over(counts, part, whole):
    return None not in (counts.get(part), counts.get(whole)) and counts[part] > counts[whole]
