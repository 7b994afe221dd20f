"""Forms about people and their roles."""

from datetime import timedelta

from django import forms
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from district.access import SCHOOL_ROLES, Role
from district.forms.fields import DayInput, say_unless_chosen
from district.models import Membership, School, User
from district.portal_settings import known

ANY = [("", _("Any"))]
STATUSES = [
    ("", _("May sign in")),
    ("waiting", _("Invited, has not signed in yet")),
    ("ending", _("A role ends soon")),
    ("inactive", _("May not sign in")),
    ("all", _("All")),
]


class PersonFilter(forms.Form):
    """Filters of the list of people; what a filter does not know is left out."""

    q = forms.CharField(label=_("Name or e-mail"), required=False, max_length=100)
    role = forms.ChoiceField(label=_("Role held today"), required=False, choices=[*ANY, *Role.choices])
    school = forms.ModelChoiceField(
        School.objects.all(), label=_("School"), required=False, to_field_name="code", empty_label=_("Any")
    )
    status = forms.ChoiceField(label=_("Account"), required=False, choices=STATUSES)

    def chosen(self):
        self.is_valid()
        return {name: value for name, value in self.cleaned_data.items() if value not in ("", None)}

    def as_initial(self):
        return {name: getattr(value, "code", value) for name, value in self.chosen().items()}

    def apply(self):
        chosen = self.chosen()
        people = with_status(chosen.get("status"))
        if "q" in chosen:
            people = people.filter(Q(name__icontains=chosen["q"]) | Q(email__icontains=chosen["q"]))
        held = Membership.objects.current()
        if "role" in chosen:
            held = held.filter(role=chosen["role"])
        if "school" in chosen:
            held = held.filter(school=chosen["school"])
        if {"role", "school"} & chosen.keys():
            people = people.filter(pk__in=held.values("user"))
        return people


def with_status(status):
    people = User.objects.all()
    if status == "all":
        return people
    if status == "inactive":
        return people.filter(is_active=False)
    if status == "waiting":
        return people.waiting()
    if status == "ending":
        until = timezone.localdate() + timedelta(days=known().role_end_days)
        soon = Membership.objects.current().filter(lent_from=None, ends_on__lte=until)
        return people.filter(pk__in=soon.values("user"))
    return people.filter(is_active=True)


class MembershipForm(forms.ModelForm):
    """A role with its scope and its period."""

    class Meta:
        model = Membership
        fields = ["role", "school", "starts_on", "ends_on", "legitimate_interest"]
        widgets = {"starts_on": DayInput, "ends_on": DayInput}
        help_texts = {
            "school": _("For principals, school staff and council members. District roles have none."),
            "legitimate_interest": _(
                "Only for administrators and central office: why this person needs to see small counts that others "
                "do not. Each such view is logged. Leave empty for no such access."
            ),
        }

    roles = Role.choices
    role_help = _(
        "For a partner contact this is half of it: then open the partner, choose “Invite a contact”, and say that the "
        "person speaks for it."
    )

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        today = timezone.localdate()
        # One that opens later too: its people are there before the first day.
        there = School.objects.not_closed_on(today) | School.objects.filter(pk=self.instance.school_id)
        self.fields["school"].queryset = there
        self.fields["school"].empty_label = _("No school: a role for the district")
        self.fields["role"].choices = [("", _("Choose a role")), *self.roles]
        self.fields["role"].help_text = self.role_help

    def clean(self):
        cleaned = super().clean()
        role, school = cleaned.get("role"), cleaned.get("school")
        if role in SCHOOL_ROLES and not school and "school" not in self.errors:
            self.add_error("school", _("Choose the school for this role."))
        elif role and role not in SCHOOL_ROLES and school:
            self.add_error("school", _("This role is for the whole district. Leave the school empty."))
        first, last = cleaned.get("starts_on"), cleaned.get("ends_on")
        if first and last and last < first:
            self.add_error("ends_on", _("The last day must not be before the first day."))
        if not self.errors:
            self.refuse_overlap(role, school, first, last)
        return cleaned

    def refuse_overlap(self, role, school, first, last):
        """The exclusion constraint's own rule, said beside the date. A contact may speak for several partners."""
        if role == Role.PARTNER_CONTACT or not self.instance.user_id:
            return
        same = Membership.objects.filter(user=self.instance.user_id, role=role, school=school)
        same = same.exclude(pk=self.instance.pk).filter(Q(ends_on=None) | Q(ends_on__gte=first))
        if last:
            same = same.filter(starts_on__lte=last)
        if same.exists():
            self.add_error("starts_on", _("This person holds this role in these days already."))


class InviteForm(MembershipForm):
    """An invitation: who, and their first role. A partner's contact is invited where the partner is known."""

    roles = [(role, label) for role, label in Role.choices if role != Role.PARTNER_CONTACT]
    role_help = _("A contact of a partner is invited on the page of the partner.")

    name = forms.CharField(label=_("Name"), max_length=120)
    email = forms.EmailField(label=_("E-mail"), max_length=254, help_text=_("A work address that only they read."))
    language = forms.ChoiceField(
        label=_("Language of the invitation"), choices=User._meta.get_field("preferred_language").choices
    )

    field_order = ["name", "email", "language"]

    def clean_email(self):
        email = self.cleaned_data["email"].lower()
        if User.objects.filter(email__iexact=email).exists():
            raise forms.ValidationError(
                _("This person has an account already. Find them in the list and add a role there.")
            )
        return email


class EndRoleForm(forms.Form):
    ends_on = forms.DateField(
        label=_("Last day of the role"), widget=DayInput, help_text=_("From the day after, the role grants nothing.")
    )

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["ends_on"].initial = timezone.localdate()


class PersonForm(forms.ModelForm):
    """What an administrator may correct. The e-mail is changed by the person, who confirms the new one."""

    class Meta:
        model = User
        fields = ["name", "preferred_language"]

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        say_unless_chosen(self.fields["preferred_language"], _("Not chosen"))
