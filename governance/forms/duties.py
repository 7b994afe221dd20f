"""Forms of the councils' duties: the district's days, what is recorded by hand, and the rare vote on reconstitution."""

from django import forms
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from district import school_years
from district.forms.evidence import WithEvidence
from district.forms.fields import DayInput
from district.forms.guard import NotUnseen
from governance.forms.meetings import SentOnce
from governance.models import DutyRecord, DutyYear, Reconstitution
from governance.models.duties import DutyCode
from plans.forms.implementation import helper

Kind = DutyRecord.Kind
YEAR_DAYS = ["needs_by", "budget_opens_on", "budget_advice_by", "budget_goes_on", "annual_by"]


class DutyYearForm(NotUnseen, forms.ModelForm):
    class Meta:
        model = DutyYear
        fields = [*YEAR_DAYS, "response_days"]
        widgets = {day: DayInput() for day in YEAR_DAYS} | {
            "response_days": forms.NumberInput(attrs={"inputmode": "numeric"})
        }
        help_texts = {
            "needs_by": gettext_lazy(
                "The law: before the improvement plan is adopted. Left empty, the day by which plans are submitted."
            ),
            "budget_opens_on": gettext_lazy("From then on the draft budget waits for each council's agenda."),
            "budget_advice_by": gettext_lazy("The law: before the draft goes to the superintendent."),
            "annual_by": gettext_lazy(
                "Once a year. For compacts the day is set with the compacts. Left empty, the end of the school year."
            ),
            "response_days": gettext_lazy("Weekends, holidays and the summer do not count."),
        }

    helper = helper(gettext_lazy("Save"))


class DutyRecordForm(NotUnseen, SentOnce, WithEvidence, forms.ModelForm):
    """What a council did for a duty. The page supplies the council, the year and the duty.

    What happens once a year cannot "not arise"; interviews are of hiring alone.
    """

    class Meta:
        model = DutyRecord
        fields = ["kind", "on", "text", "members_total", "report_sent_on"]
        widgets = {
            "kind": forms.RadioSelect,
            "on": DayInput(),
            "text": forms.Textarea(attrs={"rows": 4}),
            "members_total": forms.NumberInput(attrs={"inputmode": "numeric"}),
            "report_sent_on": DayInput(),
        }
        help_texts = {"text": gettext_lazy("In a sentence or two. Never the name of a student.")}

    helper = helper(gettext_lazy("Save"), "duty-record")

    def __init__(self, *args, duty, by, **kwargs):
        super().__init__(*args, **kwargs)
        self.duty = duty
        kinds = [Kind.DONE] if duty.is_annual else [Kind.DONE, Kind.NOTHING]
        if duty.code == DutyCode.HIRING:
            kinds = [Kind.INTERVIEW, Kind.NOTHING]
            self.fields["text"].help_text = _(
                "For which position, and what else should be known. Never who applied: names of candidates do not "
                "belong here, nor into agenda, minutes or file."
            )
            self.fields["members_total"].help_text = _("How many members of the council took part: a number, no names.")
            self.fields["report_sent_on"].help_text = _("Until the report has gone, the duty stays open.")
        else:
            del self.fields["members_total"], self.fields["report_sent_on"]
        if len(kinds) == 1:
            del self.fields["kind"]
        else:
            self.fields["kind"].choices = [(kind.value, kind.label) for kind in kinds]
            if not self.instance.pk:
                self.initial["kind"] = kinds[0]
        if not self.instance.pk:
            self.initial["on"] = self.initial.get("on") or timezone.localdate()
        self.add_evidence(by, self.instance.evidence)

    def clean_on(self):
        day, first = self.cleaned_data["on"], school_years.first_day(self.instance.fall_year)
        if day > timezone.localdate():
            raise forms.ValidationError(_("This day is still to come."))
        if not first <= day <= school_years.last_day(self.instance.fall_year):
            label = school_years.label(self.instance.fall_year)
            raise forms.ValidationError(_("This day is not in the school year %(year)s."), params={"year": label})
        return day

    def clean_report_sent_on(self):
        day = self.cleaned_data["report_sent_on"]
        if day and day > timezone.localdate():
            raise forms.ValidationError(_("This day is still to come."))
        return day

    def clean(self):
        data = super().clean()
        if "members_total" in self.fields:
            if data.get("kind") != Kind.INTERVIEW:
                data["members_total"] = data["report_sent_on"] = None
            elif data.get("members_total") is None and "members_total" not in self.errors:
                self.add_error("members_total", _("Say how many members took part."))
            if data.get("on") and data.get("report_sent_on") and data["report_sent_on"] < data["on"]:
                self.add_error("report_sent_on", _("The report does not go before the interviews."))
        self.instance.evidence = self.evidence
        return data

    def _get_validation_exclusions(self):
        return super()._get_validation_exclusions() - {"council", "fall_year", "duty"}


class ReconstitutionForm(NotUnseen, SentOnce, WithEvidence, forms.ModelForm):
    class Meta:
        model = Reconstitution
        fields = ["kind", "voted_on", "votes_for", "votes_against", "votes_abstaining", "outcome"]
        widgets = {
            "kind": forms.RadioSelect,
            "voted_on": DayInput(),
            **{
                name: forms.NumberInput(attrs={"inputmode": "numeric"})
                for name in ("votes_for", "votes_against", "votes_abstaining")
            },
            "outcome": forms.Textarea(attrs={"rows": 5}),
        }
        help_texts = {
            "outcome": gettext_lazy(
                "Hearing, vote of the board, decision of the Commissioner: what happened, and when."
            )
        }

    helper = helper(gettext_lazy("Save"), "reconstitution")

    def __init__(self, *args, by, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["kind"].choices = [one for one in self.fields["kind"].choices if one[0]]
        self.add_evidence(by, self.instance.evidence)

    def clean_voted_on(self):
        day = self.cleaned_data["voted_on"]
        if day > timezone.localdate():
            raise forms.ValidationError(_("This day is still to come."))
        return day

    def clean(self):
        data = super().clean()
        self.instance.evidence = self.evidence
        return data
