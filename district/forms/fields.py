"""Form fields that the browser draws better than a bare text box."""

from django import forms


class DayInput(forms.DateInput):
    """A day: the browser's own picker, which speaks ISO dates whatever the page's language."""

    input_type = "date"

    def __init__(self, attrs=None, **more):
        super().__init__({**(attrs or {}), **more}, format="%Y-%m-%d")


def day_fields(form, *names):
    for name in names:
        form.fields[name].widget = DayInput()
