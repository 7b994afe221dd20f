"""On which days an activity can have taken place."""

from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext as _

from district.models import SchoolYear


def school_year_of(day, years=None):
    """The school year that holds `day`; raise ValidationError, in words for the form, where there is none.

    `years` are all school years, where somebody has read them already.
    """
    if day > timezone.localdate():
        raise ValidationError(_("This date is in the future. Log an activity after it took place."), code="future")
    year = SchoolYear.objects.holding(day) if years is None else held_by(years, day)
    if year is None:
        raise ValidationError(_no_year_message(), code="no_school_year")
    return year


def held_by(years, day):
    return next((year for year in years if year.starts_on <= day <= year.ends_on), None)


def _no_year_message():
    years = list(SchoolYear.objects.all())
    if not years:
        return _("No school year is set up in the portal yet. Ask the central office.")
    return _("No school year of the portal holds this date. It knows %(first)s to %(last)s.") % {
        "first": years[-1],
        "last": years[0],
    }
