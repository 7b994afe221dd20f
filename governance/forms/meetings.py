"""Forms of council meetings: planning, announcing, agenda, attendance, motions, minutes, and the district's rules."""

import uuid
from datetime import datetime, time, timedelta

from django import forms
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from district import school_years
from district.forms.fields import DayInput
from district.forms.guard import NotUnseen
from governance.forms.choosing import SaysWhenNothingIsChosen
from governance.models import (
    AgendaItem,
    Attendance,
    CompactVersion,
    Correction,
    CouncilMeeting,
    MeetingRules,
    Minutes,
    Motion,
    ScheduleFiling,
    StandingItem,
)
from governance.models.compacts import CompactState
from governance.models.meeting_records import THERE
from governance.models.meetings import MeetingKind, MeetingMode, MeetingState
from plans.forms.implementation import helper

LONGEST_PLAN = timedelta(days=400)
NAMES = gettext_lazy("Never the name of a student.")


class ClockInput(forms.TimeInput):
    """A time of day: the browser's own picker."""

    input_type = "time"

    def __init__(self, attrs=None):
        super().__init__(attrs, format="%H:%M")


class SentOnce:
    """Mixin of a form that adds a record with a `key`: sent twice, through a lost connection, it adds one."""

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        if not self.instance.pk:
            self.fields["key"] = forms.UUIDField(widget=forms.HiddenInput, required=False)
            self.initial.setdefault("key", uuid.uuid4())

    def _post_clean(self):
        super()._post_clean()
        if not self.instance.pk:
            self.instance.key = self.cleaned_data.get("key")

    def sent_before(self):
        """What this very form made when it was sent the first time, or None."""
        if not self.is_bound or self.instance.pk:
            return None
        try:
            key = uuid.UUID(self.data.get(self.add_prefix("key"), ""))
        except ValueError:
            return None
        return type(self.instance)._default_manager.filter(key=key).first()


# ---------------------------------------------------------------------- planning


def needs_a_place(form, data):
    """How people get to a meeting: a place, or a link and how the public takes part (facts 4.6)."""
    mode = data.get("mode")
    if mode in (MeetingMode.IN_PERSON, MeetingMode.HYBRID) and not data.get("place") and "place" not in form.errors:
        form.add_error("place", _("Where do people come together?"))
    if mode in (MeetingMode.REMOTE, MeetingMode.HYBRID):
        if not data.get("link") and "link" not in form.errors:
            form.add_error("link", _("By which link does one take part?"))
        if not data.get("joining") and "joining" not in form.errors:
            form.add_error("joining", _("Say how the public takes part and speaks: the law wants it in the notice."))


class MeetingDetailsForm(NotUnseen, SentOnce, forms.ModelForm):
    """When and how a meeting takes place. The page supplies the council; one meeting a day."""

    link = forms.URLField(
        label=gettext_lazy("Link to take part"),
        required=False,
        assume_scheme="https",
        help_text=gettext_lazy("For a remote meeting, or one that is both."),
    )

    class Meta:
        model = CouncilMeeting
        fields = ["kind", "held_on", "starts_at", "mode", "place", "link", "joining", "interpretation",
                  "emergency_reason", "exempt_reason"]  # fmt: skip
        widgets = {
            "kind": forms.RadioSelect,
            "held_on": DayInput(),
            "starts_at": ClockInput(),
            "mode": forms.RadioSelect,
            "joining": forms.Textarea(attrs={"rows": 3}),
            "emergency_reason": forms.Textarea(attrs={"rows": 3}),
        }
        help_texts = {
            "kind": gettext_lazy("A special meeting may act only on business that was announced."),
            "joining": gettext_lazy("No registration may be asked for. How does one listen, and how does one speak?"),
            "interpretation": gettext_lazy("For example: Spanish; child care is offered."),
            "emergency_reason": gettext_lazy("Only for an emergency meeting."),
            "exempt_reason": gettext_lazy(
                "Only for what is no public meeting, such as a committee that interviews candidates for principal. No "
                "deadline of the law runs for it, nothing can be decided at it, and the public page does not show it. "
                "No names of candidates."
            ),
        }

    helper = helper(gettext_lazy("Save"), "council-meeting")

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["starts_at"].required = True

    def _get_validation_exclusions(self):
        return super()._get_validation_exclusions() - {"council", "state"}

    def clean_held_on(self):
        day = self.cleaned_data["held_on"]
        first, last = school_years.all_days()
        if not first <= day <= last:
            raise forms.ValidationError(_("No school year holds this date."))
        return day

    def clean(self):
        data = super().clean()
        needs_a_place(self, data)
        is_emergency = data.get("kind") == MeetingKind.EMERGENCY
        if is_emergency and not data.get("emergency_reason"):
            self.add_error("emergency_reason", _("Say what the emergency is: the law wants it in the minutes."))
        if not is_emergency:
            data["emergency_reason"] = ""
        return data


WEEKDAYS = [
    (0, gettext_lazy("Monday")),
    (1, gettext_lazy("Tuesday")),
    (2, gettext_lazy("Wednesday")),
    (3, gettext_lazy("Thursday")),
    (4, gettext_lazy("Friday")),
    (5, gettext_lazy("Saturday")),
]
WEEKS = [
    (1, gettext_lazy("first")),
    (2, gettext_lazy("second")),
    (3, gettext_lazy("third")),
    (4, gettext_lazy("fourth")),
    (-1, gettext_lazy("last")),
]


class YearForm(forms.Form):
    """Regular meetings of a year: one a month, on a certain weekday of the month."""

    week = forms.TypedChoiceField(label=gettext_lazy("Which week of the month"), choices=WEEKS, coerce=int)
    weekday = forms.TypedChoiceField(label=gettext_lazy("Weekday"), choices=WEEKDAYS, coerce=int)
    starts_at = forms.TimeField(label=gettext_lazy("Begins at"), widget=ClockInput, initial=time(18))
    first_day = forms.DateField(label=gettext_lazy("From"), widget=DayInput)
    last_day = forms.DateField(label=gettext_lazy("Until"), widget=DayInput)
    mode = forms.ChoiceField(
        label=gettext_lazy("How"), choices=MeetingMode.choices, widget=forms.RadioSelect, initial=MeetingMode.IN_PERSON
    )
    place = forms.CharField(label=gettext_lazy("Place"), max_length=200, required=False)
    link = forms.URLField(label=gettext_lazy("Link to take part"), required=False, assume_scheme="https")
    joining = forms.CharField(
        label=gettext_lazy("How the public takes part"),
        max_length=1000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
    )

    helper = helper(gettext_lazy("Put them on the calendar"), "council-year")

    def clean(self):
        data = super().clean()
        first, last = data.get("first_day"), data.get("last_day")
        if first and last:
            if last < first:
                self.add_error("last_day", _("The last day must not be before the first day."))
            elif last - first > LONGEST_PLAN:
                self.add_error("last_day", _("Plan one year at a time."))
            elif not (school_years.all_days()[0] <= first and last <= school_years.all_days()[1]):
                self.add_error("first_day", _("No school year holds this date."))
        needs_a_place(self, data)
        return data

    def days(self):
        """The days that the form describes, in order."""
        data, found = self.cleaned_data, []
        day = data["first_day"].replace(day=1)
        while day <= data["last_day"]:
            following = (day + timedelta(days=32)).replace(day=1)
            in_month = [day + timedelta(days=n) for n in range((following - day).days)]
            matching = [one for one in in_month if one.weekday() == data["weekday"]]
            chosen = matching[data["week"] - 1 if data["week"] > 0 else -1]
            if data["first_day"] <= chosen <= data["last_day"]:
                found.append(chosen)
            day = following
        return found

    def fields_of_meetings(self):
        return {name: self.cleaned_data[name] for name in ("starts_at", "mode", "place", "link", "joining")}


class FilingForm(NotUnseen, forms.ModelForm):
    class Meta:
        model = ScheduleFiling
        fields = ["filed_on"]
        widgets = {"filed_on": DayInput()}
        help_texts = {"filed_on": gettext_lazy("The day on which the city clerk received the schedule.")}

    helper = helper(gettext_lazy("Save"), "council-filing")

    def clean_filed_on(self):
        day = self.cleaned_data["filed_on"]
        if day > timezone.localdate():
            raise forms.ValidationError(_("This day is still to come."))
        return day


class PostingForm(forms.Form):
    """When something was made public; now, unless it hung on the door before the portal was told."""

    posted_on = forms.DateField(label=gettext_lazy("Day"), widget=DayInput)
    posted_time = forms.TimeField(label=gettext_lazy("Time"), widget=ClockInput)
    where = forms.CharField(
        label=gettext_lazy("Where else it was posted"),
        max_length=200,
        required=False,
        help_text=gettext_lazy("For example: school door, office, district website. The portal's page is always one."),
    )

    helper = helper(gettext_lazy("Post it"), "council-posting")

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        now = timezone.localtime()
        self.initial.setdefault("posted_on", now.date())
        self.initial.setdefault("posted_time", now.time().replace(second=0, microsecond=0))

    def clean(self):
        data = super().clean()
        day, clock = data.get("posted_on"), data.get("posted_time")
        if day and clock is not None:
            first, last = school_years.all_days()
            if not first <= day <= last:
                self.add_error("posted_on", _("No school year holds this date."))
                return data
            data["posted_at"] = timezone.make_aware(datetime.combine(day, clock))
            if data["posted_at"] > timezone.now() + timedelta(minutes=2):
                self.add_error("posted_time", _("This moment is still to come."))
        return data


class RecordingForm(PostingForm):
    recording = forms.URLField(label=gettext_lazy("Link to the recording or transcript"), assume_scheme="https")
    field_order = ["recording", "posted_on", "posted_time", "where"]


class CancelForm(forms.Form):
    reason = forms.CharField(label=gettext_lazy("Why is it cancelled?"), max_length=300)
    helper = helper(gettext_lazy("Cancel the meeting"))


class EndForm(forms.Form):
    ended_at = forms.TimeField(label=gettext_lazy("When did it end?"), widget=ClockInput, required=False)
    helper = helper(gettext_lazy("The meeting is over"))

    def __init__(self, *args, meeting, **kwargs):
        super().__init__(*args, **kwargs)
        self.meeting = meeting
        if meeting.held_on == timezone.localdate():
            self.initial.setdefault("ended_at", timezone.localtime().time().replace(second=0, microsecond=0))

    def clean_ended_at(self):
        ended = self.cleaned_data["ended_at"]
        if ended and self.meeting.starts_at and ended < self.meeting.starts_at:
            raise forms.ValidationError(_("A meeting does not end before it begins."))
        return ended


class ResumeForm(forms.Form):
    """Nothing to type; the page says what it does."""

    helper = helper(gettext_lazy("It is not over yet"))


# ---------------------------------------------------------------------- agenda


class ItemForm(NotUnseen, SentOnce, forms.ModelForm):
    class Meta:
        model = AgendaItem
        fields = ["title", "title_es", "kind", "duty", "presenter", "minutes"]
        labels = {"minutes": gettext_lazy("Length in minutes")}
        widgets = {"kind": forms.RadioSelect, "minutes": forms.NumberInput(attrs={"inputmode": "numeric"})}
        help_texts = {
            "title": gettext_lazy("So plain that a family knows whether to come."),
            "duty": gettext_lazy("If it serves a duty of the council, the meeting is kept as evidence of it."),
            "presenter": NAMES,
        }

    helper = helper(gettext_lazy("Save"), "council-item")


class NotesForm(NotUnseen, forms.ModelForm):
    class Meta:
        model = AgendaItem
        fields = ["notes"]
        widgets = {"notes": forms.Textarea(attrs={"rows": 8})}
        help_texts = {"notes": gettext_lazy("It goes into the draft of the minutes. Never the name of a student.")}

    helper = helper(gettext_lazy("Save"), "council-notes")


# ---------------------------------------------------------------------- at the meeting


class StayForm(NotUnseen, forms.ModelForm):
    """From when to when somebody was there; empty: throughout."""

    class Meta:
        model = Attendance
        fields = ["how", "arrived_at", "left_at"]
        widgets = {"how": forms.RadioSelect, "arrived_at": ClockInput(), "left_at": ClockInput()}

    helper = helper(gettext_lazy("Save"))

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["how"].choices = [one for one in self.fields["how"].choices if one[0]]

    def clean(self):
        data = super().clean()
        if data.get("how") and data["how"] not in THERE:
            data["arrived_at"] = data["left_at"] = None
        return data


class GuestsForm(forms.Form):
    guests_total = forms.IntegerField(
        label=gettext_lazy("Guests"),
        min_value=0,
        max_value=5000,
        required=False,
        widget=forms.NumberInput(attrs={"inputmode": "numeric", "class": "form-control"}),
    )


class MotionForm(SaysWhenNothingIsChosen, SentOnce, forms.ModelForm):
    class Meta:
        model = Motion
        fields = ["text", "item", "approves", "mover", "seconder", "majority"]
        widgets = {"text": forms.Textarea(attrs={"rows": 4}), "majority": forms.RadioSelect}
        help_texts = {
            "text": gettext_lazy("As it is voted on, word for word."),
            "approves": gettext_lazy("Where the motion is carried, this text is approved as it reads now."),
        }

    helper = helper(gettext_lazy("Put it to the vote"), "council-motion")

    def __init__(self, *args, meeting, voters, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["item"].queryset = meeting.items.all()
        self.fields["item"].empty_label = _("none of the agenda")
        self.items_by_version = {
            one.compact_version_id: one for one in self.fields["item"].queryset if one.compact_version_id
        }
        if self.items_by_version:
            versions = CompactVersion.objects.filter(pk__in=self.items_by_version, state=CompactState.COUNCIL_REVIEW)
            self.fields["approves"].queryset = versions.select_related("compact")
            self.fields["approves"].label_from_instance = lambda one: f"{one.compact.title}, {one}"
            self.fields["approves"].empty_label = _("no text")
        else:
            del self.fields["approves"]
        people = [("", _("Choose")), *((one.term.pk, one.label) for one in voters)]
        for name in ("mover", "seconder"):
            terms = type(self.instance)._meta.get_field(name).related_model.objects
            self.fields[name].queryset = terms.filter(pk__in=[one.term.pk for one in voters])
            self.fields[name].choices = people
        self.fields["seconder"].choices = [("", _("nobody")), *people[1:]]

    def clean(self):
        data = super().clean()
        if data.get("mover") and data.get("mover") == data.get("seconder"):
            self.add_error("seconder", _("Whoever moves a motion cannot second it."))
        if data.get("approves"):  # the vote stands under the item with which the text was announced
            data["item"] = self.items_by_version[data["approves"].pk]
        return data


class AdviceGivingForm(forms.Form):
    text = forms.CharField(
        label=gettext_lazy("The council's advice"), max_length=3000, widget=forms.Textarea(attrs={"rows": 6})
    )
    dissent = forms.CharField(
        label=gettext_lazy("Dissent"), max_length=1000, required=False, widget=forms.Textarea(attrs={"rows": 3}),
        help_text=gettext_lazy("Who did not go along, and why. It is kept beside the advice."),
    )  # fmt: skip
    helper = helper(gettext_lazy("Write it into the action plan"), "council-advice")


class MinutesForm(NotUnseen, forms.ModelForm):
    class Meta:
        model = Minutes
        fields = ["text_en", "text_es"]
        widgets = {"text_en": forms.Textarea(attrs={"rows": 24}), "text_es": forms.Textarea(attrs={"rows": 24})}
        help_texts = {"text_en": NAMES}

    helper = helper(gettext_lazy("Save"), "council-minutes")


class CorrectionForm(SaysWhenNothingIsChosen, SentOnce, forms.ModelForm):
    class Meta:
        model = Correction
        fields = ["motion", "text"]
        widgets = {"text": forms.Textarea(attrs={"rows": 4})}
        help_texts = {
            "text": gettext_lazy("What was recorded, and what is right. It stands beside the minutes for good.")
        }

    helper = helper(gettext_lazy("Add the correction"), "council-correction")

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        decided = self.instance.meeting.motions.exclude(outcome="")
        self.fields["motion"].queryset = decided
        self.fields["motion"].label = _("What is corrected")
        self.fields["motion"].empty_label = _("The minutes")
        if self.instance.meeting.state != MeetingState.POSTED:  # minutes that are not posted are simply changed
            self.fields["motion"].required, self.fields["motion"].empty_label = True, None
        self.fields["motion"].label_from_instance = lambda one: f"{one}: {one.text[:60]}"
        if not decided:
            del self.fields["motion"]


# ---------------------------------------------------------------------- the district's rules


class RulesForm(NotUnseen, forms.ModelForm):
    class Meta:
        model = MeetingRules
        fields = [
            "agenda_hours", "special_hours", "remote_hours", "votes_hours", "no_quorum_hours", "emergency_hours",
            "minutes_days", "recording_days", "filing_month", "filing_day", "days_after_filing",
            "special_skips_closed_days", "regular_skips_closed_days",
        ]  # fmt: skip

    helper = helper(gettext_lazy("Save"), "council-rules")


class StandingItemForm(NotUnseen, forms.ModelForm):
    class Meta:
        model = StandingItem
        fields = ["title_en", "title_es", "kind", "minutes", "position", "is_closing", "is_used"]
        widgets = {"kind": forms.RadioSelect}
        labels = {
            "title_en": gettext_lazy("Title in English"),
            "title_es": gettext_lazy("Title in Spanish"),
            "minutes": gettext_lazy("Length in minutes"),
        }

    helper = helper(gettext_lazy("Save"), "standing-item")
