from django import forms
from django.utils.text import capfirst
from django.utils.translation import gettext as _

from partnerships.merging import CHOSEN_FIELDS
from partnerships.models import Partner, PartnerKind

KEPT, MERGED = "kept", "merged"


def said(partner, name):
    """A field's value in words."""
    value = getattr(partner, name)
    if name == "kinds":
        return ", ".join(str(PartnerKind(kind).label) for kind in value) or _("empty")
    if name == "is_active":
        return _("Yes") if value else _("No")
    return str(value) if value not in ("", None) else _("empty")


class MergeForm(forms.Form):
    """For each field in which two records differ: whose value stays. Links of both stay in any case."""

    def __init__(self, winner, loser, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.winner, self.loser, self.loser_name = winner, loser, loser.name
        self.differing = [name for name in CHOSEN_FIELDS if getattr(winner, name) != getattr(loser, name)]
        for name in self.differing:
            is_empty = getattr(winner, name) in ("", None, [])
            self.fields[name] = forms.ChoiceField(
                label=capfirst(Partner._meta.get_field(name).verbose_name),
                choices=[(KEPT, said(winner, name)), (MERGED, said(loser, name))],
                initial=MERGED if is_empty else KEPT,
                widget=forms.RadioSelect,
            )
        self.fields["sure"] = forms.BooleanField(label=_("I have looked: both records are the same organization."))

    def chosen(self):
        """{field: value} that the winner takes from the loser."""
        return {name: getattr(self.loser, name) for name in self.differing if self.cleaned_data[name] == MERGED}
