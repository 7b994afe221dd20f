"""Forms of the implementation plans."""

from crispy_forms.helper import FormHelper
from crispy_forms.layout import Submit
from django import forms
from django.core.exceptions import ValidationError
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from district import school_years
from district.access import Can
from district.forms.evidence import WithEvidence
from district.forms.fields import DayInput, LongCheckList, name_blank
from district.forms.guard import NotUnseen
from district.models import Membership, School, User
from indicators.measures import declared
from plans.models import BudgetLine, InitiativeWork, Milestone, StatusUpdate
from plans.models.implementation import Priority


def helper(button, draft_key=""):
    """The layout of a form. With a `draft_key` what is typed is kept as one writes (`district.drafts`)."""
    made = FormHelper()
    made.form_class = "form-page"
    made.attrs = {"novalidate": "", **({"data-draft-key": draft_key, "data-autosave": ""} if draft_key else {})}
    made.add_input(Submit("", button))
    return made


def people(permission, *named):
    """Whoever may do this today, and those named already: a form must not lose them when their role has ended."""
    granted = Membership.objects.current().granting(permission).values("user")
    return User.objects.filter(Q(pk__in=granted, is_active=True) | Q(pk__in=[one for one in named if one]))


class WorkForm(NotUnseen, forms.ModelForm):
    measures = forms.MultipleChoiceField(
        label=gettext_lazy("Measures it should move"),
        required=False,
        widget=LongCheckList,
        help_text=gettext_lazy("Counts of the portal that show whether the work is done."),
    )

    class Meta:
        model = InitiativeWork
        fields = [
            "state",
            "lead",
            "contributors",
            "starts_on",
            "ends_on",
            "families_grow",
            "staff_grows",
            "resources",
            "measures",
            "covers_all_schools",
            "schools",
        ]
        widgets = {
            "starts_on": DayInput(),
            "ends_on": DayInput(),
            "families_grow": forms.Textarea(attrs={"rows": 3}),
            "staff_grows": forms.Textarea(attrs={"rows": 3}),
            "resources": forms.Textarea(attrs={"rows": 3}),
            "contributors": LongCheckList,
            "schools": LongCheckList,
        }
        help_texts = {
            "families_grow": gettext_lazy("Dual capacity: the work should leave families able to do something new."),
            "staff_grows": gettext_lazy("Dual capacity: the work should leave staff able to do something new as well."),
            "schools": gettext_lazy("Only where it is not for all schools."),
        }

    helper = helper(gettext_lazy("Save"), "plans-work")

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["lead"].queryset = people(Can.EDIT_WORK, self.instance.lead_id)
        name_blank(self, lead=_("Nobody yet"))
        contributors = self.instance.contributors.values_list("pk", flat=True)
        self.fields["contributors"].queryset = people(Can.VIEW_WORK, *contributors)
        today = School.objects.open_on(timezone.localdate())
        chosen = Q(pk__in=today.values("pk")) | Q(pk__in=self.instance.schools.values("pk"))
        self.fields["schools"].queryset = School.objects.filter(chosen).order_by("name")
        self.fields["measures"].choices = [(code, measure.label) for code, measure in declared().items()]

    def clean(self):
        data = super().clean()
        if not data.get("covers_all_schools") and "schools" in data and not data["schools"]:
            self.add_error("schools", _("Choose the schools, or say that it is for all of them."))
        if data.get("covers_all_schools") and data.get("schools"):
            data["schools"] = School.objects.none()
        return data


class UpdateForm(forms.ModelForm):
    """The short form: how it stands, what happened; the rest where there is something to say."""

    class Meta:
        model = StatusUpdate
        fields = ["rating", "happened", "next_steps", "families_said", "help_needed", "on"]
        widgets = {
            "rating": forms.RadioSelect,
            "happened": forms.Textarea(attrs={"rows": 3}),
            "next_steps": forms.Textarea(attrs={"rows": 2}),
            "families_said": forms.Textarea(attrs={"rows": 2}),
            "help_needed": forms.Textarea(attrs={"rows": 2}),
            "on": DayInput(),
        }
        help_texts = {
            "happened": gettext_lazy("Never write a child's name."),
            "help_needed": gettext_lazy("Left empty, nobody waits for anything."),
        }

    helper = helper(gettext_lazy("Save the update"), "plans-update")

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["rating"].choices = [one for one in self.fields["rating"].choices if one[0]]
        self.fields["on"].widget.attrs["max"] = timezone.localdate().isoformat()

    def clean_on(self):
        day = self.cleaned_data["on"]
        if day > timezone.localdate():
            raise ValidationError(_("An update cannot be from a day to come."), code="future")
        return day


class MilestoneForm(NotUnseen, forms.ModelForm):
    class Meta:
        model = Milestone
        fields = ["title", "due_on", "owner", "each_school", "after", "details"]
        widgets = {
            "due_on": DayInput(),
            "details": forms.Textarea(attrs={"rows": 3}),
            "after": forms.CheckboxSelectMultiple,
        }
        help_texts = {
            "each_school": gettext_lazy("Then every school that the initiative is for says so for itself."),
        }

    helper = helper(gettext_lazy("Save"), "plans-milestone")

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["owner"].queryset = people(Can.EDIT_WORK, self.instance.owner_id)
        name_blank(self, owner=_("Nobody yet"))
        others = Milestone.objects.in_force().filter(
            work__initiative__priority_action=self.instance.work.initiative.priority_action
        )
        self.fields["after"].queryset = others.exclude(pk=self.instance.pk).select_related("work__initiative")
        self.fields["after"].label_from_instance = lambda one: f"{one.work.initiative.code}: {one.title}"
        if not self.fields["after"].queryset.exists():
            del self.fields["after"]

    def clean_each_school(self):
        each_school = self.cleaned_data["each_school"]
        is_changed = self.instance.pk and each_school != Milestone.objects.get(pk=self.instance.pk).each_school
        if is_changed and self.instance.completions.exists():
            message = _("Somebody is done with it already. Take that back first, or add another milestone.")
            raise ValidationError(message, code="done_already")
        return each_school

    def clean_after(self):
        chosen = self.cleaned_data["after"]
        if self.instance.pk and (circle := first_that_waits_for(self.instance, chosen)):
            message = _("“%(milestone)s” itself comes after this one: both would wait for each other.")
            raise ValidationError(message % {"milestone": circle}, code="circle")
        return chosen


def first_that_waits_for(milestone, chosen):
    """The first of `chosen` that comes after `milestone` already, directly or through others; None if there is none."""
    for one in chosen:
        seen, ahead = set(), [one]
        while ahead:
            here = ahead.pop()
            if here.pk == milestone.pk:
                return one
            if here.pk not in seen:
                seen.add(here.pk)
                ahead += here.after.all()
    return None


class DoneForm(WithEvidence, forms.Form):
    done_on = forms.DateField(label=gettext_lazy("Done on"), widget=DayInput())
    note = forms.CharField(
        label=gettext_lazy("What shows it"),
        max_length=300,
        required=False,
        help_text=gettext_lazy("A link, a date, a document: whatever others can look at."),
    )

    helper = helper(gettext_lazy("It is done"), "plans-done")

    def __init__(self, *args, by, schools=None, **kwargs):
        """`schools`: those for which the person may say it, where each school does it for itself."""
        super().__init__(*args, **kwargs)
        self.initial.setdefault("done_on", timezone.localdate())
        self.fields["done_on"].widget.attrs["max"] = timezone.localdate().isoformat()
        if schools is not None:
            self.fields["schools"] = forms.ModelMultipleChoiceField(
                schools, label=gettext_lazy("Which schools are done"), widget=LongCheckList
            )
            self.order_fields(["schools", "done_on", "note"])
            if len(schools) == 1:
                self.initial.setdefault("schools", [schools[0].pk])
        self.add_evidence(by)

    def clean_done_on(self):
        day = self.cleaned_data["done_on"]
        first, _last = school_years.all_days()
        if day > timezone.localdate():
            raise ValidationError(_("This day is still to come."), code="future")
        if day < first:
            raise ValidationError(_("No school year holds this date."), code="no_school_year")
        return day


class DropForm(forms.Form):
    reason = forms.CharField(
        label=gettext_lazy("Why it is dropped"),
        max_length=300,
        help_text=gettext_lazy("It stays readable, with this reason."),
    )


class BudgetForm(NotUnseen, forms.ModelForm):
    class Meta:
        model = BudgetLine
        fields = ["fall_year", "label", "amount", "source"]

    fall_year = forms.TypedChoiceField(label=gettext_lazy("School year"), coerce=int)
    helper = helper(gettext_lazy("Save"))

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        this_year = school_years.fall_year_of(timezone.localdate())
        years = sorted({*range(this_year - 3, this_year + 4), self.instance.fall_year or this_year})
        self.fields["fall_year"].choices = [(year, school_years.label(year)) for year in years]
        name_blank(self, source=_("Choose a funding source"))
        if not self.instance.fall_year:
            self.initial["fall_year"] = this_year


class OrderForm(forms.Form):
    """A place and a priority for each initiative of a Priority Action, and why the order is so now."""

    helper = helper(gettext_lazy("Decide this order"))

    def __init__(self, *args, lines, version, **kwargs):
        super().__init__(*args, **kwargs)
        self.initiatives = [line.work.initiative for line in lines]
        for number, line in enumerate(lines, start=1):
            initiative = line.work.initiative
            self.fields[f"place_{initiative.pk}"] = forms.IntegerField(
                label=_("Place of %(initiative)s") % {"initiative": initiative},
                min_value=1,
                max_value=len(lines),
                initial=line.place.sequence if line.place else number,
            )
            self.fields[f"priority_{initiative.pk}"] = forms.ChoiceField(
                label=_("Priority of %(initiative)s") % {"initiative": initiative},
                choices=Priority.choices,
                initial=line.place.priority if line.place else Priority.NEXT,
            )
        self.fields["reason"] = forms.CharField(label=_("Why this order"), max_length=300)
        self.fields["seen"] = forms.IntegerField(widget=forms.HiddenInput, initial=version)

    def clean(self):
        data = super().clean()
        by_place = {}
        for initiative in self.initiatives:
            place = data.get(f"place_{initiative.pk}")
            if place is not None:
                by_place.setdefault(place, []).append(initiative)
        for place, claimants in by_place.items():
            for initiative in claimants[1:]:
                message = _("Place %(place)s is taken by %(initiative)s.")
                self.add_error(f"place_{initiative.pk}", message % {"place": place, "initiative": claimants[0]})
        return data

    def places(self):
        return {
            initiative: (
                self.cleaned_data[f"place_{initiative.pk}"],
                self.cleaned_data[f"priority_{initiative.pk}"],
            )
            for initiative in self.initiatives
        }
