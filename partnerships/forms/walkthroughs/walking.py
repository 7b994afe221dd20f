"""Forms of a walkthrough: when and who, the team as counts, what was agreed on."""

from django import forms
from django.db import transaction
from django.db.models import Q
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from district.access import Can
from district.forms.fields import DayInput
from district.forms.guard import NotUnseen
from district.models import Language, School
from partnerships.models import AgreedRating, Commendation, Component, TeamCount, Walkthrough
from partnerships.models.instruments import Audience
from partnerships.models.surveys import Survey
from partnerships.models.walkthroughs import MOST_IN_A_ROLE, TeamRole
from plans.forms.implementation import helper, people


class WalkthroughForm(NotUnseen, forms.ModelForm):
    """`schools`: where the person may hold walkthroughs. The school stays once somebody has rated it or
    recommended something for it: a recommendation bears its school."""

    languages = forms.MultipleChoiceField(
        label=gettext_lazy("Languages spoken in the team"), required=False, widget=forms.CheckboxSelectMultiple
    )

    class Meta:
        model = Walkthrough
        fields = ["school", "held_on", "facilitator", "led_by", "languages", "survey"]
        widgets = {"held_on": DayInput()}
        help_texts = {
            "held_on": gettext_lazy("On this day the team can rate by the code, without accounts."),
            "led_by": gettext_lazy("For a facilitator without an account: the office or organization, not a person."),
            "survey": gettext_lazy("A survey of families or staff at this school, whose count the report names."),
        }

    helper = helper(gettext_lazy("Save"), "walkthrough")

    def __init__(self, *args, schools, **kwargs):
        super().__init__(*args, **kwargs)
        walk = self.instance
        self.fields["school"].queryset = School.objects.filter(pk__in=schools)
        self.fields["facilitator"].queryset = people(Can.RUN_WALKTHROUGH, walk.facilitator_id).order_by("name")
        self.fields["languages"].choices = [(one.tag, _(one.name)) for one in Language.objects.all()]
        fitting = Q(places__school__in=schools, version__instrument__audience__in=[Audience.FAMILIES, Audience.STAFF])
        self.fields["survey"].queryset = Survey.objects.filter(fitting | Q(pk=walk.survey_id)).distinct()
        if walk.pk and (walk.sheets.exists() or walk.recommendations.exists()):
            del self.fields["school"]

    def clean(self):
        data = super().clean()
        survey = data.get("survey")
        school = data.get("school") or self.instance.school_id and self.instance.school
        if survey and school and not survey.places.filter(school=school).exists():
            self.add_error("survey", _("This survey is not asked at that school."))
        return data


class TeamForm(forms.Form):
    """How many walk along by role, and how many are in the team of each part. Empty: nobody.

    It carries the counts as the person saw them: whoever saves second is told, and their own counts stay in the form.
    """

    seen = forms.CharField(required=False, widget=forms.HiddenInput, max_length=500)

    helper = helper(gettext_lazy("Save"), "walkthrough-team")

    def __init__(self, *args, walkthrough, **kwargs):
        super().__init__(*args, **kwargs)
        self.walkthrough = walkthrough
        kept = {(one.role, one.component): one.total for one in walkthrough.team.all()}
        self.rows = {f"role-{role.value.lower()}": (role.value, "", role.label) for role in TeamRole}
        for part in Component:
            label = _("In the team of “%(part)s”") % {"part": part.label}
            self.rows[f"part-{part.value.lower()}"] = ("", part.value, label)
        for name, (role, part, label) in self.rows.items():
            self.fields[name] = forms.IntegerField(
                label=label,
                min_value=0,
                max_value=MOST_IN_A_ROLE,
                required=False,
                initial=kept.get((role, part)),
                widget=forms.NumberInput(attrs={"inputmode": "numeric"}),
            )

        self.initial["seen"] = " ".join(f"{role}{part}:{total}" for (role, part), total in sorted(kept.items()))

    def clean(self):
        data = super().clean()
        if data.get("seen", "") != self.initial["seen"]:
            self.data = self.data.copy()
            self.data["seen"] = self.initial["seen"]
            now = ", ".join(str(one) for one in self.walkthrough.team.all())
            self.add_error(
                None,
                _("Somebody has changed these counts while you were writing. Now they are: %(counts)s. Save again to "
                  "put yours in their place.") % {"counts": now or _("none")},
            )  # fmt: skip
        return data

    @transaction.atomic
    def save(self):
        self.walkthrough.team.all().delete()
        TeamCount.objects.bulk_create(
            TeamCount(walkthrough=self.walkthrough, role=role, component=part, total=self.cleaned_data[name])
            for name, (role, part, _label) in self.rows.items()
            if self.cleaned_data[name]
        )


class AgreedForm(NotUnseen, forms.ModelForm):
    class Meta:
        model = AgreedRating
        fields = ["level", "note"]
        widgets = {"level": forms.RadioSelect, "note": forms.Textarea(attrs={"rows": 3})}

    helper = helper(gettext_lazy("Save and go to the next item"), "walkthrough-agreed")

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["level"].choices = [one for one in self.fields["level"].choices if one[0] != ""]


class CommendationForm(NotUnseen, forms.ModelForm):
    class Meta:
        model = Commendation
        fields = ["component", "text"]

    helper = helper(gettext_lazy("Save"), "walkthrough-commendation")
