"""Forms for board packets: what goes in, when one is made by itself, why one is withdrawn."""

from crispy_forms.helper import FormHelper
from crispy_forms.layout import Submit
from django import forms
from django.core.validators import MaxValueValidator, MinValueValidator
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from district.forms.fields import DayInput, LongCheckList
from district.forms.guard import NotUnseen
from district.models import School, SchoolYear
from indicators.models import Packet, PacketSchedule
from indicators.models.packets import MOST_DAYS_BEFORE, Rhythm
from indicators.packets.sections import sections

MOST_SCHOOLS = 60


class _AskedForm(forms.ModelForm):
    """What a packet is made of, whether now or again and again."""

    sections = forms.MultipleChoiceField(
        label=gettext_lazy("What it holds"),
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": gettext_lazy("Choose at least one section.")},
    )
    schools = forms.ModelMultipleChoiceField(
        School.objects.none(),
        label=gettext_lazy("Schools with a page of their own"),
        required=False,
        widget=LongCheckList,
    )

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        offered = [one for one in sections().values() if not one.always]
        self.fields["sections"].choices = [(one.code, f"{one.label}: {one.says}") for one in offered]
        if self.instance.pk is None and not self.initial.get("sections"):
            self.initial["sections"] = [one.code for one in offered if not one.needs_schools]
        self.fields["schools"].queryset = School.objects.order_by("name")
        self.fields["schools"].help_text = _("At most %(most)s.") % {"most": MOST_SCHOOLS}
        self.helper = FormHelper()
        self.helper.attrs = {"novalidate": ""}

    def clean_schools(self):
        chosen = list(self.cleaned_data["schools"])
        if len(chosen) > MOST_SCHOOLS:
            raise forms.ValidationError(_("At most %(most)s schools go into one packet.") % {"most": MOST_SCHOOLS})
        return sorted(school.pk for school in chosen)

    def clean(self):
        data = super().clean()
        of_schools = [one.code for one in sections().values() if one.needs_schools]
        asks = set(of_schools).intersection(data.get("sections", ()))
        if asks and "schools" in data and not data["schools"]:
            self.add_error("schools", _("Choose the schools, or leave out their pages."))
        if data.get("schools") and "sections" in data and not asks:
            data["sections"] = [*data["sections"], *of_schools]
        return data


class PacketForm(_AskedForm):
    fall_year = forms.TypedChoiceField(label=gettext_lazy("School year"), coerce=int)
    field_order = ["title", "fall_year", "language", "sections", "schools"]

    class Meta:
        model = Packet
        fields = ["title", "fall_year", "language", "sections", "schools"]

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        years = SchoolYear.objects.filter(starts_on__lte=timezone.localdate()).order_by("-fall_year")
        self.fields["fall_year"].choices = [(one.fall_year, str(one)) for one in years]
        self.helper.add_input(Submit("make", _("Make the packet"), css_id="make"))


class ScheduleForm(NotUnseen, _AskedForm):
    NUMBER_OF = {Rhythm.MEETING: "days_before"}  # which number counts for a rhythm; else the day of the month
    NUMBERS = {
        "day": (1, 28, gettext_lazy("Choose a day from 1 to 28, which every month has.")),
        "days_before": (0, MOST_DAYS_BEFORE, gettext_lazy("Choose 0 to 30 working days.")),
    }
    WHEN = ["rhythm", "days_before", "day", "begins_on"]
    field_order = ["title", *WHEN, "language", "tells_board", "sections", "schools"]

    class Meta:
        model = PacketSchedule
        fields = ["title", "rhythm", "day", "days_before", "begins_on", "language"]
        fields += ["tells_board", "sections", "schools"]
        widgets = {"begins_on": DayInput()}
        help_texts = {"tells_board": gettext_lazy("They get a link, not the file; so do you.")}

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        if self.instance.pk is None:
            self.initial["begins_on"] = self.initial.get("begins_on") or timezone.localdate()
        for name, (least, most, says) in self.NUMBERS.items():
            field = self.fields[name]
            field.required = False
            field.validators = [MinValueValidator(least, says), MaxValueValidator(most, says)]
            field.widget.attrs |= {"min": least, "max": most}
        text = _("Only before each board meeting: 0 to 30; weekends and holidays do not count.")
        self.fields["days_before"].help_text = text
        self.fields["day"].help_text = _("Only every month, every three months or once a year: 1 to 28.")
        self.helper.add_input(Submit("save", _("Save"), css_id="save"))

    def clean(self):
        """The number that the rhythm asks for is needed; the other stays what it was, for the day one changes back."""
        data = super().clean()
        counts = self.NUMBER_OF.get(data.get("rhythm"), "day")
        for name in ("day", "days_before"):
            if name in data and data[name] is None:
                if name == counts:
                    self.add_error(name, self.fields[name].error_messages["required"])
                data[name] = getattr(self.instance, name)
        return data


class WithdrawForm(forms.Form):
    reason = forms.CharField(label=gettext_lazy("Why it is withdrawn"), max_length=300)

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["reason"].help_text = _("Everybody who opens the packet reads this. The file stays.")
        self.helper = FormHelper()
        self.helper.attrs = {"novalidate": ""}
        self.helper.add_input(Submit("withdraw", _("Withdraw the packet"), css_id="withdraw"))
