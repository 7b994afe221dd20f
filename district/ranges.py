from django.contrib.postgres.fields import DateRangeField
from django.db.models import Func


class DateRange(Func):
    """The PostgreSQL `daterange` of two date columns; a null end is open."""

    function = "DATERANGE"
    output_field = DateRangeField()
