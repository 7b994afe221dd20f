"""A version of a council's bylaws."""

from django import forms
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from district.forms.evidence import WithEvidence
from district.forms.fields import DayInput
from district.forms.guard import NotUnseen
from governance.forms.advices import motion_words
from governance.forms.seats import helper
from governance.models import Bylaws, Motion
from governance.models.meeting_records import Outcome

MOST_MOTIONS = 30
MISSING = gettext_lazy("Add the text: members and families have a right to read it.")


class BylawsForm(WithEvidence, NotUnseen, forms.ModelForm):
    """The text, the vote behind it, and the rules that the portal is to go by."""

    class Meta:
        model = Bylaws
        fields = ["in_force_from", "motion", "quorum_basis", "term_years", "most_terms", "most_missed", "what_changed"]
        widgets = {"in_force_from": DayInput()}
        help_texts = {
            "motion": gettext_lazy("Leave it empty for bylaws that were adopted before the council kept votes here."),
            "quorum_basis": gettext_lazy("What stays empty here and in the next three goes by the council's model."),
            "term_years": gettext_lazy("Of the members with a vote."),
            "most_missed": gettext_lazy("Whoever misses more is pointed out to those who run the council."),
        }

    helper = helper(gettext_lazy("Save"), "council-bylaws")

    def __init__(self, *args, by, **kwargs):
        super().__init__(*args, **kwargs)
        stored = self.instance.document if self.instance.pk else None
        carried = Motion.objects.filter(meeting__council=self.instance.council_id, outcome=Outcome.CARRIED)
        chosen = carried.select_related("meeting").order_by("-meeting__held_on", "-pk")
        self.fields["motion"].queryset = chosen
        self.fields["motion"].choices = [("", "—"), *((one.pk, motion_words(one)) for one in chosen[:MOST_MOTIONS])]
        for name in ("term_years", "most_terms", "most_missed"):
            self.fields[name].widget.attrs["inputmode"] = "numeric"
        by_model = [("", _("As in the council's model"))]
        self.fields["quorum_basis"].choices = by_model + [one for one in self.fields["quorum_basis"].choices if one[0]]
        if not self.instance.pk:
            self.initial["in_force_from"] = timezone.localdate()
        self.add_evidence(by, stored)
        self.fields.pop("remove_evidence", None)
        self.fields["upload"].required = stored is None and not self.data.get(self.add_prefix("kept_upload"))
        self.fields["upload"].error_messages["required"] = MISSING
        self.fields["upload"].label = _("Text of the bylaws")
        self.fields["upload"].help_text = _("PDF or Word, up to 10 MB. It is public.")
        self.order_fields(["in_force_from", "upload", "motion"])

    def _get_validation_exclusions(self):
        return super()._get_validation_exclusions() - {"council"}

    def clean(self):
        data = super().clean()
        motion, day = data.get("motion"), data.get("in_force_from")
        if motion and day and day < motion.meeting.held_on:
            self.add_error("in_force_from", _("The council voted on them later than this day."))
        if self.evidence is None and "upload" not in self.errors:
            self.add_error("upload", MISSING)
        return data

    def save(self, *, by):
        self.instance.document = self.evidence
        if not self.instance.pk:
            self.instance.added_by = by
        return super().save()
