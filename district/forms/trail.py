from django import forms
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from district import audit
from district.forms.fields import DayInput
from district.forms.history import YEARS
from district.models import AuditEntry, School, User
from district.models.audit import EntryKind


class EntryFilter(forms.Form):
    """Which entries, of whom, in which days, about which school or what. What a filter does not know is left out."""

    kind = forms.ChoiceField(label=_("What"), required=False, choices=[("", _("Everything")), *EntryKind.choices])
    who = forms.CharField(label=_("By (name or e-mail)"), required=False, max_length=100)
    school = forms.ModelChoiceField(
        School.objects.order_by("name"), label=_("School"), required=False, empty_label=_("All schools")
    )
    about = forms.CharField(label=_("About (beginning of it)"), required=False, max_length=100)
    first = forms.DateField(label=_("From"), required=False, widget=DayInput)
    last = forms.DateField(label=_("Until"), required=False, widget=DayInput)

    def chosen(self):
        self.is_valid()
        chosen = {name: value for name, value in self.cleaned_data.items() if value not in ("", None)}
        return {name: value for name, value in chosen.items() if name not in ("first", "last") or value.year in YEARS}

    def apply(self):
        chosen, entries = self.chosen(), AuditEntry.objects.all()
        if kind := chosen.get("kind"):
            entries = entries.filter(kind=kind)
        if who := chosen.get("who"):
            found = User.objects.filter(Q(name__icontains=who) | Q(email__icontains=who)).values("pk")
            people = list(found.values_list("pk", flat=True)[: audit.PEOPLE_MATCHED])
            entries = entries.filter(user__in=people)
        if school := chosen.get("school"):
            entries = entries.filter(school=school)
        if about := chosen.get("about"):
            entries = entries.filter(about__istartswith=about)
        if first := chosen.get("first"):
            entries = entries.filter(at__gte=audit.start_of(first))
        if last := chosen.get("last"):
            entries = entries.filter(at__lt=audit.start_of(last + audit.ONE_DAY))
        return entries
