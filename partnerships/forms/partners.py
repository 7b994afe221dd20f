from crispy_forms.helper import FormHelper
from crispy_forms.layout import Submit
from django import forms
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from district.access import Role
from district.forms.guard import NotUnseen
from district.models import Membership, User
from partnerships.models import Partner, PartnerKind
from plans.models import Initiative


def form_helper(button):
    helper = FormHelper()
    helper.form_class = "form-page"
    helper.add_input(Submit("", button))
    return helper


class PartnerForm(NotUnseen, forms.ModelForm):
    kinds = forms.MultipleChoiceField(
        label=_("Kinds"), choices=PartnerKind.choices, widget=forms.CheckboxSelectMultiple, required=False
    )
    website = forms.URLField(label=_("Website"), required=False, max_length=200, assume_scheme="https")

    class Meta:
        model = Partner
        fields = ["name", "kinds", "about", "about_es", "website", "initiatives", "is_active"]
        widgets = {
            "about": forms.Textarea(attrs={"rows": 3}),
            "about_es": forms.Textarea(attrs={"rows": 3, "lang": "es"}),
            "initiatives": forms.CheckboxSelectMultiple,
        }
        help_texts = {
            "is_active": _("Without the tick it is no longer proposed for new activities; its past stays."),
        }

    helper = form_helper(_("Save"))


class PartnerFilter(forms.Form):
    """Values that make no sense are left out; the list is shown all the same."""

    q = forms.CharField(label=_("Name"), required=False, max_length=80)
    kind = forms.ChoiceField(label=_("Kind"), required=False, choices=[("", _("All")), *PartnerKind.choices])
    initiative = forms.ModelChoiceField(
        Initiative.objects.all(), label=_("Initiative"), required=False, empty_label=_("All"), to_field_name="pk"
    )
    activity = forms.ChoiceField(
        label=_("Active"),
        required=False,
        choices=[("", _("Active only")), ("all", _("Active and former")), ("former", _("Former only"))],
    )

    def apply(self, partners):
        self.full_clean()
        chosen = self.cleaned_data
        if chosen.get("q"):
            partners = partners.filter(Q(name__icontains=chosen["q"]) | Q(about__icontains=chosen["q"]))
        if chosen.get("kind"):
            partners = partners.filter(kinds__contains=[chosen["kind"]])
        if chosen.get("initiative"):
            partners = partners.filter(initiatives=chosen["initiative"])
        if chosen.get("activity") != "all":
            partners = partners.filter(is_active=chosen.get("activity") != "former")
        return partners

    def active_total(self):
        return sum(1 for value in self.cleaned_data.values() if value)


class ContactForm(forms.Form):
    """Invite a new contact of a partner."""

    name = forms.CharField(label=_("Name"), max_length=120)
    email = forms.EmailField(label=_("E-mail"), max_length=254, help_text=_("A work address that only they read."))
    language = forms.ChoiceField(
        label=_("Language of the invitation"), choices=User._meta.get_field("preferred_language").choices
    )

    helper = form_helper(_("Send the invitation"))

    def clean_email(self):
        email = self.cleaned_data["email"].lower()
        if User.objects.filter(email__iexact=email).exists():
            raise forms.ValidationError(
                _("This person has an account already. Give them the role of a partner contact, then choose them here.")
            )
        return email


def contacts_without_partner():
    current = Membership.objects.current().filter(role=Role.PARTNER_CONTACT, partner_account=None)
    return current.filter(user__is_active=True).select_related("user").order_by("user__name")


class ExistingContactForm(forms.Form):
    """Say for which partner somebody speaks who has the role already."""

    membership = forms.ModelChoiceField(contacts_without_partner(), label=_("Person"), empty_label=None)

    helper = form_helper(_("Let them speak for this partner"))

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["membership"].queryset = contacts_without_partner()
        self.fields["membership"].label_from_instance = lambda held: f"{held.user} ({held.user.email})"
