"""Forms for comments on an indicator."""

from crispy_forms.helper import FormHelper
from crispy_forms.layout import Submit
from django import forms
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from district.forms.guard import NotUnseen
from district.models import SchoolYear
from indicators.comments import LANGUAGES
from indicators.models import IndicatorComment

TEXTS = ["seen_en", "done_en", "seen_es", "done_es"]


class CommentForm(NotUnseen, forms.ModelForm):
    fall_year = forms.TypedChoiceField(label=gettext_lazy("School year it speaks of"), coerce=int)
    field_order = ["fall_year", *TEXTS, "signature"]

    class Meta:
        model = IndicatorComment
        fields = ["fall_year", *TEXTS, "signature"]
        widgets = {name: forms.Textarea(attrs={"rows": 4, "lang": name[-2:], "spellcheck": "true"}) for name in TEXTS}
        help_texts = {
            "seen_en": gettext_lazy("What the figures say, and what they do not say. Name no person."),
            "done_en": gettext_lazy("What the district does about it: who, what, by when."),
            "seen_es": gettext_lazy("A text of its own for families who read Spanish. It may follow later."),
            "signature": gettext_lazy("Everybody reads it: a name and an office, or the office alone."),
        }

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        begun = SchoolYear.objects.filter(starts_on__lte=timezone.localdate()).order_by("-fall_year")
        years = {one.fall_year: str(one) for one in begun}
        if self.instance.pk:
            years.setdefault(self.instance.fall_year, str(self.instance.fall_year))
        self.fields["fall_year"].choices = list(years.items())
        self.helper = FormHelper()
        self.helper.attrs = {"novalidate": ""}
        self.helper.add_input(Submit("save", _("Sign and publish"), css_id="save"))

    def clean(self):
        data = super().clean()
        for language in LANGUAGES:
            pair = [f"seen_{language}", f"done_{language}"]
            given = [name for name in pair if data.get(name)]
            if len(given) == 1 and not set(pair) & set(self.errors):
                missing = next(name for name in pair if name not in given)
                self.add_error(missing, _("In each language say both what you see and what you do."))
        if not any(data.get(name) for name in TEXTS) and not set(TEXTS) & set(self.errors):
            self.add_error("seen_en", _("Write it in English or in Spanish, better in both."))
        return data


class CommentWithdrawForm(forms.Form):
    reason = forms.CharField(label=gettext_lazy("Why it is withdrawn"), max_length=300)

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["reason"].help_text = _(
            "Everybody reads the reason. The text stays in the history, for the office."
        )
        self.helper = FormHelper()
        self.helper.attrs = {"novalidate": ""}
        self.helper.add_input(Submit("withdraw", _("Withdraw the comment"), css_id="withdraw"))
