"""Forms of the profiles: rating a domain, observing a meeting, counts, actions, and what the district looks for."""

from django import forms
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from district import school_years
from district.access import Can, roles_granting
from district.forms.fields import DayInput, day_not_to_come
from district.forms.following import EndWithEvidenceForm, people_at_or_of_office
from district.forms.guard import NotUnseen
from district.models import Language, Membership, User
from governance.effectiveness import support
from governance.effectiveness.rubric import criteria, level_choices
from governance.forms.choosing import SaysWhenNothingIsChosen
from governance.models import (
    DomainRating,
    EffectivenessProfile,
    EffectivenessRules,
    ImprovementAction,
    ImprovementNote,
    Observation,
    Observer,
    VoiceCount,
)
from governance.models.effectiveness import MOST_FAMILIES, MOST_MEMBERS, GradeBand
from indicators.models import Indicator
from plans.forms.implementation import helper

GROUPS_ONLY = gettext_lazy("Write about the council as a whole, never about one person.")


def text_area(rows=3):
    return forms.Textarea(attrs={"rows": rows})


class RatingForm(NotUnseen, forms.ModelForm):
    class Meta:
        model = DomainRating
        fields = ["rating", "reason", "next_step"]
        widgets = {"rating": forms.RadioSelect, "reason": text_area(4), "next_step": text_area()}
        help_texts = {"reason": GROUPS_ONLY}

    helper = helper(gettext_lazy("Save"), "council-rating")

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["rating"].choices = [one for one in self.fields["rating"].choices if one[0]]


class WorkedOnForm(SaysWhenNothingIsChosen, NotUnseen, forms.ModelForm):
    class Meta:
        model = EffectivenessProfile
        fields = ["worked_on", "worked_how"]
        widgets = {"worked_how": text_area(4)}
        help_texts = {"worked_on": gettext_lazy("How it moved is shown beside the profile, and never scored.")}

    helper = helper(gettext_lazy("Save"), "council-worked-on")

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["worked_on"].queryset = Indicator.objects.equity()


class ObservationForm(NotUnseen, forms.ModelForm):
    """The rubric, level by level, with room for what was seen."""

    class Meta:
        model = Observation
        fields = [
            "agenda",
            "agenda_seen",
            "voice",
            "voice_seen",
            "data",
            "data_seen",
            "follow_up",
            "follow_up_seen",
        ]
        widgets = {f"{code}_seen": text_area(2) for code in ("agenda", "voice", "data", "follow_up")}

    helper = helper(gettext_lazy("Save the observation"), "council-observation")

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        for criterion in criteria(self.instance.rubric):
            self.fields[criterion.code] = forms.TypedChoiceField(
                label=str(criterion.title),
                choices=level_choices(criterion),
                coerce=int,
                widget=forms.RadioSelect,
            )
        self.fields["agenda_seen"].help_text = GROUPS_ONLY


class ObserverForm(SaysWhenNothingIsChosen, NotUnseen, forms.ModelForm):
    class Meta:
        model = Observer
        fields = ["user", "trained_on", "ends_on"]
        widgets = {"trained_on": DayInput(), "ends_on": DayInput()}

    helper = helper(gettext_lazy("Save"), "council-observer")

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        if self.instance.pk:
            del self.fields["user"]
        else:
            granted = Membership.objects.current().filter(role__in=roles_granting(Can.REVIEW_COUNCIL))
            trained = Observer.objects.values("user")
            people = User.objects.filter(pk__in=granted.values("user"), is_active=True).exclude(pk__in=trained)
            self.fields["user"].queryset = people
        self.fields["trained_on"].widget.attrs["max"] = timezone.localdate().isoformat()

    def clean_trained_on(self):
        return day_not_to_come(self.cleaned_data["trained_on"])


class VoicesForm(forms.Form):
    """Counts of parent members and of families, by home language and by grades. Empty: not counted."""

    helper = helper(gettext_lazy("Save"), "council-voices")

    def __init__(self, *args, school, fall_year, **kwargs):
        super().__init__(*args, **kwargs)
        self.school, self.fall_year = school, fall_year
        kept = VoiceCount.objects.filter(school=school, fall_year=fall_year)
        kept = {(one.language_id, one.grades): one for one in kept}
        self.rows = []
        for number, (language, grades) in enumerate(groups(school, fall_year, kept)):
            row = kept.get((language and language.pk, grades)) or VoiceCount(
                school=school, fall_year=fall_year, language=language, grades=grades
            )
            self.rows.append((f"row-{number}", row))
            for part, most, words in (
                ("members", MOST_MEMBERS, _("%(group)s: parent members")),
                ("families", MOST_FAMILIES, _("%(group)s: families of the school")),
            ):
                self.fields[f"row-{number}-{part}"] = forms.IntegerField(
                    label=words % {"group": row},
                    min_value=0,
                    max_value=most,
                    required=False,
                    initial=getattr(row, f"{part}_total"),
                )

    def save(self):
        for name, row in self.rows:
            row.members_total = self.cleaned_data[f"{name}-members"]
            row.families_total = self.cleaned_data[f"{name}-families"]
            if row.members_total is None and row.families_total is None:
                if row.pk:
                    row.delete()
            else:
                row.save()


def groups(school, fall_year, kept):
    """(language, "") and (None, grades) of all that can be counted at a school; of grades those it has, or counted."""
    yield from ((language, "") for language in Language.objects.all())
    day = min(timezone.localdate(), school_years.last_day(fall_year))
    profile = school.profiles.on(day).exclude(low_grade=None).first()
    for grades in GradeBand:
        first, last = grades.span
        is_taught = profile is None or (profile.low_grade <= last and profile.high_grade >= first)
        if is_taught or (None, grades.value) in kept:
            yield None, grades.value


class ActionForm(SaysWhenNothingIsChosen, NotUnseen, forms.ModelForm):
    class Meta:
        model = ImprovementAction
        fields = ["domain", "what", "owner", "who", "due_on", "shown_by", "service"]
        widgets = {"due_on": DayInput()}
        help_texts = {
            "owner": gettext_lazy("Somebody with an account sees it under “My work”."),
            "shown_by": gettext_lazy("A document, a figure, a day: whatever others can look at."),
            "service": gettext_lazy("What central office offers a school of this tier of support."),
        }

    helper = helper(gettext_lazy("Save"), "council-action")

    def __init__(self, *args, tier="", **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["owner"].queryset = people_at_or_of_office(
            self.instance.profile.school, Can.REVIEW_COUNCIL, self.instance.owner_id
        )
        self.fields["service"] = forms.ChoiceField(
            label=self.fields["service"].label,
            choices=support.choices(tier, self.instance.service),
            required=False,
            help_text=self.fields["service"].help_text,
        )

    def _post_clean(self):
        self.instance.tier = support.tier_of(self.cleaned_data.get("service", ""))
        super()._post_clean()


class NoteForm(forms.ModelForm):
    class Meta:
        model = ImprovementNote
        fields = ["text"]
        widgets = {"text": text_area(4)}
        help_texts = {"text": GROUPS_ONLY}

    helper = helper(gettext_lazy("Save"), "council-action-note")


class EndForm(EndWithEvidenceForm):
    helper = helper(gettext_lazy("Save"), "council-action-end")


class SurveyForm(forms.Form):
    """From when to when the council survey is open."""

    opens_on = forms.DateField(label=gettext_lazy("Open from"), widget=DayInput())
    closes_on = forms.DateField(label=gettext_lazy("Open until"), widget=DayInput())

    helper = helper(gettext_lazy("Open the survey"), "council-survey")

    def clean(self):
        data = super().clean()
        opens, closes = data.get("opens_on"), data.get("closes_on")
        first, last = school_years.all_days()
        if opens and not first <= opens <= last:
            self.add_error("opens_on", _("No school year holds this date."))
        if closes and not first <= closes <= last:
            self.add_error("closes_on", _("No school year holds this date."))
        elif opens and closes and closes < max(opens, timezone.localdate()):
            self.add_error("closes_on", _("A survey closes after it opens, on a day to come."))
        return data


class RulesForm(NotUnseen, forms.ModelForm):
    class Meta:
        model = EffectivenessRules
        fields = [
            "meetings_wanted",
            "quorum_share",
            "attendance_share",
            "interpretation_share",
            "answered_share",
            "observed_level",
        ]

    helper = helper(gettext_lazy("Save"), "council-wanted")
