"""What people ask a dashboard for in its address. Whatever makes no sense is ignored: a default, never an error."""

from datetime import date

from django.http import Http404
from django.utils import timezone

from district import school_years

EARLIEST = 2005  # nothing is published of school years before


def this_year():
    return school_years.fall_year_of(timezone.localdate())


def chosen_year(request, years_ahead=0):
    """The school year asked for with `?year=2015`, up to some years ahead, else the present one."""
    year = whole_number(request.GET.get("year"))
    return year if year is not None and EARLIEST <= year <= this_year() + years_ahead else this_year()


def year_or_404(year, years_ahead=1):
    """The school year of an address, where records of it can be: up to some years ahead.

    Raises Http404.
    """
    if not EARLIEST <= year <= this_year() + years_ahead:
        raise Http404
    return year


def chosen(request, name, allowed, default):
    value = request.GET.get(name)
    return value if value in allowed else default


def chosen_page(request):
    return max(whole_number(request.GET.get("page")) or 1, 1)


def chosen_month(request, fall_year):
    """The month asked for with `?month=2015-10`, where it lies in the school year; else None."""
    year, _dash, month = request.GET.get("month", "").partition("-")
    if not (year.isdecimal() and month.isdecimal() and len(year) == 4 and 1 <= int(month) <= 12 and year.isascii()):
        return None
    day = date(max(int(year), 1), int(month), 1)
    return day if day in school_years.months_of(fall_year) else None


def whole_number(text):
    """The small whole number that a text says, or None."""
    return int(text) if text and text.isascii() and text.isdecimal() and len(text) <= 6 else None
