from crispy_forms.layout import Fieldset, Layout
from django import forms
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from district.forms.fields import DayInput, day_not_to_come, name_blank
from district.forms.files import ReadFileField
from district.forms.guard import NotUnseen
from district.models import School
from indicators.models import Indicator
from plans.forms.implementation import helper
from plans.models import Initiative, Story, StoryPermission
from plans.models.stories import NO_NAMES
from plans.stories import pictures


class StoryForm(NotUnseen, forms.ModelForm):
    """The text in both languages, what it is about, and its picture. `upload` is drawn anew before it is kept."""

    upload = ReadFileField(
        label=_("Picture"),
        required=False,
        help_text=_("JPG, PNG or WebP, at most 10 MB. It is made smaller; place, time and camera are taken out of it."),
        widget=forms.ClearableFileInput(attrs={"accept": ".jpg,.jpeg,.png,.webp"}),
    )
    remove_picture = forms.BooleanField(label=_("Take the picture away"), required=False)

    class Meta:
        model = Story
        fields = [
            "title_en", "text_en", "title_es", "text_es", "happened_on", "signed_en", "signed_es", "school",
            "initiative", "indicator", "people_in_words", "alt_en", "alt_es", "people_in_picture",
        ]  # fmt: skip
        widgets = {
            "text_en": forms.Textarea(attrs={"rows": 6}),
            "text_es": forms.Textarea(attrs={"rows": 6, "lang": "es"}),
            "title_es": forms.TextInput(attrs={"lang": "es"}),
            "alt_es": forms.TextInput(attrs={"lang": "es"}),
            "happened_on": DayInput(),
        }
        help_texts = {
            "text_en": NO_NAMES,
            "text_es": _("Its own text, written for families who read Spanish: no word-by-word translation."),
            "signed_en": _("An office or a role, such as Family Engagement Office."),
            "people_in_words": _("How many others would recognize. For each a permission is needed; 0 for nobody."),
            "people_in_picture": _("Count everybody whose face or name can be seen; 0 for nobody."),
            "alt_en": _("For those who do not see it. No name is needed."),
        }

    def __init__(self, *args, by, **kwargs):
        super().__init__(*args, **kwargs)
        self.by = by
        self.fields["school"].queryset = School.objects.order_by("name")
        self.fields["initiative"].queryset = Initiative.objects.order_by("priority_action__cycle", "code")
        self.fields["indicator"].queryset = Indicator.objects.filter(is_equity=True).order_by("position")
        name_blank(self, school=_("No single school"), initiative=_("No initiative"), indicator=_("No indicator"))
        for name in ("people_in_words", "people_in_picture"):
            self.fields[name].required = False
        if not self.instance.picture_id:
            del self.fields["remove_picture"]
        self.helper = helper(_("Save"), "story")
        self.helper.layout = Layout(
            "seen",
            Fieldset(_("In English"), "title_en", "text_en"),
            Fieldset(_("In Spanish"), "title_es", "text_es"),
            Fieldset(_("What it is about"), "happened_on", "signed_en", "signed_es", "school", "initiative",
                     "indicator", "people_in_words"),
            Fieldset(_("Picture"), "upload", *(["remove_picture"] if self.instance.picture_id else []), "alt_en",
                     "alt_es", "people_in_picture"),
        )  # fmt: skip

    def clean_happened_on(self):
        return day_not_to_come(self.cleaned_data["happened_on"])

    def clean_people_in_words(self):
        return self.cleaned_data["people_in_words"] or 0

    def clean_people_in_picture(self):
        return self.cleaned_data["people_in_picture"] or 0

    def clean_upload(self):
        upload = self.cleaned_data["upload"]
        return pictures.check(upload) if upload else None

    def clean(self):
        data = super().clean() or self.cleaned_data
        has_picture = data.get("upload") or (self.instance.picture_id and not data.get("remove_picture"))
        if data.get("people_in_picture") and not has_picture and "upload" not in self.errors:
            self.add_error("people_in_picture", _("There is no picture in which they could be recognized."))
        return data

    def save(self, commit=True):
        story = self.instance
        before = story.picture
        if picture := self.cleaned_data.get("upload"):
            story.picture = pictures.keep(picture, by=self.by)
        elif self.cleaned_data.get("remove_picture"):
            story.picture, story.alt_en, story.alt_es = None, "", ""
        saved = super().save(commit)
        if before and before != saved.picture:
            before.delete()
        return saved


class PermissionForm(NotUnseen, forms.ModelForm):
    class Meta:
        model = StoryPermission
        fields = ["person", "giver", "covers_words", "covers_picture", "given_on", "ends_on", "kept_at"]
        widgets = {"given_on": DayInput(), "ends_on": DayInput(), "giver": forms.RadioSelect}
        labels = {"given_on": pgettext_lazy("permission", "Given on")}
        help_texts = {
            "person": _("Say who in the story it is, such as: the mother at the table. The name stands on the paper."),
            "kept_at": _(
                "Such as: folder 12, Family Engagement Office. The paper itself does not belong in the portal."
            ),
            "ends_on": _("After this day the story is taken down by itself."),
        }

    helper = helper(_("Save"))

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["giver"].choices = StoryPermission.Giver.choices

    def clean_given_on(self):
        return day_not_to_come(self.cleaned_data["given_on"])


class TakeDownForm(forms.Form):
    because = forms.CharField(label=_("Why"), max_length=200, help_text=_("For colleagues; readers do not see it."))
    helper = helper(_("Take this story down"))
