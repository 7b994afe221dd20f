"""What the portal knows anyway and puts beside a criterion, so that nobody has to guess: facts, not ratings.

Beside the reach and amount stands what was logged together in the year, and what was delivered of what was agreed;
beside the accountability, how much of the service was logged in time, and for which months nothing is logged.
"""

from datetime import timedelta

from django.db.models import Count, DateField, ExpressionWrapper, F, Q, Sum
from django.utils import timezone
from django.utils.formats import date_format, number_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from district import school_years
from district.portal_settings import known
from partnerships.agreements.delivery import deliveries, together
from partnerships.models import Activity, ProgrammeSite, ServiceEntry
from partnerships.models.agreements import ONCE_ACTIVE

REACH = "reach"  # the criterion of the standard version that asks how much was delivered
ACCOUNTABILITY = "accountability"  # the one that asks whether data come in time


def soon_after():
    """Within how long after the last day of service it counts as logged in time: a setting, said in the sentence."""
    return timedelta(days=known().service_days)


def facts_beside(evaluation, today=None):
    """{code of a criterion: [sentence]} in the reader's language. Four queries at most."""
    delivered = delivery_of(evaluation, today or timezone.localdate())
    return {
        REACH: [logged_together(evaluation), *against_agreed(delivered)],
        ACCOUNTABILITY: [*in_time(evaluation), *months_missing(delivered)],
    }


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


# ---------------------------------------------------------------------- what agreements say


def of_partnership(evaluation, rows, partner, fall_year):
    """Those `rows` that belong to the partner, the school year and, where the evaluation has one, the school."""
    found = rows.filter(**{partner: evaluation.partner_id, fall_year: evaluation.fall_year})
    return found.filter(school=evaluation.school_id) if evaluation.school_id else found


def delivery_of(evaluation, today):
    """All places under agreements that are or were in force, as one `Delivery`; None where nothing was agreed."""
    agreed = ProgrammeSite.objects.filter(programme__agreement__state__in=ONCE_ACTIVE).select_related(
        "programme__agreement"
    )
    sites = list(of_partnership(evaluation, agreed, "programme__agreement__partner", "programme__fall_year"))
    return together(deliveries(sites, today).values(), evaluation.fall_year, today) if sites else None


def against_agreed(delivered):
    if delivered is None:
        return [_("No program of this year is agreed on in the portal.")]
    return delivered.words()


def in_time(evaluation):
    rows = ServiceEntry.objects.counted()
    rows = of_partnership(evaluation, rows, "programme__agreement__partner", "programme__fall_year")
    until = ExpressionWrapper(F("ends_on") + soon_after(), output_field=DateField())
    found = rows.aggregate(entries=Count("pk"), soon=Count("pk", filter=Q(logged_at__date__lte=until)))
    total = found["entries"]
    if not total:
        return [_("No service is logged in the portal.")]
    words = ngettext(
        "%(soon)s of %(total)s entry of service was logged within %(days)s days.",
        "%(soon)s of %(total)s entries of service were logged within %(days)s days.",
        total,
    )
    return [words % {"soon": number_format(found["soon"]), "total": number_format(total), "days": soon_after().days}]


def months_missing(delivered):
    months = delivered.missing_months if delivered is not None else []
    if not months:
        return []
    names = ", ".join(date_format(month, "F Y") for month in months)
    return [_("Agreed, and nothing logged: %(months)s.") % {"months": names}]
