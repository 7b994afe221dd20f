"""Forms around a partner: whom to call, at which schools it works, areas, lead agencies, notes, money, zones."""

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from district import school_years
from district.forms.fields import day_fields
from district.forms.guard import NotUnseen
from district.models import School
from indicators.models import Indicator
from partnerships.forms.partners import areas_for, form_helper
from partnerships.models import (
    CommunityFunding,
    CoordinationNote,
    LeadAgency,
    Partner,
    PartnerPerson,
    SchoolPartnership,
    SchoolPlace,
    ServiceArea,
)
from plans.models import Initiative


def partners_for(instance, name="partner"):
    """Active partners, and the one that the record names already."""
    return Partner.objects.filter(is_active=True) | Partner.objects.filter(pk=getattr(instance, f"{name}_id"))


class DaysInOrder:
    """Says beside the field that a period ends before it begins: the database cannot even compare such a range."""

    def clean(self):
        data = super().clean()
        starts_on, ends_on = data.get("starts_on"), data.get("ends_on")
        if starts_on and ends_on and ends_on < starts_on:
            self.add_error("ends_on", _("The last day must not be before the first day."))
        return data


class PersonForm(NotUnseen, forms.ModelForm):
    """Somebody at a partner. `partner` comes from the page; the model's rules about it still hold."""

    class Meta:
        model = PartnerPerson
        fields = ["name", "job_title", "email", "phone", "languages", "is_main", "is_active"]
        widgets = {"languages": forms.CheckboxSelectMultiple}
        help_texts = {
            "email": _("An address at work. Never a private one."),
            "phone": _("A number at work. Never a private one, and no address of a home."),
            "is_active": _("Take the tick away when the person has left; the record stays."),
        }

    helper = form_helper(_("Save"))

    def _get_validation_exclusions(self):
        return super()._get_validation_exclusions() - {"partner"}

    def clean(self):
        data = super().clean()
        if not self.errors and not data.get("email") and not data.get("phone"):
            self.add_error("email", _("Give a work e-mail or a work phone."))
        return data


class AtSchoolForm(DaysInOrder, NotUnseen, forms.ModelForm):
    """A partner at a school. The page supplies one of the two; the other is asked."""

    class Meta:
        model = SchoolPartnership
        fields = [
            *("partner", "school", "starts_on", "ends_on", "level", "areas", "initiatives", "indicators"),
            *("no_indicator_reason", "note"),
        ]
        widgets = {
            "areas": forms.CheckboxSelectMultiple,
            "initiatives": forms.CheckboxSelectMultiple,
            "indicators": forms.CheckboxSelectMultiple,
            "note": forms.Textarea(attrs={"rows": 3}),
        }
        help_texts = {
            "no_indicator_reason": _("Only where no indicator is ticked."),
            "note": _("In a sentence or two. Never write a child's name here."),
        }

    helper = form_helper(_("Save"))

    def __init__(self, *args, ask, **kwargs):
        super().__init__(*args, **kwargs)
        for name in {"partner", "school"} - set(ask):
            del self.fields[name]
        if "partner" in ask:
            self.fields["partner"].queryset = partners_for(self.instance)
        if "school" in ask:
            self.fields["school"].queryset = School.objects.open_on(timezone.localdate()).order_by("name")
        self.fields["areas"].queryset = areas_for(self.instance)
        self.fields["initiatives"].queryset = Initiative.objects.select_related("priority_action__cycle")
        self.fields["indicators"].queryset = Indicator.objects.equity()
        day_fields(self, "starts_on", "ends_on")

    def _get_validation_exclusions(self):
        return super()._get_validation_exclusions() - {"partner", "school"}

    def clean(self):
        data = super().clean()
        if "indicators" not in self.errors and not data.get("indicators") and not data.get("no_indicator_reason"):
            self.add_error("no_indicator_reason", _("Tick an indicator above, or say here why none fits."))
        return data


class AreaForm(NotUnseen, forms.ModelForm):
    class Meta:
        model = ServiceArea
        fields = ["name", "name_es", "indicators", "of_community_schools", "position", "is_active"]
        widgets = {"indicators": forms.CheckboxSelectMultiple, "name_es": forms.TextInput(attrs={"lang": "es"})}
        help_texts = {
            "indicators": _("Where a school is short of one of them, the area is needed there."),
            "is_active": _("Without the tick it is no longer offered; what it was used for stays."),
        }

    helper = form_helper(_("Save"))

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["indicators"].queryset = Indicator.objects.equity()


class LeadForm(DaysInOrder, NotUnseen, forms.ModelForm):
    """The lead agency of a Community School. `school` comes from the page."""

    class Meta:
        model = LeadAgency
        fields = ["partner", "starts_on", "ends_on", "source"]
        help_texts = {"source": _("For example: the agreement, or the year's report.")}

    helper = form_helper(_("Save"))

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["partner"].queryset = partners_for(self.instance).order_by("name")
        day_fields(self, "starts_on", "ends_on")

    def _get_validation_exclusions(self):
        return super()._get_validation_exclusions() - {"school"}


class NoteForm(forms.ModelForm):
    """A coordination note. The page supplies the school and the lead agency of the day."""

    class Meta:
        model = CoordinationNote
        fields = ["held_on", "text"]
        widgets = {"text": forms.Textarea(attrs={"rows": 6})}
        help_texts = {
            "held_on": _("The day of the meeting or call."),
            "text": _("What was agreed, and who does it by when. It is signed with your name and cannot be changed "
                      "later; write a further note to correct it. Never write a child's name here."),
        }  # fmt: skip

    helper = form_helper(_("Sign and keep this note"))

    def __init__(self, school, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.school = school
        self.fields["held_on"].initial = timezone.localdate()
        day_fields(self, "held_on")

    def clean_held_on(self):
        """The day says which agency the note is with."""
        day = self.cleaned_data["held_on"]
        if day > timezone.localdate():
            raise forms.ValidationError(_("This day is still to come."))
        lead = LeadAgency.objects.on(day).filter(school=self.school).first()
        if lead is None:
            raise forms.ValidationError(_("The school had no lead agency on this day."))
        self.instance.partner_id = lead.partner_id
        return day


class FundingForm(NotUnseen, forms.ModelForm):
    """A funding source of a Community School. `school` comes from the page."""

    fall_year = forms.TypedChoiceField(label=_("School year"), coerce=int)

    class Meta:
        model = CommunityFunding
        fields = ["fall_year", "source", "kind", "funder", "amount", "note"]
        widgets = {"amount": forms.NumberInput(attrs={"inputmode": "numeric"})}

    helper = form_helper(_("Save"))

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        now = school_years.fall_year_of(timezone.localdate())
        years = sorted({*range(now - 5, now + 2), self.instance.fall_year or now}, reverse=True)
        self.fields["fall_year"].choices = [(year, school_years.label(year)) for year in years]
        self.initial["fall_year"] = self.initial.get("fall_year") or now  # an empty record brings None
        self.fields["funder"].queryset = partners_for(self.instance, "funder").order_by("name")

    def _get_validation_exclusions(self):
        return super()._get_validation_exclusions() - {"school"}


class PlaceForm(NotUnseen, forms.ModelForm):
    """Where a school lies. `school` comes from the page."""

    class Meta:
        model = SchoolPlace
        fields = ["zone", "latitude", "longitude"]
        help_texts = {
            "latitude": _("As a published source gives it, for example 41.761181; or leave both empty."),
            "longitude": _("For example -72.690452."),
        }

    helper = form_helper(_("Save"))

    def _get_validation_exclusions(self):
        return super()._get_validation_exclusions() - {"school"}
