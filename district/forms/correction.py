"""For forms that change what counts in a school year: once the year is closed, a change says why it is made."""

from contextlib import nullcontext

import pghistory
from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy


class CorrectsClosedYears:
    """Mixin of a form. `ask_for_correction(year, …)` in `clean()`; save inside `with form.correcting():`.

    The note goes into the history beside the old and the new value, for everybody who may read it.
    """

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["correction"] = forms.CharField(
            label=gettext_lazy("Why is a closed year corrected?"),
            required=False,
            max_length=200,
            widget=forms.HiddenInput,
            help_text=gettext_lazy("One line. It stands in the history beside the old and the new number."),
        )

    def show_correction(self):
        self.fields["correction"].widget = forms.TextInput(attrs={"maxlength": 200})

    def ask_for_correction(self, *years):
        closed = [year for year in years if year is not None and year.is_locked]
        if not closed:
            self.cleaned_data["correction"] = ""
            return
        self.show_correction()
        if not self.cleaned_data.get("correction") and "correction" not in self.errors:
            message = _("The school year %(year)s is closed. Say in one line why it is corrected, then save again.")
            self.add_error("correction", message % {"year": closed[0]})

    def correcting(self):
        note = self.cleaned_data.get("correction")
        return pghistory.context(note=note) if note else nullcontext()
