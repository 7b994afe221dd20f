from crispy_forms.helper import FormHelper
from crispy_forms.layout import Submit
from django import forms
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from district import standing_in
from district.forms.fields import DayInput
from district.models import Membership, User


class AwayForm(forms.Form):
    """Who stands in for which of the person's roles, from when to when."""

    role = forms.ModelChoiceField(Membership.objects.none(), label=gettext_lazy("Which role"), empty_label=None)
    colleague = forms.ModelChoiceField(
        User.objects.none(),
        label=gettext_lazy("Who stands in"),
        empty_label=gettext_lazy("Choose a colleague"),
        help_text=gettext_lazy("A colleague of the same school or office. They may do all that the role may do."),
    )
    starts_on = forms.DateField(label=gettext_lazy("From"), widget=DayInput())
    ends_on = forms.DateField(
        label=gettext_lazy("Until"), widget=DayInput(), help_text=gettext_lazy("The last day, at most three months on.")
    )

    def __init__(self, *args, user, **kwargs):
        super().__init__(*args, **kwargs)
        roles = standing_in.own_roles(user)
        self.fields["role"].queryset = roles
        self.fields["role"].label_from_instance = role_words
        people = [standing_in.colleagues_for(role).values("pk") for role in roles]
        self.fields["colleague"].queryset = User.objects.filter(pk__in=set().union(*map(_keys, people)))
        self.initial.setdefault("starts_on", timezone.localdate())
        self.helper = FormHelper()
        self.helper.form_class = "form-page"
        self.helper.attrs = {"novalidate": ""}
        self.helper.add_input(Submit("", gettext_lazy("Let them stand in")))

    def clean(self):
        data = super().clean()
        role, colleague, first, last = (data.get(name) for name in ("role", "colleague", "starts_on", "ends_on"))
        if role and colleague and not standing_in.colleagues_for(role).filter(pk=colleague.pk).exists():
            self.add_error("colleague", _("This person does not work where the role is held, or holds it already."))
        if first and first < timezone.localdate():
            self.add_error("starts_on", _("This day is over."))
        if first and last and last < first:
            self.add_error("ends_on", _("The last day must not be before the first day."))
        elif first and last and last > first + standing_in.LONGEST:
            self.add_error(
                "ends_on", _("That is more than three months. Ask an administrator for a role of their own.")
            )
        if role and first and role.ends_on and first > role.ends_on:
            self.add_error("starts_on", _("Your own role ends before this day."))
        if not self.errors and self._is_lent_then(role, colleague, first, last):
            self.add_error("colleague", _("This person holds this role in these days already."))
        return data

    def _is_lent_then(self, role, colleague, first, last):
        same = Membership.objects.filter(user=colleague, role=role.role, school=role.school)
        return same.filter(starts_on__lte=last).exclude(ends_on__lt=first).exists()


def _keys(rows):
    return {row["pk"] for row in rows}


def role_words(membership):
    if membership.school_id:
        return f"{membership.get_role_display()}, {membership.school}"
    return membership.get_role_display()
