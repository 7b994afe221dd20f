"""Forms that anybody may send, without an account: what keeps programs from answering in people's place.

Two things that a person never notices (OWASP ASVS 11.1.2): a field that is not to be seen, which programs fill in, and
the moment at which the form was first shown, signed. How often something may be sent from one address is counted apart
(`district/flood.py`).
"""

from django import forms
from django.conf import settings
from django.core.signing import BadSignature, TimestampSigner
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

LONGEST_OPEN = 7 * 24 * 3600  # seconds: a form that lay open for a holiday is shown again before it counts
signer = TimestampSigner(salt="form for anybody")


class FormForAnybody(forms.Form):
    """Refuses what comes back quicker than a person reads (`FORM_LEAST_SECONDS`), or was not shown within a week; the
    form is shown again with all that it held. `website` is the trap: `is_from_a_program` says if something is in it."""

    website = forms.CharField(label=gettext_lazy("Leave this empty"), required=False)
    opened = forms.CharField(required=False)

    @property
    def is_from_a_program(self):
        return bool(self.data.get("website"))

    @cached_property
    def opened_at(self):
        """Signed, for the form that is sent back: when it was first shown. What is shown again keeps its moment."""
        kept = self.data.get("opened", "")
        return kept if self.is_ours(kept) else signer.sign("")

    def is_ours(self, kept, within=LONGEST_OPEN):
        try:
            signer.unsign(kept, max_age=within)
        except BadSignature:
            return False
        return True

    def clean(self):
        least, kept = settings.FORM_LEAST_SECONDS, self.data.get("opened", "")
        if least and not self.is_ours(kept):
            raise forms.ValidationError(_("This page was open for too long. Please send it once more."))
        if least and self.is_ours(kept, within=least):
            raise forms.ValidationError(_("This came back quicker than a person reads. Please send it once more."))
        return super().clean()
