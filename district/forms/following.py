"""What the forms of followed actions have in common (`district.following`): who may be asked, and how one ends."""

from django import forms
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy

from district.access import roles_granting
from district.following import ActionState
from district.forms.evidence import WithEvidence
from district.forms.fields import DayInput, day_not_to_come
from district.models import Membership, User


def people_among(held, chosen):
    """Who may be given an action: people with one of these memberships, and whoever has it already (`chosen`)."""
    return User.objects.filter(
        Q(pk__in=held.values("user"), is_active=True) | Q(pk=chosen)
    ).order_by("name")  # fmt: skip


def people_at_or_of_office(school, permission, chosen):
    """The same: people of a school, and those of central office, whom `permission` names."""
    held = Membership.objects.current().filter(Q(school=school) | Q(role__in=roles_granting(permission)))
    return people_among(held, chosen)


class EndForm(forms.Form):
    """An action is done, or given up with a reason. A subclass brings its `helper`: drafts are kept by its key."""

    state = forms.ChoiceField(
        label=gettext_lazy("What became of it"),
        choices=[(ActionState.DONE, ActionState.DONE.label), (ActionState.DROPPED, ActionState.DROPPED.label)],
        widget=forms.RadioSelect,
    )
    ended_on = forms.DateField(label=gettext_lazy("Since when"), widget=DayInput())
    note = forms.CharField(label=gettext_lazy("What shows it, or why it is dropped"), max_length=500)

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        today = timezone.localdate()
        self.initial.setdefault("ended_on", today)
        self.fields["ended_on"].widget.attrs["max"] = today.isoformat()

    def clean_ended_on(self):
        return day_not_to_come(self.cleaned_data["ended_on"])

    def said(self):
        """What `district.following.end` takes."""
        return {name: self.cleaned_data[name] for name in ("state", "ended_on", "note")}


class EndWithEvidenceForm(WithEvidence, EndForm):
    """The same with a file that shows it."""

    def __init__(self, *args, by, **kwargs):
        super().__init__(*args, **kwargs)
        self.add_evidence(by)

    def said(self):
        return {**super().said(), "evidence": self.evidence}
