"""The filters of the list of schools. What a filter does not know is left out, never an error."""

from django import forms
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from district.models import School, SchoolProfile
from district.models.schools import Grade, SupportTier

ANY = [("", _("Any"))]

# A school is found at each level whose grades it teaches: a K-8 school is elementary and middle.
LEVELS = {
    "elementary": (_("Elementary (Pre-K to 5)"), Grade.PK, Grade.G5),
    "middle": (_("Middle (6 to 8)"), Grade.G6, Grade.G8),
    "high": (_("High (9 to 12)"), Grade.G9, Grade.G12),
}
STATUSES = [("", _("Open today")), ("closed", _("Closed")), ("all", _("Open and closed"))]


class SchoolFilter(forms.Form):
    q = forms.CharField(label=_("Name or state code"), required=False, max_length=100, strip=True)
    level = forms.ChoiceField(
        label=_("Level"), required=False, choices=[*ANY, *((code, level[0]) for code, level in LEVELS.items())]
    )
    grade = forms.TypedChoiceField(
        label=_("Teaches grade"), required=False, coerce=int, empty_value=None, choices=[*ANY, *Grade.choices]
    )
    tier = forms.ChoiceField(label=_("Support tier"), required=False, choices=[*ANY, *SupportTier.choices])
    status = forms.ChoiceField(label=_("Status"), required=False, choices=STATUSES)

    def chosen(self):
        """The filters in use, by name; values that are no choice are left out."""
        self.is_valid()
        return {name: value for name, value in self.cleaned_data.items() if value not in ("", None)}

    def apply(self):
        chosen, today = self.chosen(), timezone.localdate()
        schools = with_status(chosen.get("status"), today)
        if "q" in chosen:
            schools = schools.filter(Q(name__icontains=chosen["q"]) | Q(code__startswith=chosen["q"]))
        facts = SchoolProfile.objects.on(today)
        if "level" in chosen:
            _label, low, high = LEVELS[chosen["level"]]
            facts = facts.filter(low_grade__lte=high, high_grade__gte=low)
        if "grade" in chosen:
            facts = facts.filter(low_grade__lte=chosen["grade"], high_grade__gte=chosen["grade"])
        if "tier" in chosen:
            facts = facts.filter(tier=chosen["tier"])
        if {"level", "grade", "tier"} & chosen.keys():
            schools = schools.filter(pk__in=facts.values("school"))
        return schools


def with_status(status, today):
    if status == "all":
        return School.objects.all()
    return School.objects.filter(closed_on__lt=today) if status == "closed" else School.objects.open_on(today)
