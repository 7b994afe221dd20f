"""A file that shows it: the part of a form that takes evidence."""

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from district import evidence


class WithEvidence:
    """Mixin of a form: takes a file, judged by what it is. `evidence`: the stored `EvidenceFile`, or None.

    A good file is stored at once, so a form shown again for another reason does not ask for it again; one that is
    never saved is swept away at night.
    """

    evidence = None

    def add_evidence(self, by, stored=None):
        """Call it at the end of `__init__`. `stored`: the file that is there already."""
        self.by, self.evidence = by, stored
        self.fields["upload"] = forms.FileField(
            label=_("File"),
            required=False,
            widget=forms.FileInput(attrs={"accept": evidence.ACCEPT}),
            help_text=_("PDF, JPG, PNG, Word or Excel, up to 10 MB. Never a list with names of children or families."),
        )
        self.fields["kept_upload"] = forms.CharField(widget=forms.HiddenInput, required=False)
        if stored:
            self.fields["remove_evidence"] = forms.BooleanField(
                label=_("Take away the file that is there: %(name)s") % {"name": stored.original_name}, required=False
            )

    def clean_upload(self):
        upload = self.cleaned_data["upload"]
        if upload:
            evidence.check(upload)
            evidence.room_for(upload, self.by)
        return upload

    def clean(self):
        data = super().clean()
        if data.get("upload") and self._keep(data["upload"]):
            self.data = self.data.copy()
            self.data[self.add_prefix("kept_upload")] = evidence.ticket(self.evidence)
        elif data.get("kept_upload"):
            self.evidence = evidence.of_ticket(data["kept_upload"], self.by) or self.evidence
        elif data.get("remove_evidence"):
            self.evidence = None
        return data

    def _keep(self, upload):
        """Store it; False, with the reason beside the field, where the virus scanner found something in it."""
        try:
            self.evidence = evidence.keep(upload=upload, by=self.by)
        except ValidationError as error:
            self.add_error("upload", error)
            return False
        return True
