"""What the lists of agreements and of service can be filtered by; values that make no sense are left out."""

from datetime import timedelta

from django import forms
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from district.access import Can
from district.models import School, SchoolYear
from partnerships.models import Partner, Programme
from partnerships.models.agreements import Agreement, AgreementKind, Standing
from partnerships.models.scope import scope_of
from partnerships.models.service import ServiceState

WITHIN = {"30": _("within 30 days"), "60": _("within 60 days"), "90": _("within 90 days"), "365": _("within a year")}
TO_CONFIRM = "TO_CONFIRM"


def all_or(choices):
    return [("", _("All")), *choices]


def schools_of(user):
    scope = scope_of(user, Can.VIEW_AGREEMENT)
    if scope.everything:
        return School.objects.all()
    places = Programme.objects.visible_to(user).values("sites__school") if scope.partners else []
    return School.objects.filter(Q(pk__in=scope.schools) | Q(pk__in=places))


class Filter(forms.Form):
    def active_total(self):
        return sum(1 for value in self.cleaned_data.values() if value)

    def chosen(self):
        self.full_clean()
        return self.cleaned_data


class AgreementFilter(Filter):
    q = forms.CharField(label=_("Name or partner"), required=False, max_length=80)
    state = forms.ChoiceField(label=_("State"), required=False, choices=all_or(Standing.choices))
    kind = forms.ChoiceField(label=_("Type"), required=False, choices=all_or(AgreementKind.choices))
    school = forms.ModelChoiceField(
        School.objects.none(), label=_("School"), required=False, to_field_name="code", empty_label=_("All")
    )
    ends = forms.ChoiceField(label=_("Ends"), required=False, choices=all_or(WITHIN.items()))

    def __init__(self, user, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["school"].queryset = schools_of(user)

    def apply(self, agreements, today=None):
        chosen, today = self.chosen(), today or timezone.localdate()
        if chosen.get("q"):
            agreements = agreements.filter(Q(name__icontains=chosen["q"]) | Q(partner__name__icontains=chosen["q"]))
        if chosen.get("state"):
            agreements = agreements.standing(chosen["state"], today)
        if chosen.get("kind"):
            agreements = agreements.filter(kind=chosen["kind"])
        if chosen.get("school"):
            covered = Agreement.schools.through.objects.filter(school=chosen["school"]).values("agreement")
            agreements = agreements.filter(Q(covers_district=True) | Q(pk__in=covered))
        if chosen.get("ends"):
            until = today + timedelta(days=int(chosen["ends"]))
            agreements = agreements.filter(state="ACTIVE", ends_on__range=(today, until))
        return agreements


class ServiceFilter(Filter):
    state = forms.ChoiceField(
        label=_("State"),
        required=False,
        choices=all_or([(TO_CONFIRM, _("Waits to be confirmed")), *ServiceState.choices]),
    )
    partner = forms.ModelChoiceField(
        Partner.objects.none(), label=_("Partner"), required=False, empty_label=_("All")
    )  # fmt: skip
    programme = forms.ModelChoiceField(
        Programme.objects.none(), label=_("Program"), required=False, empty_label=_("All")
    )
    school = forms.ModelChoiceField(
        School.objects.none(), label=_("School"), required=False, to_field_name="code", empty_label=_("All")
    )
    year = forms.ChoiceField(label=_("School year"), required=False)

    def __init__(self, user, *args, **kwargs):
        super().__init__(*args, **kwargs)
        programmes = Programme.objects.visible_to(user)
        self.fields["school"].queryset = schools_of(user)
        self.fields["programme"].queryset = programmes.order_by("name", "-fall_year")
        self.fields["programme"].label_from_instance = lambda one: f"{one.name} ({one.year_label})"
        self.fields["partner"].queryset = Partner.objects.filter(agreements__programmes__in=programmes).distinct()
        years = SchoolYear.objects.all()
        self.fields["year"].choices = all_or((year.fall_year, str(year)) for year in years)

    def apply(self, entries):
        chosen = self.chosen()
        if chosen.get("state") == TO_CONFIRM:
            entries = entries.to_confirm()
        elif chosen.get("state"):
            entries = entries.filter(state=chosen["state"])
        if chosen.get("partner"):
            entries = entries.filter(programme__agreement__partner=chosen["partner"])
        if chosen.get("programme"):
            entries = entries.filter(programme=chosen["programme"])
        if chosen.get("school"):
            entries = entries.filter(school=chosen["school"])
        if chosen.get("year"):
            entries = entries.filter(programme__fall_year=int(chosen["year"]))
        return entries.order_by("-starts_on", "-pk")
