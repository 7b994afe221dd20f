"""What the portal knows anyway and puts beside a criterion, so that nobody has to guess: facts, not ratings.

Beside the reach and amount stands what was logged together in the year.
"""

from django.db.models import Count, Sum
from django.utils.formats import number_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from district import school_years
from partnerships.models import Activity

REACH = "reach"  # the criterion of the standard version that asks how much was delivered


def facts_beside(evaluation):
    """{code of a criterion: [sentence]} in the reader's language. One query."""
    return {REACH: [logged_together(evaluation)]}


def logged_together(evaluation):
    """The activities of partner and school in the year, and the families attending, each counted again at each."""
    year = evaluation.fall_year
    days = school_years.first_day(year), school_years.last_day(year)
    kept = Activity.objects.kept().filter(partners=evaluation.partner_id, held_on__range=days)
    if evaluation.school_id:
        kept = kept.filter(school=evaluation.school_id)
    found = kept.aggregate(activities=Count("pk"), families=Sum("families_total"))
    total = found["activities"]
    words = ngettext(
        "Logged together in %(year)s: %(total)s activity, %(families)s families attending (counted again at each).",
        "Logged together in %(year)s: %(total)s activities, %(families)s families attending (counted again at each).",
        total,
    )
    numbers = {"total": number_format(total), "families": number_format(found["families"] or 0)}
    return words % {"year": evaluation.year_label, **numbers} if total else _("No activity is logged together yet.")
