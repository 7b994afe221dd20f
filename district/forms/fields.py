"""Form fields that the browser draws better than a bare text box."""

from django import forms
from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext as _

from district import school_years


class DayInput(forms.DateInput):
    """A day: the browser's own picker, which speaks ISO dates whatever the page's language."""

    input_type = "date"

    def __init__(self, attrs=None, **more):
        super().__init__({**(attrs or {}), **more}, format="%Y-%m-%d")


class LongCheckList(forms.CheckboxSelectMultiple):
    """Boxes for what may be as many as all schools: they scroll in a frame of their own. Unlike in a browser's list, no
    key has to be held down, and a touch that slips takes nothing back."""

    is_long = True


def say_unless_chosen(field, words):
    """Say what it means to choose nothing, in place of dashes. (Zero is a choice: kindergarten.)"""
    if hasattr(field, "empty_label"):
        field.empty_label = words
    else:
        field.choices = [(value, words if value in ("", None) else label) for value, label in field.choices]


def name_blank(form, **labels):
    """`say_unless_chosen` for several fields of a form, by their names."""
    for name, words in labels.items():
        say_unless_chosen(form.fields[name], words)


def day_fields(form, *names):
    for name in names:
        form.fields[name].widget = DayInput()


def day_not_to_come(day):
    """A day up to today of some school year, as it came; raises ValidationError."""
    if day > timezone.localdate():
        raise ValidationError(_("This day is still to come."), code="future")
    if day < school_years.all_days()[0]:
        raise ValidationError(_("No school year holds this date."), code="no_school_year")
    return day
