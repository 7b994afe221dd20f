from django import forms
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from district import audit
from district.forms.fields import DayInput
from district.models import User

DEFAULT_KIND = "district.membership"
YEARS = range(2000, 2200)  # the portal keeps nothing outside


class HistoryFilter(forms.Form):
    """Which records, by whom, in which days. What a filter does not know is left out."""

    kind = forms.ChoiceField(label=_("Kind of record"), required=False, choices=audit.kind_choices)
    who = forms.CharField(label=_("Changed by (name or e-mail)"), required=False, max_length=100)
    first = forms.DateField(label=_("From"), required=False, widget=DayInput)
    last = forms.DateField(label=_("Until"), required=False, widget=DayInput)

    def chosen(self):
        self.is_valid()
        chosen = {name: value for name, value in self.cleaned_data.items() if value not in ("", None)}
        return {name: value for name, value in chosen.items() if name not in ("first", "last") or value.year in YEARS}

    def kind_code(self):
        return self.chosen().get("kind", DEFAULT_KIND)

    def people(self):
        """Those whose name or e-mail fits, at most `PEOPLE_MATCHED`; None where nobody is asked for."""
        who = self.chosen().get("who")
        if not who:
            return None
        return list(User.objects.filter(Q(name__icontains=who) | Q(email__icontains=who))[: audit.PEOPLE_MATCHED])
