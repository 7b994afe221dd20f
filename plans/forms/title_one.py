"""Forms of the Title I engagement budget. Once a year is closed, each asks for one line why its books are corrected."""

from decimal import Decimal

from django import forms
from django.db.models import Q
from django.template.defaultfilters import filesizeformat
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from district import school_years
from district.access import Can, may_district_wide, schools_where
from district.forms.correction import CorrectsClosedYears
from district.forms.fields import DayInput, name_blank
from district.forms.files import ReadFileField
from district.forms.guard import NotUnseen
from district.models import School
from district.models.schools import SupportTier
from plans.forms.implementation import helper
from plans.models import (
    Initiative,
    Milestone,
    PlannedSpending,
    ReserveRule,
    SchoolAllocation,
    SpendingCategory,
    SpendingEntry,
    TitleOneBudget,
)
from plans.models.title_one import LEAST
from plans.money import dollars, plain
from plans.title_one.books import title_one_schools

SIZE_LIMIT = 5 * 1024 * 1024


class InItsYear(CorrectsClosedYears):
    """Mixin: the budget that the form writes to is `self.budget`; a closed year asks for a note."""

    @property
    def budget(self):
        return self.instance.budget

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        if self.budget.school_year.is_locked:
            self.show_correction()

    def clean(self):
        data = super().clean()
        self.ask_for_correction(self.budget.school_year)
        return data


class TitleOneBudgetForm(InItsYear, NotUnseen, forms.ModelForm):
    """The year's money and how families took part in deciding about it."""

    class Meta:
        model = TitleOneBudget
        fields = ["allocation", "source", "stated_on", "reserve", "carried_over", "families_on", "families_how"]
        widgets = {
            "stated_on": DayInput(),
            "families_on": DayInput(),
            "families_how": forms.Textarea(attrs={"rows": 4}),
        }
        help_texts = {
            "source": gettext_lazy("The state's grant award, for example, with its number."),
            "families_how": gettext_lazy(
                "Meetings, surveys, the council's agenda: who, in which languages, what they asked for."
            ),
        }

    helper = helper(gettext_lazy("Save"), "title-one-budget")

    def __init__(self, *args, left_before=None, rule=None, **kwargs):
        """`left_before`: what the books of the year before say is left, where there are any; `rule`: the thresholds."""
        super().__init__(*args, **kwargs)
        if rule:
            words = _("The law asks for at least %(percent)s%% of the allocation, unless that is %(exempt)s or less.")
            marks = {"percent": plain(rule.reserve_percent), "exempt": dollars(rule.exempt_up_to)}
            self.fields["reserve"].help_text = words % marks
        if left_before is not None:
            words = _("By the entries of that year, %(amount)s was left of the year before.")
            self.fields["carried_over"].help_text = words % {"amount": dollars(left_before)}
            if self.instance._state.adding:
                self.initial["carried_over"] = max(left_before, Decimal(0))

    @property
    def budget(self):
        return self.instance

    def clean(self):
        data = super().clean()
        first, last = school_years.all_days()
        stated_on, families_on = data.get("stated_on"), data.get("families_on")
        if stated_on and not first <= stated_on <= last:
            self.add_error("stated_on", _("No school year holds this date."))
        if families_on and families_on > timezone.localdate():
            self.add_error("families_on", _("This day is still to come."))
        if families_on and families_on < first:
            self.add_error("families_on", _("No school year holds this date."))
        if families_on and not data.get("families_how") and "families_how" not in self.errors:
            self.add_error("families_how", _("How did families take part?"))
        if data.get("families_how") and not families_on and "families_on" not in self.errors:
            self.add_error("families_on", _("On which day did families take part?"))
        return data


class AllocationForm(InItsYear, NotUnseen, forms.ModelForm):
    """One school's part."""

    class Meta:
        model = SchoolAllocation
        fields = ["amount", "carried_over"]

    helper = helper(gettext_lazy("Save"))


class ShareOutForm(forms.Form):
    """How much goes to schools, and how much more a high-need school gets: to look at first."""

    total = forms.DecimalField(
        label=gettext_lazy("Dollars for schools"), min_value=LEAST, max_digits=12, decimal_places=2
    )
    weight = forms.DecimalField(
        label=gettext_lazy("A high-need school counts so many times"),
        min_value=1,
        max_value=10,
        max_digits=4,
        decimal_places=2,
        initial=1,
        help_text=gettext_lazy("1 gives every school the same; 1.5 gives high-need schools half as much again."),
    )

    helper = helper(gettext_lazy("See what each school would get"))
    helper.form_method = "get"


class GiveSharesForm(CorrectsClosedYears, ShareOutForm):
    """The shares as they were looked at, to be given. `seen`: the newest change to a share that the person knew of."""

    seen = forms.IntegerField(widget=forms.HiddenInput, min_value=0)

    helper = helper(gettext_lazy("Give the schools these shares"))

    def __init__(self, *args, budget, **kwargs):
        super().__init__(*args, **kwargs)
        self.budget = budget
        for name in ("total", "weight"):
            self.fields[name].widget = forms.HiddenInput()
        if budget.school_year.is_locked:
            self.show_correction()

    def clean(self):
        data = super().clean()
        self.ask_for_correction(self.budget.school_year)
        return data


class MoneyLineForm(InItsYear, NotUnseen, forms.ModelForm):
    """What planned lines and spending ask alike: whose money, which kind of use, which part of the plan."""

    def __init__(self, *args, user, **kwargs):
        super().__init__(*args, **kwargs)
        self.user = user
        school = self.fields["school"]
        school.queryset = schools_to_spend_at(user, self.budget)
        school.required = not may_district_wide(user, Can.SPEND_TITLE1)
        school.empty_label = _("Choose a school") if school.required else _("Central office")
        own = list(school.queryset[:2]) if school.required else []
        if len(own) == 1 and not self.initial.get("school"):
            self.initial["school"] = own[0].pk
        blanks = {
            "category": _("Choose a kind of use"),
            "initiative": _("No initiative"),
            "milestone": _("No milestone"),
        }
        name_blank(self, **blanks)
        category = self.fields["category"]
        category.queryset = SpendingCategory.objects.filter(Q(is_in_use=True) | Q(pk=self.instance.category_id))
        self.fields["initiative"].queryset = Initiative.objects.order_by("code")
        milestones = Milestone.objects.filter(Q(dropped_on=None) | Q(pk=self.instance.milestone_id))
        self.fields["milestone"].queryset = milestones.select_related("work__initiative").order_by(
            "work__initiative__code", "due_on"
        )
        self.fields["milestone"].label_from_instance = lambda one: f"{one.work.initiative.code}: {one.title}"

    def clean(self):
        data = super().clean()
        milestone = data.get("milestone")
        if milestone:
            if data.get("initiative") and data["initiative"] != milestone.work.initiative:
                message = _("This milestone belongs to initiative %(initiative)s.")
                self.add_error("milestone", message % {"initiative": milestone.work.initiative})
            data["initiative"] = milestone.work.initiative
        return data


def schools_to_spend_at(user, budget):
    """Where a person may plan and spend: Title I schools of that year, and schools that have a part or spent one."""
    fall_year = budget.school_year_id
    known = Q(pk__in=title_one_schools(fall_year).values("pk"))
    known |= Q(pk__in=budget.allocations.values("school")) | Q(pk__in=budget.spending_entries.values("school"))
    return School.objects.filter(known, pk__in=schools_where(user, Can.SPEND_TITLE1)).order_by("name", "code")


class PlannedForm(MoneyLineForm):
    class Meta:
        model = PlannedSpending
        fields = ["school", "what", "amount", "category", "initiative", "milestone"]

    helper = helper(gettext_lazy("Save"), "title-one-planned")


class SpendingForm(MoneyLineForm):
    """An invoice. One that looks like an entry that is there already is asked about once."""

    twice = forms.BooleanField(
        label=gettext_lazy("It is another one: enter it as well."), required=False, widget=forms.HiddenInput
    )

    class Meta:
        model = SpendingEntry
        fields = [
            "school",
            "spent_on",
            "amount",
            "what",
            "vendor",
            "reference",
            "category",
            "planned",
            "initiative",
            "milestone",
            "document",
        ]
        widgets = {"spent_on": DayInput()}
        help_texts = {
            "what": gettext_lazy("Never write a child's name."),
            "document": gettext_lazy("A link, or the folder where the paper is kept."),
        }

    helper = helper(gettext_lazy("Save the entry"), "title-one-spending")

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        first, last = days_of(self.budget)
        self.fields["spent_on"].widget.attrs.update({"min": first.isoformat(), "max": last.isoformat()})
        self.fields["amount"].min_value = LEAST
        planned = PlannedSpending.objects.filter(budget=self.budget).visible_to(self.user).select_related("school")
        self.fields["planned"].queryset = planned
        name_blank(self, planned=_("No budget line"))
        self.fields["planned"].label_from_instance = lambda one: f"{one.place()}: {one.what} ({dollars(one.amount)})"

    def clean_amount(self):
        amount = self.cleaned_data["amount"]
        if amount < LEAST:
            message = _("An amount is at least one cent. What was wrong is taken back by reversing its entry.")
            raise forms.ValidationError(message, code="too_small")
        return amount

    def clean_spent_on(self):
        return in_its_year(self.cleaned_data["spent_on"], self.budget)

    def clean(self):
        data = super().clean()
        planned = data.get("planned")
        if planned and "school" in data and planned.school != data["school"]:
            self.add_error("planned", _("This budget line belongs to another school or to central office."))
        if not data.get("twice") and (same := self.same_entry(data)):
            self.fields["twice"].widget = forms.CheckboxInput()
            message = _("Entry %(number)s has the same payee, number and amount. Is it entered already?")
            self.add_error("twice", message % {"number": same.pk})
        return data

    def same_entry(self, data):
        """An entry of the same place that is not taken back, with the same payee, number and amount; or None."""
        if self.instance.pk or not {"school", "vendor", "reference", "amount"} <= data.keys():
            return None
        alike = {f"{name}__iexact": data[name] for name in ("vendor", "reference")}
        entries = SpendingEntry.objects.filter(
            budget=self.budget, school=data["school"], amount=data["amount"], **alike
        )
        return entries.filter(reverses=None, reversal=None).first()


class SpendingImportForm(CorrectsClosedYears, forms.Form):
    """A table of spending."""

    file = ReadFileField(
        label=gettext_lazy("File"),
        max_length=200,
        help_text=gettext_lazy("An Excel workbook (.xlsx) or a CSV file with the headings of the template."),
        widget=forms.FileInput(attrs={"accept": ".csv,.xlsx"}),
    )
    twice = forms.BooleanField(
        label=gettext_lazy("Enter rows as well that look like an entry that is there already."), required=False
    )

    helper = helper(gettext_lazy("Check the rows and enter them"))

    def __init__(self, *args, budget, **kwargs):
        super().__init__(*args, **kwargs)
        self.budget = budget
        if budget.school_year.is_locked:
            self.show_correction()

    def clean_file(self):
        upload = self.cleaned_data["file"]
        if upload.size > SIZE_LIMIT:
            message = _("The file is larger than %(limit)s.")
            raise forms.ValidationError(message % {"limit": filesizeformat(SIZE_LIMIT)})
        return upload

    def clean(self):
        data = super().clean()
        self.ask_for_correction(self.budget.school_year)
        return data


class ReverseForm(CorrectsClosedYears, forms.Form):
    """Why an entry is taken back, and on which day."""

    on = forms.DateField(label=gettext_lazy("Date"), widget=DayInput())
    reason = forms.CharField(
        label=gettext_lazy("Why it is reversed"),
        max_length=300,
        help_text=gettext_lazy("Both entries stay readable, with this reason."),
    )

    helper = helper(gettext_lazy("Reverse the entry"))

    def __init__(self, *args, budget, **kwargs):
        super().__init__(*args, **kwargs)
        self.budget = budget
        first, last = days_of(budget)
        self.initial.setdefault("on", max(first, min(last, timezone.localdate())))
        if budget.school_year.is_locked:
            self.show_correction()

    def clean_on(self):
        return in_its_year(self.cleaned_data["on"], self.budget)

    def clean(self):
        data = super().clean()
        self.ask_for_correction(self.budget.school_year)
        return data


class RemoveForm(CorrectsClosedYears, forms.Form):
    """Taking a planned line off: nothing to say unless the year is closed."""

    def __init__(self, *args, budget, **kwargs):
        super().__init__(*args, **kwargs)
        self.budget = budget
        if budget.school_year.is_locked:
            self.show_correction()

    def clean(self):
        data = super().clean()
        self.ask_for_correction(self.budget.school_year)
        return data


class ThresholdsForm(NotUnseen, forms.ModelForm):
    """The thresholds of the law from a school year on."""

    high_need_tiers = forms.MultipleChoiceField(
        label=gettext_lazy("Support tiers that count as high need"),
        choices=SupportTier.choices,
        widget=forms.CheckboxSelectMultiple,
        required=False,
        help_text=gettext_lazy(
            "The law gives priority to high-need schools and leaves it to the district which those are."
        ),
    )

    class Meta:
        model = ReserveRule
        fields = [
            "first_fall_year",
            "reserve_percent",
            "exempt_up_to",
            "schools_percent",
            "counts_required_only",
            "high_need_tiers",
            "source",
        ]
        help_texts = {
            "first_fall_year": gettext_lazy("The year of its autumn, for example 2017 for 2017–18."),
            "exempt_up_to": gettext_lazy("The law says $5,000: with 1%, allocations up to $500,000 need no reserve."),
            "counts_required_only": gettext_lazy(
                "The federal guidance of January 2025 reads the law so. "
                "Otherwise the percentage is taken of everything that is reserved, which is the stricter reading."
            ),
        }

    helper = helper(gettext_lazy("Save the thresholds"))

    def clean_first_fall_year(self):
        year = self.cleaned_data["first_fall_year"]
        if not school_years.FIRST_FALL_YEAR <= year <= school_years.LAST_FALL_YEAR:
            raise forms.ValidationError(_("No school year holds this date."), code="no_school_year")
        return year


def days_of(budget):
    return school_years.first_day(budget.school_year_id), school_years.last_day(budget.school_year_id)


def in_its_year(day, budget):
    """`day`, where it lies in the fiscal year of the budget and not ahead of today; else ValidationError."""
    first, last = days_of(budget)
    if not first <= day <= last:
        message = _("This day is not in the fiscal year %(year)s, July to June.")
        raise forms.ValidationError(message % {"year": budget.year_label}, code="other_year")
    if day > timezone.localdate():
        raise forms.ValidationError(_("This day is still to come."), code="future")
    return day
