"""Entering the activities of a month at once: one row of cells for each, checked by the rules of tables."""

import uuid
from datetime import date

from django import forms
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.functional import cached_property
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from district.access import Can, may_district_wide
from partnerships.activity_types import ActivityType, counts_for, type_choices
from partnerships.choices import Audience
from partnerships.forms.fields import WHOLE_DISTRICT
from partnerships.importing.activities import ACTIVITIES
from partnerships.importing.checking import judged
from partnerships.importing.known import Known
from partnerships.models import Activity

FIRST, MORE, MOST = 10, 10, 40  # rows
MONTHS_BACK = 36
COUNTS = ("families_total", "adults_total", "students_total", "staff_total")
OTHER = "other_total"
NAMES = ("day", "activity_type", "title", *COUNTS, OTHER, "audience", "initiatives")
NUMBERS = {"day", *COUNTS, OTHER}


def labels():
    """{cell: heading} in the reader's language."""
    of_model = {name: Activity._meta.get_field(name).verbose_name for name in (*COUNTS, "audience", "initiatives")}
    named = of_model | {
        "day": _("Day"),
        "activity_type": _("Type"),
        "title": _("Title"),
        OTHER: _("Visits, sent, sessions or sets"),
    }
    return {name: str(capfirst(named[name])) for name in NAMES}


class MonthForm(forms.Form):
    """`place` is the code of a school, or "0". `total` rows are drawn; those without any cell are not read."""

    key = forms.UUIDField(widget=forms.HiddenInput)
    rows = forms.IntegerField(widget=forms.HiddenInput, min_value=1, max_value=MOST)
    with_asked = forms.BooleanField(
        label=gettext_lazy("The rows with a question are right as they are. Log them too."), required=False
    )

    def __init__(self, user, place, first_day, data=None, *, total=FIRST, usual=()):
        super().__init__(data)
        self.user, self.place, self.first_day = user, place, first_day
        self.total = max(1, min(MOST, total))
        self.initial |= {"key": uuid.uuid4(), "rows": self.total}
        self.lines, self.questions = [], []
        headings = labels()
        choices = {
            "activity_type": [("", ""), *type_choices(usual, may_district_wide(user, Can.LOG_ACTIVITY))],
            "audience": [("", ""), *Audience.choices],
        }
        for number in range(1, self.total + 1):
            for name in NAMES:
                label = _("Row %(number)s: %(heading)s") % {"number": number, "heading": headings[name]}
                self.fields[f"r{number}-{name}"] = forms.CharField(
                    label=label, required=False, max_length=200, widget=widget_of(name, choices)
                )

    @staticmethod
    def rows_in(typed):
        """How many rows a form that was sent has; `typed` is a QueryDict or what a draft holds."""
        value = typed.get("rows") or ""
        value = value[0] if isinstance(value, list) and value else value
        return int(value) if isinstance(value, str) and value.isdecimal() and len(value) < 4 else FIRST

    def clean(self):
        data = super().clean()
        if not self.errors:
            self._check(data)
        return data

    def _check(self, data):
        self.lines = [(number, cells) for number in range(1, self.total + 1) if (cells := self._cells(number, data))]
        if not self.lines:
            self.add_error("r1-day", _("Fill in at least one row."))
            return
        for row in judged(ACTIVITIES, self.known, [(number, dict(cells)) for number, cells in self.lines]):
            for finding in row.problems:
                self._put(row.line, finding)

    @cached_property
    def known(self):
        return Known(self.user)

    def _cells(self, number, data):
        """The row as a table would have it; empty where nothing was typed."""
        typed = {name: data.get(f"r{number}-{name}", "").strip() for name in NAMES}
        if not any(typed.values()):
            return {}
        cells = {name: text for name, text in typed.items() if text and name not in ("day", OTHER)}
        cells["school_code"] = self.place
        if typed["day"]:
            cells["held_on"] = self._date(typed["day"])
        if typed[OTHER] and (count := main_count(typed["activity_type"])):
            cells[count] = typed[OTHER]
        elif typed[OTHER] and typed["activity_type"]:
            self.add_error(f"r{number}-{OTHER}", _("This type has no such count. Leave the cell empty."))
        return cells

    def _date(self, text):
        """The day of this month as a date; what is no day of it stays as written, and the column says so."""
        try:
            return date(self.first_day.year, self.first_day.month, int(text[:3])).isoformat()
        except ValueError:
            return text

    def _put(self, number, finding):
        name = {"held_on": "day"}.get(finding.column, finding.column)
        if name not in NAMES:
            name = OTHER if name.endswith("_total") else "activity_type"
        said = finding.text
        if name == "day" and not is_day(dict(self.lines)[number].get("held_on")):
            said = _("This month has no such day. Write its number, such as 14.")
        self.add_error(f"r{number}-{name}", said)

    # ------------------------------------------------------------------ drawing

    def headings(self):
        return [(name, label, name in NUMBERS) for name, label in labels().items()]

    def table(self):
        """[(number of the row, [(heading, field)])]"""
        headings = labels()
        for number in range(1, self.total + 1):
            yield number, [(headings[name], self[f"r{number}-{name}"]) for name in NAMES]


def is_day(text):
    """Whether a day of the month was made a date; an empty cell has a sentence of its own."""
    return not text or len(text) == len("2025-10-14")


def main_count(activity_type):
    """The count that a type asks for first, where it has no column of its own; None otherwise."""
    if activity_type not in ActivityType.values:
        return None
    first = counts_for(activity_type).first[0]
    return None if first in COUNTS else first


def widget_of(name, choices):
    if name in choices:
        return forms.Select(choices=choices[name], attrs={"class": "form-select"})
    attrs = {"class": "form-control", "autocomplete": "off"}
    return forms.TextInput(attrs | ({"inputmode": "numeric"} if name in NUMBERS else {}))


class MonthChoiceForm(forms.Form):
    """Which school and which month: those where the person may log, in school years that are open."""

    school = forms.ChoiceField(label=gettext_lazy("School"))
    month = forms.ChoiceField(label=gettext_lazy("Month"))

    def __init__(self, known, *args, **kwargs):
        super().__init__(*args, **kwargs)
        schools = sorted(known.schools.values(), key=lambda one: one.name)
        district = [(WHOLE_DISTRICT, _("The whole district (no single school)"))] if known.takes_district else []
        self.fields["school"].choices = [*((one.code, one.name) for one in schools), *district]
        self.fields["month"].choices = [
            (f"{first:%Y-%m}", month_words(first)) for first in open_months(known.years, timezone.localdate())
        ]


def month_words(first_day):
    return date_format(first_day, "YEAR_MONTH_FORMAT")


def open_months(years, today, most=24):
    """First days of the months of open school years that have begun, the newest first."""
    months = (today.year * 12 + today.month - 1 - back for back in range(MONTHS_BACK))
    firsts = (date(month // 12, month % 12 + 1, 1) for month in months)
    return [first for first in firsts if is_open(years, first)][:most]


def is_open(years, first_day):
    return any(not year.is_locked and year.starts_on <= first_day <= year.ends_on for year in years)
