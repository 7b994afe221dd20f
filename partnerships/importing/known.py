"""What the rows of one table are checked against, each thing read once, when the first row asks for it."""

from functools import cached_property

from django.utils.translation import gettext_lazy

from district.access import Can, may_district_wide, schools_where
from district.models import Language, School, SchoolYear
from indicators.models import Indicator
from partnerships.activity_types import ActivityType
from partnerships.choices import Audience
from partnerships.forms.fields import WHOLE_DISTRICT, only_school
from partnerships.importing.words import in_every_language, known_words, plain
from partnerships.models import Activity, Partner, YearlyReach
from plans.models import Initiative

YES, NO = gettext_lazy("Yes"), gettext_lazy("No")


class Known:
    """For one person: the schools where they may log, the words that they may write. `answers` is what readers keep."""

    def __init__(self, user):
        self.user = user
        self.answers = {}

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
        ordered = Initiative.objects.order_by("priority_action__cycle__first_fall_year", "code")
        return {initiative.code: initiative for initiative in ordered.only("code", "title")}

    @cached_property
    def partners(self):
        """Active partners that the person may see, by plain name."""
        seen = Partner.objects.visible_to(self.user).filter(is_active=True)
        return {plain(partner.name): partner for partner in seen.only("name")}

    @cached_property
    def indicators(self):
        return list(Indicator.objects.equity())

    @cached_property
    def indicator_words(self):
        """Codes by what an indicator is called: its code, its short name."""
        words = {plain(word): one.code for one in self.indicators for word in (one.code, one.short_name)}
        return words | in_every_language(lambda: {one.code: one.short_name for one in self.indicators})

    @cached_property
    def languages(self):
        return list(Language.objects.all())

    @cached_property
    def language_words(self):
        names = {plain(word): one.tag for one in self.languages for word in (one.tag, one.name, one.own_name)}
        return names | in_every_language(lambda: {one.tag: str(one) for one in self.languages})

    @cached_property
    def types(self):
        return known_words(ActivityType)

    @cached_property
    def audiences(self):
        return known_words(Audience)

    @cached_property
    def yes_and_no(self):
        both = in_every_language(lambda: {True: YES, False: NO})
        return both | {"1": True, "x": True, "true": True, "0": False, "false": False}

    @cached_property
    def district_words(self):
        """How a file names the whole district instead of a school; "0" for those who fill in a template."""
        return set(in_every_language(lambda: {"district": Activity().place_of_record()})) | {WHOLE_DISTRICT}

    @cached_property
    def enrolled_families(self):
        """{school: families enrolled, as it stated last}."""
        stated = YearlyReach.objects.filter(families_enrolled__isnull=False).order_by("fall_year")
        return dict(stated.values_list("school", "families_enrolled"))

    def remember_activities(self, keys):
        """Look up at once which of these the portal has; `has_activity` needs no query for them then."""
        kept = Activity.objects.kept().filter(pk__in=keys)
        self.answers.setdefault("activities", {}).update(
            dict.fromkeys(keys, False) | dict.fromkeys(kept.values_list("pk", flat=True), True)
        )

    def has_activity(self, pk):
        known = self.answers.setdefault("activities", {})
        if pk not in known:
            self.remember_activities([pk])
        return known[pk]
