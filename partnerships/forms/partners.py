from crispy_forms.helper import FormHelper
from crispy_forms.layout import Submit
from django import forms
from django.db.models import Exists, OuterRef, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from district.access import Role
from district.forms.guard import NotUnseen
from district.models import Membership, School, User
from indicators.models import Indicator
from partnerships.models import LeadAgency, Partner, PartnerKind, SchoolPartnership, ServiceArea
from partnerships.models.at_schools import Level
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
        fields = [
            *("name", "kinds", "about", "about_es", "website", "since_year", "languages", "areas", "initiatives"),
            *("indicators", "is_active"),
        ]
        widgets = {
            "about": forms.Textarea(attrs={"rows": 3}),
            "about_es": forms.Textarea(attrs={"rows": 3, "lang": "es"}),
            "languages": forms.CheckboxSelectMultiple,
            "areas": forms.CheckboxSelectMultiple,
            "initiatives": forms.CheckboxSelectMultiple,
            "indicators": forms.CheckboxSelectMultiple,
        }
        help_texts = {
            "is_active": _("Without the tick it is no longer proposed for new activities; its past stays."),
        }

    helper = form_helper(_("Save"))

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["areas"].queryset = areas_for(self.instance)
        self.fields["indicators"].queryset = Indicator.objects.equity()


def areas_for(instance):
    """The areas in use, and those that the record has already: a form must not lose what was retired since."""
    linked = instance.areas.values("pk") if instance.pk else []
    return ServiceArea.objects.filter(Q(is_active=True) | Q(pk__in=linked))


class PartnerFilter(forms.Form):
    """Values that make no sense are left out; the list is shown all the same."""

    q = forms.CharField(label=_("Name"), required=False, max_length=80)
    kind = forms.ChoiceField(label=_("Kind"), required=False, choices=[("", _("All")), *PartnerKind.choices])
    initiative = forms.ModelChoiceField(
        Initiative.objects.all(), label=_("Initiative"), required=False, empty_label=_("All"), to_field_name="pk"
    )
    area = forms.ModelChoiceField(
        ServiceArea.objects.all(), label=_("Service area"), required=False, empty_label=_("All")
    )
    school = forms.ModelChoiceField(
        School.objects.order_by("name"),
        label=_("Works at this school today"),
        required=False,
        empty_label=_("All"),
        to_field_name="code",
    )
    level = forms.ChoiceField(
        label=_("Level of a partnership today"),
        required=False,
        choices=[("", _("All")), *((level.value, level.label) for level in Level)],
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
        if chosen.get("area"):
            partners = partners.filter(areas=chosen["area"])
        if chosen.get("school") or chosen.get("level"):
            partners = partners.filter(self._at_school(chosen))
        if chosen.get("activity") != "all":
            partners = partners.filter(is_active=chosen.get("activity") != "former")
        return partners

    def _at_school(self, chosen):
        """Partners with a partnership today at the school and of the level; a lead agency works there, too."""
        today = timezone.localdate()
        at = SchoolPartnership.objects.on(today).filter(partner=OuterRef("pk"))
        if chosen.get("school"):
            at = at.filter(school=chosen["school"])
        if chosen.get("level"):
            return Exists(at.filter(level=chosen["level"]))
        leads = LeadAgency.objects.on(today).filter(partner=OuterRef("pk"), school=chosen["school"])
        return Exists(at) | Exists(leads)

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
