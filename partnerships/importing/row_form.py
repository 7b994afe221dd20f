"""One row of a file, checked by the rules of the form on the page; `questions` are what a page would ask about."""

from dataclasses import dataclass, field
from functools import cached_property

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from district.access import Can, may_district_wide, schools_where
from district.models import School, SchoolYear
from partnerships import count_rules
from partnerships.activity_types import DISTRICT_ONLY, ActivityType, counts_for
from partnerships.choices import Rating
from partnerships.forms.fields import only_school
from partnerships.held_on import school_year_of
from partnerships.importing import columns
from partnerships.importing.sheets import TOO_MANY_CELLS
from partnerships.models import Activity, YearlyReach
from partnerships.models.activities import COUNT_FIELDS
from partnerships.plausibility import child_name_in, crowd_warning
from plans.models import Initiative

TEXTS = ("title", "reason_linked_to_learning")


@dataclass
class Known:
    """What rows are checked against, read once for the whole table."""

    user: object
    enrolled: dict = field(default_factory=dict)

    @cached_property
    def schools(self):
        """Schools where the person may log, by code."""
        allowed = School.objects.filter(pk__in=schools_where(self.user, Can.LOG_ACTIVITY))
        return {school.code: school for school in allowed.only("code", "name")}

    @cached_property
    def only_school(self):
        """The one school that a row without a code belongs to, or None where there is a choice."""
        pk = only_school(self.user, Can.LOG_ACTIVITY)
        return next((school for school in self.schools.values() if school.pk == pk), None)

    @cached_property
    def takes_district(self):
        return may_district_wide(self.user, Can.LOG_ACTIVITY)

    @cached_property
    def years(self):
        return list(SchoolYear.objects.all())

    @cached_property
    def initiatives(self):
        """By code; where two plan cycles use the same, the later one's."""
        ordered = Initiative.objects.order_by("priority_action__cycle__first_fall_year")
        return {initiative.code: initiative for initiative in ordered.only("code", "title")}

    @cached_property
    def types(self):
        return columns.known_types()

    @cached_property
    def audiences(self):
        return columns.known_audiences()

    @cached_property
    def district_words(self):
        return columns.known_district_words()

    def enrolled_families(self, school):
        if school.pk not in self.enrolled:
            self.enrolled[school.pk] = YearlyReach.objects.enrolled_families(school)
        return self.enrolled[school.pk]


@dataclass(frozen=True)
class Question:
    """Not wrong but unlikely: the column, the sentence, and the page it speaks of."""

    column: str
    text: str
    url: str = ""


def count_field(name):
    """The field of a count with all limits of the model, which a form field of its own would not have."""
    column = Activity._meta.get_field(name)
    field = column.formfield()
    field.validators += column.validators
    return field


CountsForm = type("CountsForm", (forms.Form,), {name: count_field(name) for name in COUNT_FIELDS})


class RowForm(CountsForm):
    held_on = forms.DateField(
        input_formats=["%Y-%m-%d", "%m/%d/%Y"],
        error_messages={"invalid": gettext_lazy("This is no date. Write it like 2025-10-14 or 10/14/2025.")},
    )
    activity_type = forms.CharField()
    title = forms.CharField(required=False, max_length=140)
    school_code = forms.CharField(required=False)
    school = forms.CharField(required=False)
    rating_linked_to_learning = forms.TypedChoiceField(
        choices=Rating.choices,
        coerce=int,
        empty_value=None,
        required=False,
        error_messages={"invalid_choice": gettext_lazy("A rating is 0, 1, 2 or 3.")},
    )
    reason_linked_to_learning = forms.CharField(required=False, max_length=200)
    audience = forms.CharField(required=False)
    initiatives = forms.CharField(required=False)

    def __init__(self, known, line, cells):
        super().__init__(cells)
        self.known, self.line, self.cells, self.questions = known, line, cells, []

    @cached_property
    def place(self):
        """The school, or None for the whole district; raises ValidationError where the row names neither."""
        code, name = self.cells.get("school_code", ""), columns.plain(self.cells.get("school", ""))
        if code in self.known.district_words or (not code and name in self.known.district_words):
            if not self.known.takes_district:
                raise ValidationError(_("Only the central office logs for the whole district."))
            return None
        if not code:
            return self._place_without_code(name)
        school = self.known.schools.get(code.zfill(7))
        if school is None:
            message = _("You log for no school with the code %(code)s.")
            raise ValidationError(message % {"code": code[:20]})
        return school

    def _place_without_code(self, name):
        if self.known.only_school and name in ("", columns.plain(self.known.only_school.name)):
            return self.known.only_school
        if name:
            raise ValidationError(_("Give the code of the school. Names alone are not enough: they change."))
        raise ValidationError(_("Give the code of the school, or 0 for the whole district."))

    def clean_school_code(self):
        return self.place

    def clean_held_on(self):
        day = self.cleaned_data["held_on"]
        year = school_year_of(day, self.known.years)
        if year.is_locked:
            message = _("The school year %(year)s is closed. Correct it activity by activity, each with its reason.")
            raise ValidationError(message % {"year": year})
        return day

    def clean_activity_type(self):
        written = self.cleaned_data["activity_type"]
        value = self.known.types.get(columns.plain(written))
        if value is None:
            message = _("“%(text)s” is no type of activity. The template lists them.")
            raise ValidationError(message % {"text": written[:60]})
        return value

    def clean_title(self):
        return " ".join(self.cleaned_data["title"].split())

    def clean_audience(self):
        written = self.cleaned_data["audience"]
        value = self.known.audiences.get(columns.plain(written)) if written else ""
        if value is None:
            message = _("“%(text)s” does not say whose capacity grows: families, staff, or both together.")
            raise ValidationError(message % {"text": written[:60]})
        return value

    def clean_initiatives(self):
        codes = self.cleaned_data["initiatives"].replace(";", ",").split(",")
        codes = dict.fromkeys(code.strip() for code in codes if code.strip())
        for code in codes:
            if code not in self.known.initiatives:
                raise ValidationError(_("The plan has no initiative “%(code)s”.") % {"code": code[:20]})
        return [self.known.initiatives[code] for code in codes]

    def clean(self):
        data = super().clean()
        if wide := self.cells.get(TOO_MANY_CELLS):
            found, expected = wide.split("/")
            message = _("The row has %(found)s cells, the header %(expected)s.")
            self.add_error(None, message % {"found": found, "expected": expected})
        self._check_type(data)
        for name, message in count_rules.broken(data):
            self.add_error(name, message)
        if data.get("rating_linked_to_learning") == Rating.STRONG and not data.get("reason_linked_to_learning"):
            self.add_error("reason_linked_to_learning", _("A rating of 3 needs a reason in one line."))
        self._ask(data)
        return data

    def _check_type(self, data):
        if data.get("activity_type") in DISTRICT_ONLY and data.get("school_code"):
            message = _("For families' privacy this type is logged for the district, not a school.")
            self.add_error("activity_type", message)

    def _ask(self, data):
        for name in TEXTS:
            if child := child_name_in(data.get(name)):
                message = _("“%(name)s” looks like a child's name. Take it out if it is one.")
                self.questions.append(Question(name, message % {"name": child}))
        school, families = data.get("school_code"), data.get("families_total")
        counted = data.get("activity_type") and counts_for(data["activity_type"]).first[0] == "families_total"
        many = school and counted and (families or 0) >= 250
        if many and crowd_warning(families, self.known.enrolled_families(school)):
            message = _("%(families)s families are a great many for this school.")
            self.questions.append(Question("families_total", message % {"families": families}))

    def as_written(self):
        """For one line: what the row says of itself, right or wrong."""
        named = (self.cells.get(name, "") for name in ("held_on", "activity_type", "title"))
        return " · ".join(text[:80] for text in named if text)

    def as_activity(self):
        return Activity(**self.values())

    def values(self):
        """What an `Activity` of this row is made with; the initiatives are linked apart."""
        data = self.cleaned_data
        named = ("held_on", "activity_type", *COUNT_FIELDS, "rating_linked_to_learning", *TEXTS, "audience")
        school = {"school": data["school_code"]}
        title = data["title"] or str(ActivityType(data["activity_type"]).label)
        return {name: data[name] for name in named} | school | {"title": title}
