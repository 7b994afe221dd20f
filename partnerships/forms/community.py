"""Forms of community challenges: opportunities and what follows, topics, totals of a year, results told."""

from django import forms
from django.db.models import Q
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from district.access import Can, may_district_wide
from district.forms.evidence import WithEvidence
from district.forms.fields import DayInput, LongCheckList, day_not_to_come
from district.forms.following import EndWithEvidenceForm, people_at_or_of_office
from district.forms.guard import NotUnseen
from district.models import Language, School
from indicators.models import Indicator
from partnerships.activity_types import ActivityType
from partnerships.community.homeless import STATED
from partnerships.models import (
    Activity,
    HomelessServices,
    LearningTopic,
    NeedHeard,
    Opportunity,
    OpportunityAction,
    Partner,
    ResultsMessage,
)
from plans.forms.implementation import helper, people

DISTRICT = gettext_lazy("The whole district")
AROUND = 10  # days between what was planned and what was logged


def language_field(label):
    return forms.MultipleChoiceField(label=label, required=False, widget=forms.CheckboxSelectMultiple)


def activity_label(one):
    day = date_format(one.held_on, "SHORT_DATE_FORMAT")
    return f"{day} · {one}, {one.place_of_record()}"


class AtSchools(NotUnseen):
    """Mixin: a school where the person may log activities, or the whole district for whoever may do so there; and the
    activities of one type that can be named, each by one record only."""

    activity_type = None

    def set_up(self, by, schools):
        self.fields["school"].queryset = School.objects.filter(Q(pk__in=schools) | Q(pk=self.instance.school_id))
        self.fields["school"].required = not may_district_wide(by, Can.EDIT_ACTIVITY)
        self.fields["school"].empty_label = str(DISTRICT) if not self.fields["school"].required else "---------"
        self.fields["languages"].choices = [(one.tag, _(one.name)) for one in Language.objects.all()]

    def offer_activities(self, by, taken):
        logged = Activity.objects.visible_to(by).filter(activity_type=self.activity_type).exclude(pk__in=taken)
        own = Q(pk=self.instance.activity_id)
        self.fields["activity"].queryset = (
            Activity.objects.filter(own | Q(pk__in=logged.values("pk"))).select_related("school").order_by("-held_on")
        )
        self.fields["activity"].label_from_instance = activity_label

    def check_place(self, data):
        activity, school = data.get("activity"), data.get("school")
        if activity and activity.school_id != (school.pk if school else None):
            self.add_error("activity", _("This activity was logged for another school."))


class OpportunityForm(AtSchools, forms.ModelForm):
    languages = language_field(gettext_lazy("Languages"))
    activity_type = ActivityType.COMMUNITY_LEARNING

    class Meta:
        model = Opportunity
        fields = ["title", "school", "held_on", "topics", "partners", "languages", "activity", "is_cancelled"]
        widgets = {
            "held_on": DayInput(),
            "topics": forms.CheckboxSelectMultiple,
            "partners": LongCheckList,
        }
        help_texts = {
            "activity": gettext_lazy(
                "After it took place: log it under Activities, then choose it here. Its counts are read from there."
            ),
        }

    helper = helper(gettext_lazy("Save"), "opportunity")

    def __init__(self, *args, by, schools, **kwargs):
        super().__init__(*args, **kwargs)
        if not self.instance.pk:
            del self.fields["is_cancelled"]
        self.set_up(by, schools)
        chosen = self.instance.topics.values("pk") if self.instance.pk else LearningTopic.objects.none().values("pk")
        self.fields["topics"].queryset = LearningTopic.objects.filter(Q(is_retired=False) | Q(pk__in=chosen))
        self.fields["partners"].queryset = Partner.objects.order_by("name")
        named = Opportunity.objects.exclude(activity=None).exclude(pk=self.instance.pk)
        self.offer_activities(by, named.values("activity"))

    def clean(self):
        data = super().clean()
        self.check_place(data)
        activity, day = data.get("activity"), data.get("held_on")
        if activity and day and abs((activity.held_on - day).days) > AROUND:
            self.add_error("activity", _("This activity was logged for quite another day."))
        return data


class NeedForm(NotUnseen, forms.ModelForm):
    class Meta:
        model = NeedHeard
        fields = ["theme", "note"]

    helper = helper(gettext_lazy("Save"), "opportunity-need")


class OpportunityActionForm(NotUnseen, forms.ModelForm):
    """Offered are people who see the opportunity: of its school and central office, or of all schools."""

    class Meta:
        model = OpportunityAction
        fields = ["what", "owner", "who", "due_on"]
        widgets = {"due_on": DayInput()}
        help_texts = {"owner": gettext_lazy("Somebody with an account sees it under “My work”.")}

    helper = helper(gettext_lazy("Save"), "opportunity-action")

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        school, chosen = self.instance.opportunity.school, self.instance.owner_id
        self.fields["owner"].queryset = (
            people_at_or_of_office(school, Can.FRAME_COMMUNITY, chosen)
            if school
            else people(Can.EDIT_ACTIVITY, chosen).order_by("name")
        )


class EndForm(EndWithEvidenceForm):
    helper = helper(gettext_lazy("Save"), "opportunity-action-end")


class TopicForm(NotUnseen, forms.ModelForm):
    """The code stays: exports name topics by it."""

    class Meta:
        model = LearningTopic
        fields = ["code", "name", "name_es", "is_challenge", "position", "is_retired"]

    helper = helper(gettext_lazy("Save"), "learning-topic")

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        if self.instance.pk:
            del self.fields["code"]


class HomelessForm(NotUnseen, forms.ModelForm):
    class Meta:
        model = HomelessServices
        fields = list(STATED)

    helper = helper(gettext_lazy("Save"), "homeless-services")


class ResultsMessageForm(WithEvidence, AtSchools, forms.ModelForm):
    languages = language_field(gettext_lazy("Languages"))
    activity_type = ActivityType.COMMUNICATION

    class Meta:
        model = ResultsMessage
        fields = [
            "title",
            "subject",
            "indicator",
            "school",
            "audience",
            "channel",
            "languages",
            "sent_on",
            "sent_total",
            "opened_total",
            "activity",
        ]
        widgets = {"sent_on": DayInput()}
        help_texts = {
            "sent_total": gettext_lazy("Copies, recipients or people present. Empty: not known."),
            "activity": gettext_lazy("If it was also logged under Activities. Then leave the two counts empty."),
        }

    helper = helper(gettext_lazy("Save"), "results-message")

    def __init__(self, *args, by, schools, **kwargs):
        super().__init__(*args, **kwargs)
        self.set_up(by, schools)
        self.fields["languages"].required = True
        self.fields["indicator"].queryset = Indicator.objects.equity()
        named = ResultsMessage.objects.exclude(activity=None).exclude(pk=self.instance.pk)
        self.offer_activities(by, named.values("activity"))
        self.add_evidence(by, self.instance.evidence)

    def clean_sent_on(self):
        return day_not_to_come(self.cleaned_data["sent_on"])

    def clean(self):
        data = super().clean()
        self.check_place(data)
        return data

    def save(self):
        self.instance.evidence = self.evidence
        return super().save()
