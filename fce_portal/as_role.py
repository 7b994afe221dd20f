"""The work page as a role sees it: for whoever answers for what others find there."""

from crispy_forms.helper import FormHelper
from crispy_forms.layout import Submit
from django import forms
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_safe

from district.access import SCHOOL_ROLES, Role, remember_memberships
from district.models import Membership, School, User
from fce_portal.home import items_for
from fce_portal.items import Needs

NOBODY = 0  # the key of no person: what belongs to somebody by name is not found for it


class AsRoleForm(forms.Form):
    role = forms.ChoiceField(
        label=gettext_lazy("Role"), choices=[one for one in Role.choices if one[0] != Role.PARTNER_CONTACT]
    )
    school = forms.ModelChoiceField(
        School.objects.all(),
        label=gettext_lazy("School"),
        required=False,
        to_field_name="code",
        empty_label=gettext_lazy("For district roles: none"),
    )

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.helper = FormHelper()
        self.helper.form_method = "get"
        self.helper.form_class = "form-page"
        self.helper.attrs = {"novalidate": ""}
        self.helper.add_input(Submit("", gettext_lazy("Look")))

    def clean(self):
        data = super().clean()
        if data.get("role") in SCHOOL_ROLES and not data.get("school") and "school" not in self.errors:
            self.add_error("school", _("Choose the school."))
        return data


def holder_of(role, school):
    """Nobody in particular, with one role: what no name is needed for, such a person sees."""
    person = User(pk=NOBODY, name=str(Role(role).label))
    remember_memberships(person, [Membership(user=person, role=role, school=school if role in SCHOOL_ROLES else None)])
    return person


@require_safe
def work_as_role(request):
    form = AsRoleForm(request.GET or None)
    context = {"form": form}
    if form.is_valid():
        role, school = form.cleaned_data["role"], form.cleaned_data["school"]
        items = items_for(holder_of(role, school))
        context |= {
            "role": Role(role).label,
            "school": school if role in SCHOOL_ROLES else None,
            "needs": Needs.of(items),
            "known": [item for item in items if not item.needs_somebody],
        }
    return render(request, "home/as_role.html", context)
