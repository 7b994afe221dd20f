"""Forms of the Parent Advisory Group: members, meetings, questions and answers, what was carried back."""

from django import forms
from django.utils import timezone
from django.utils.translation import get_language, gettext_lazy
from django.utils.translation import gettext as _

from district.forms.fields import DayInput
from district.forms.guard import NotUnseen
from district.models import Language, School
from governance.advisory import questions
from governance.forms.choosing import SaysWhenNothingIsChosen
from governance.forms.meetings import ClockInput, SentOnce
from governance.models import (
    AdvisoryItem,
    AdvisoryMeeting,
    AdvisoryMember,
    AdvisoryQuestion,
    CarriedBack,
    SeatTerm,
)
from governance.models.advisory import ComesFrom, QuestionState
from governance.models.councils import SeatKind
from governance.models.meetings import MeetingMode
from plans.forms.implementation import helper
from plans.models import Initiative

NO_CHILD = gettext_lazy("Never the name of a child or of anybody at a school.")


def language_choices():
    return [(one.tag, one.name) for one in Language.objects.all()]


def languages_field(label):
    return forms.MultipleChoiceField(label=label, widget=forms.CheckboxSelectMultiple)


class OfTheGroup(SaysWhenNothingIsChosen, NotUnseen, SentOnce, forms.ModelForm):
    """What all these forms share: nothing is overwritten unseen, sent twice adds one, languages come from the list."""

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        if "languages" in self.fields:
            self.fields["languages"].choices = language_choices()
        if "language" in self.fields:
            self.fields["language"] = forms.ChoiceField(label=self.fields["language"].label, choices=language_choices())
        if "initiative" in self.fields:
            found = Initiative.objects.select_related("priority_action__cycle")
            self.fields["initiative"].queryset = found.order_by("priority_action__cycle", "code")


# ---------------------------------------------------------------------- members


class MemberForm(OfTheGroup):
    """Who speaks for a school: a parent who sits on its council, or another by name."""

    term = forms.ModelChoiceField(
        label=gettext_lazy("A parent on the school's council"),
        queryset=SeatTerm.objects.none(),
        required=False,
        empty_label=gettext_lazy("Somebody else"),
    )
    languages = languages_field(gettext_lazy("Languages"))

    class Meta:
        model = AdvisoryMember
        fields = ["comes_from", "name", "contact", "languages", "starts_on", "ends_on"]
        widgets = {"starts_on": DayInput(), "ends_on": DayInput(), "comes_from": forms.RadioSelect}
        help_texts = {
            "name": gettext_lazy("Only where it is somebody else. An adult's name."),
            "contact": gettext_lazy("A telephone number or an e-mail address, for those who run the group."),
            "ends_on": gettext_lazy("Leave it empty while nobody knows."),
        }

    helper = helper(gettext_lazy("Save"), "advisory-member")
    field_order = ["term", "name", "comes_from", "contact", "languages", "starts_on", "ends_on"]

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["languages"].required = self.fields["name"].required = False
        if self.instance.pk:
            del self.fields["term"]
            if self.instance.user_id:
                del self.fields["name"]
            else:
                self.fields["name"].help_text = _("An adult's name.")
            return
        today = timezone.localdate()
        self.initial["starts_on"] = self.initial.get("starts_on") or today
        terms = SeatTerm.objects.on(today).filter(council__school=self.instance.school, kind=SeatKind.PARENT)
        self.fields["term"].queryset = terms.select_related("user").order_by("pk")

    def _get_validation_exclusions(self):
        return super()._get_validation_exclusions() - {"school", "user"}

    def clean(self):
        data = super().clean()
        if term := data.get("term"):
            self.instance.user = term.user
            data["name"] = "" if term.user_id else term.name
            data["comes_from"] = ComesFrom.COUNCIL
            data["contact"] = data.get("contact") or term.contact
        elif not self.instance.user_id and not data.get("name") and "name" not in self.errors:
            self.add_error("name", _("Say who it is: choose somebody of the council, or write a name."))
        return data


# ---------------------------------------------------------------------- meetings


class AdvisoryMeetingForm(OfTheGroup):
    languages = languages_field(gettext_lazy("Languages of the meeting"))
    link = forms.URLField(label=gettext_lazy("Link to take part"), required=False, assume_scheme="https")

    class Meta:
        model = AdvisoryMeeting
        fields = ["held_on", "starts_at", "mode", "place", "link", "languages", "interpretation"]
        widgets = {"held_on": DayInput(), "starts_at": ClockInput(), "mode": forms.RadioSelect}
        help_texts = {"interpretation": gettext_lazy("For example: Spanish and Karen; child care is offered.")}

    helper = helper(gettext_lazy("Save"), "advisory-meeting")

    def _get_validation_exclusions(self):
        return super()._get_validation_exclusions() - {"state"}

    def clean(self):
        data = super().clean()
        mode = data.get("mode")
        if mode in (MeetingMode.IN_PERSON, MeetingMode.HYBRID) and not data.get("place"):
            self.add_error("place", _("Where do people come together?"))
        if mode in (MeetingMode.REMOTE, MeetingMode.HYBRID) and not data.get("link") and "link" not in self.errors:
            self.add_error("link", _("By which link does one take part?"))
        return data


class AdvisoryItemForm(OfTheGroup):
    class Meta:
        model = AdvisoryItem
        fields = ["section", "title", "title_es", "presenter", "minutes", "initiative", "notes"]
        labels = {"minutes": gettext_lazy("Length in minutes")}
        widgets = {"section": forms.RadioSelect, "notes": forms.Textarea(attrs={"rows": 6})}
        help_texts = {"notes": gettext_lazy("What was said, once it was said. Never the name of a child.")}

    helper = helper(gettext_lazy("Save"), "advisory-item")

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["section"].choices = [one for one in self.fields["section"].choices if one[0]]


class AdvisoryNotesForm(OfTheGroup):
    class Meta:
        model = AdvisoryMeeting
        fields = ["notes_en", "notes_es"]
        widgets = {
            "notes_en": forms.Textarea(attrs={"rows": 10}),
            "notes_es": forms.Textarea(attrs={"rows": 10}),
        }
        help_texts = {"notes_en": gettext_lazy("Short enough to be read out at a school. Never the name of a child.")}

    helper = helper(gettext_lazy("Save"), "advisory-notes")


class AdvisoryGuestsForm(forms.ModelForm):
    class Meta:
        model = AdvisoryMeeting
        fields = ["guests_total"]
        widgets = {"guests_total": forms.NumberInput(attrs={"inputmode": "numeric", "class": "form-control"})}


class CancelMeetingForm(forms.Form):
    reason = forms.CharField(label=gettext_lazy("Why is it cancelled?"), max_length=300)
    helper = helper(gettext_lazy("Cancel the meeting"))


class SureForm(forms.Form):
    helper = helper(gettext_lazy("Yes, go on"))


# ---------------------------------------------------------------------- questions


class QuestionForm(OfTheGroup):
    """A question as it is asked. `schools`: for which the person may ask; `members` are of these schools."""

    class Meta:
        model = AdvisoryQuestion
        fields = ["school", "member", "language", "text", "text_en", "text_es", "topic", "initiative", "indicator",
                  "meeting", "asked_on"]  # fmt: skip
        widgets = {
            "text": forms.Textarea(attrs={"rows": 5}),
            "text_en": forms.Textarea(attrs={"rows": 3}),
            "text_es": forms.Textarea(attrs={"rows": 3}),
            "asked_on": DayInput(),
        }
        help_texts = {
            "member": gettext_lazy("Who brings it; only those who run the group and the school see it."),
            "text": gettext_lazy("In the words and language in which it was asked. Never the name of a child."),
            "text_en": gettext_lazy("For the answer and the public page; can be added later."),
        }

    helper = helper(gettext_lazy("Save the question"), "advisory-question")

    def __init__(self, *args, schools, **kwargs):
        super().__init__(*args, **kwargs)
        own = School.objects.filter(pk__in=schools).order_by("name")
        self.fields["school"].queryset = own
        if not self.instance.pk:
            self.initial["asked_on"] = self.initial.get("asked_on") or timezone.localdate()
            self.initial["language"] = get_language()
            first = list(own[:2])
            self.initial["school"] = first[0].pk if len(first) == 1 else None
        members = AdvisoryMember.objects.filter(school__in=schools).select_related("school", "user")
        self.fields["member"].queryset = members
        self.fields["member"].label_from_instance = lambda one: f"{one.school}: {one}"
        self.fields["meeting"].queryset = AdvisoryMeeting.objects.exclude(state="CANCELLED")

    def clean(self):
        data = super().clean()
        member = data.get("member")
        if member and data.get("school") and member.school_id != data["school"].pk:
            self.add_error("member", _("This member speaks for another school."))
        tag = data.get("language")
        if tag in ("en", "es"):  # asked in a language of the portal: it stands there without a translation
            data[f"text_{tag}"] = data.get(f"text_{tag}") or data.get("text", "")
        return data


class OfficeForm(OfTheGroup):
    class Meta:
        model = AdvisoryQuestion
        fields = ["office"]
        help_texts = {"office": gettext_lazy("Who finds out: an office and, where it helps, a person there.")}

    helper = helper(gettext_lazy("Hand it on"), "advisory-office")

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["office"].required = True

    def clean(self):
        data = super().clean()
        if self.instance.is_open:
            self.instance.state = QuestionState.WITH_OFFICE
        else:
            self.add_error(None, questions.why_not_changed(self.instance))
        return data


class AnswerForm(OfTheGroup):
    """The Superintendent's answer in both languages, and what it promises."""

    class Meta:
        model = AdvisoryQuestion
        fields = ["answered_on", "answer_en", "answer_es", "text_en", "text_es", "follow_up", "follow_up_by"]
        widgets = {
            "answered_on": DayInput(),
            "answer_en": forms.Textarea(attrs={"rows": 6}),
            "answer_es": forms.Textarea(attrs={"rows": 6}),
            "text_en": forms.Textarea(attrs={"rows": 3}),
            "text_es": forms.Textarea(attrs={"rows": 3}),
            "follow_up_by": DayInput(),
        }
        labels = {
            "text_en": gettext_lazy("The question in English"),
            "text_es": gettext_lazy("The question in Spanish"),
        }
        help_texts = {
            "answer_en": NO_CHILD,
            "answer_es": gettext_lazy("To be published it stands in both languages."),
            "follow_up": gettext_lazy("For example: a letter to the city about the crossing."),
        }

    helper = helper(gettext_lazy("Save the answer"), "advisory-answer")

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.initial["answered_on"] = self.initial.get("answered_on") or timezone.localdate()
        self.fields["answered_on"].required = self.fields["answer_en"].required = True

    def clean(self):
        data = super().clean()
        day = data.get("answered_on")
        if day and day < self.instance.asked_on:
            self.add_error("answered_on", _("No answer comes before its question."))
        if day and day > timezone.localdate():
            self.add_error("answered_on", _("This day is still to come."))
        promised, by = data.get("follow_up"), data.get("follow_up_by")
        if promised and not by and "follow_up_by" not in self.errors:
            self.add_error("follow_up_by", _("By when?"))
        if by and not promised:
            self.add_error("follow_up", _("What is promised by that day?"))
        if self.instance.state == QuestionState.WITHDRAWN:
            self.add_error(None, questions.why_not_changed(self.instance))
        if self.instance.published_on and not (data.get("answer_es") and data.get("text_es") and data.get("text_en")):
            self.add_error(None, _("It is public: keep it in both languages, or take it off the public page first."))
        if not promised:
            self.instance.follow_up_kept = self.instance.follow_up_note = ""
        self.instance.state = QuestionState.ANSWERED
        return data


class PromiseForm(OfTheGroup):
    class Meta:
        model = AdvisoryQuestion
        fields = ["follow_up_kept", "follow_up_note"]
        widgets = {"follow_up_kept": forms.RadioSelect}

    helper = helper(gettext_lazy("Save"), "advisory-promise")

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["follow_up_kept"].required = True
        self.fields["follow_up_kept"].choices = [one for one in self.fields["follow_up_kept"].choices if one[0]]


# ---------------------------------------------------------------------- carried back


class CarriedBackForm(OfTheGroup):
    languages = languages_field(gettext_lazy("Languages"))

    class Meta:
        model = CarriedBack
        fields = ["school", "day", "how", "languages", "people_total"]
        widgets = {"day": DayInput(), "how": forms.RadioSelect}
        help_texts = {"people_total": gettext_lazy("Count or estimate; never names.")}

    helper = helper(gettext_lazy("Save"), "advisory-carried")

    def __init__(self, *args, schools, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["school"].queryset = schools
        self.fields["how"].choices = [one for one in self.fields["how"].choices if one[0]]
        self.initial["day"] = self.initial.get("day") or timezone.localdate()
        first = list(schools[:2])
        self.initial["school"] = first[0].pk if len(first) == 1 else None

    def clean_day(self):
        day = self.cleaned_data["day"]
        if day > timezone.localdate():
            raise forms.ValidationError(_("This day is still to come."))
        first = self.instance.question.answered_on if self.instance.question_id else self.instance.meeting.held_on
        if day < first:
            raise forms.ValidationError(_("Nothing is carried back before it was said."))
        return day
