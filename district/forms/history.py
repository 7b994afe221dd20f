from uuid import UUID

from django import forms
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from district import audit
from district.forms.fields import DayInput
from district.models import School, User
from district.trail.reading import Asked

YEARS = range(2000, 2200)  # the portal keeps nothing outside


class HistoryFilter(forms.Form):
    """Which records, by whom, at which school, in which days. What a filter does not know is left out."""

    kind = forms.ChoiceField(label=_("Kind of record"), required=False)
    record = forms.CharField(
        label=_("Number of the record"),
        required=False,
        max_length=100,
        help_text=_("Together with the kind. The history of a record leads here with both."),
    )
    label = forms.ChoiceField(
        label=_("Kind of change"),
        required=False,
        choices=[
            ("", _("All changes")),
            ("insert", _("Created")),
            ("update", _("Changed")),
            ("delete", _("Deleted for good")),
        ],
    )
    who = forms.CharField(label=_("Changed by (name or e-mail)"), required=False, max_length=100)
    school = forms.ModelChoiceField(
        School.objects.none(), label=_("School"), required=False, empty_label=_("All schools")
    )
    first = forms.DateField(label=_("From"), required=False, widget=DayInput)
    last = forms.DateField(label=_("Until"), required=False, widget=DayInput)
    context = forms.UUIDField(required=False, widget=forms.HiddenInput)

    def __init__(self, *args, reader, **kwargs):
        super().__init__(*args, **kwargs)
        self.reader = reader
        self.kinds = reader.kinds()
        names = [(code, audit.kind_name(model.pgh_tracked_model)) for code, model in self.kinds.items()]
        self.fields["kind"].choices = [("", _("All kinds")), *sorted(names, key=lambda choice: choice[1])]
        schools = School.objects.order_by("name")
        self.fields["school"].queryset = schools if reader.schools is None else schools.filter(pk__in=reader.schools)

    def chosen(self):
        if not hasattr(self, "_chosen"):
            self.is_valid()
            chosen = {name: value for name, value in self.cleaned_data.items() if value not in ("", None)}
            days = ("first", "last")
            self._chosen = {name: value for name, value in chosen.items() if name not in days or value.year in YEARS}
        return self._chosen

    def asked(self):
        """The same for `district.trail.reading`."""
        chosen = self.chosen()
        kind = chosen.get("kind")
        school = chosen.get("school")
        context = chosen.get("context")
        kinds = {kind: self.kinds[kind]} if kind else self.kinds
        return Asked(
            # A kind that the reader is not told of is not "all kinds".
            kinds={} if self.data.get("kind") and not kind else kinds,
            record=chosen.get("record", "") if kind else "",
            people=self.people(),
            schools=(school.pk,) if school else None,
            label=chosen.get("label", ""),
            first=chosen.get("first"),
            last=chosen.get("last"),
            context=context if isinstance(context, UUID) else None,
        )

    def people(self):
        """Ids of those whose name or e-mail fits, at most `PEOPLE_MATCHED`; None where nobody is asked for."""
        who = self.chosen().get("who")
        if not who:
            return None
        found = User.objects.filter(Q(name__icontains=who) | Q(email__icontains=who)).order_by("pk")
        return tuple(found.values_list("pk", flat=True)[: audit.PEOPLE_MATCHED])
