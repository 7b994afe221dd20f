"""Finding activities: what the list can be filtered and sorted by, and how far it reads."""

import django_filters
from django.core.paginator import Paginator
from django.db.models import Exists, OuterRef, Q
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _

from district.access import Can, schools_where
from district.forms.fields import DayInput
from district.models import School, SchoolYear
from indicators.models import Indicator
from partnerships.activity_types import type_choices
from partnerships.choices import Audience, Rating
from partnerships.forms.fields import WHOLE_DISTRICT
from partnerships.models import Activity, Partner
from plans.models import Initiative

COUNTED_TO = 10_000  # a list says "more than" beyond this, and is not sorted by columns without an index
SEARCHED = 20_000  # words are looked for in this many of the newest activities that the other filters leave
SORTS = {
    "held_on": ("held_on", "pk"),
    "title": ("title", "pk"),
    "school": ("school__name", "-held_on", "-pk"),
    "activity_type": ("activity_type", "-held_on", "-pk"),
}
NEWEST_FIRST = "-held_on"


def school_choices(request):
    schools = School.objects.filter(pk__in=schools_where(request.user, Can.VIEW_ACTIVITY))
    return [(WHOLE_DISTRICT, _("The whole district (no single school)")), *schools.values_list("code", "name")]


def linked(through, **conditions):
    """Activities with a link that meets the conditions; no row comes twice, however many links do."""
    return Exists(through.objects.filter(activity=OuterRef("pk"), **conditions))


class ActivityFilter(django_filters.FilterSet):
    q = django_filters.CharFilter(label=_("Words in title or notes"), method="remember_words", max_length=80)
    school = django_filters.ChoiceFilter(label=_("School"), empty_label=_("All"), method="at_school")
    type = django_filters.ChoiceFilter(
        label=_("Type"), empty_label=_("All"), field_name="activity_type", choices=type_choices
    )
    year = django_filters.ChoiceFilter(label=_("School year"), empty_label=_("All"), method="in_year")
    since = django_filters.DateFilter(label=_("From"), field_name="held_on", lookup_expr="gte", widget=DayInput())
    until = django_filters.DateFilter(label=_("Until"), field_name="held_on", lookup_expr="lte", widget=DayInput())
    initiative = django_filters.ChoiceFilter(label=_("Initiative"), empty_label=_("All"), method="with_initiative")
    indicator = django_filters.ChoiceFilter(label=_("Equity indicator"), empty_label=_("All"), method="with_indicator")
    partner = django_filters.ModelChoiceFilter(
        label=_("Partner"),
        empty_label=_("All"),
        queryset=lambda request: Partner.objects.visible_to(request.user).unmerged(),
        method="with_partner",
    )
    person = django_filters.CharFilter(
        label=_("Logged by (name)"), field_name="logged_by__name", lookup_expr="icontains", max_length=80
    )
    quality = django_filters.ChoiceFilter(
        label=_("Quality"),
        empty_label=_("All"),
        method="of_quality",
        choices=[
            ("linked", _("Linked to learning (rated 2 or 3)")),
            ("dual", _("Builds capacity of families and staff")),
            ("unrated", _("Not rated yet")),
            ("late", _("What follows is late")),
        ],
    )

    class Meta:
        model = Activity
        fields = []

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.filters["school"].extra["choices"] = school_choices(self.request)
        self.filters["year"].extra["choices"] = [(year.fall_year, str(year)) for year in SchoolYear.objects.all()]
        initiatives = Initiative.objects.values_list("code", "title")
        self.filters["initiative"].extra["choices"] = [(code, f"{code} {title}") for code, title in initiatives]
        indicators = Indicator.objects.equity()
        self.filters["indicator"].extra["choices"] = [(found.code, found.short_name) for found in indicators]

    def at_school(self, queryset, name, value):
        if value == WHOLE_DISTRICT:
            return queryset.filter(school_key=0)
        return queryset.filter(school_key=School.objects.values("pk").get(code=value)["pk"])

    def in_year(self, queryset, name, value):
        return queryset.in_school_year(int(value))

    def with_initiative(self, queryset, name, value):
        return queryset.filter(linked(Activity.initiatives.through, initiative__code=value))

    def with_indicator(self, queryset, name, value):
        return queryset.filter(linked(Activity.indicators.through, indicator=value))

    def with_partner(self, queryset, name, value):
        return queryset.filter(linked(Activity.partners.through, partner=value))

    def of_quality(self, queryset, name, value):
        if value == "dual":
            return queryset.filter(audience=Audience.BOTH)
        if value == "late":
            return queryset.late_to_follow_up(timezone.localdate())
        if value == "unrated":
            return queryset.filter(rating_linked_to_learning=None)
        return queryset.filter(rating_linked_to_learning__gte=Rating.PRESENT)

    def remember_words(self, queryset, name, value):
        return queryset  # last of all, see `matching`

    @cached_property
    def words(self):
        self.form.full_clean()
        return self.form.cleaned_data.get("q", "")

    def matching(self):
        """The activities that pass every filter. Values that make no sense are ignored; the form says so."""
        found = self.qs
        if not self.words:
            return found
        window = found.order_by("-held_on", "-pk").values("pk")[:SEARCHED]
        hit = Q(title__icontains=self.words) | Q(notes__icontains=self.words)
        return Activity.objects.filter(hit, pk__in=window)

    def reads_only_the_newest(self):
        """Whether there are more activities than the words were looked for in."""
        return bool(self.words) and self.qs.order_by("-held_on", "-pk")[SEARCHED : SEARCHED + 1].exists()

    def active_total(self):
        return sum(1 for value in self.form.cleaned_data.values() if value)


class CountedToPaginator(Paginator):
    """Pages of a list that is counted up to COUNTED_TO and no further: the cost does not grow with the table."""

    @cached_property
    def found(self):
        return self.object_list.order_by()[: COUNTED_TO + 1].count()

    @property
    def has_more(self):
        return self.found > COUNTED_TO

    @cached_property
    def count(self):
        return min(self.found, COUNTED_TO)


def sorted_by(queryset, asked, may_sort):
    """The queryset in the order asked for, and that order's name; newest first where it cannot be done."""
    key = (asked or "").removeprefix("-")
    if key not in SORTS or (key != "held_on" and not may_sort):
        asked = NEWEST_FIRST
        key = "held_on"
    if not asked.startswith("-"):
        return queryset.order_by(*SORTS[key]), asked
    flipped = [field.removeprefix("-") if field.startswith("-") else f"-{field}" for field in SORTS[key]]
    return queryset.order_by(*flipped), asked
