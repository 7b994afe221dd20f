"""The form that families fill in: made from the items of a version, in the language of the reader."""

from dataclasses import dataclass

from django import forms
from django.utils.translation import gettext_lazy as _

from district.forms.for_anybody import FormForAnybody
from partnerships.models.instruments import Audience, Scale
from partnerships.surveys.instruments import texts_of
from partnerships.surveys.scales import LARGEST_NUMBER, STEPS, label_key

LONGEST_WORDS = 1000


@dataclass(frozen=True)
class Part:
    """A section of the form: its heading, and (field, item) of each question."""

    title: str
    questions: list


class AnswerForm(FormForAnybody):
    """Nothing has to be answered but one question."""

    def __init__(self, version, language, *args, asks_for_slip=False, **kwargs):
        super().__init__(*args, **kwargs)
        self.texts = texts_of(version, language)
        self.sections = list(version.sections.all())
        self.items = list(version.items.all())
        self.asks_for_slip = asks_for_slip
        is_for_families = version.instrument.audience == Audience.FAMILIES
        self.no_names = (
            _("No names, please: not yours, not your child's, not a teacher's.")
            if is_for_families
            else _("No names, please: not yours, not a student's, not a colleague's.")
        )
        if self.asks_for_slip:
            self.fields["slip"] = forms.CharField(
                label=_("The code on your slip"),
                max_length=40,
                help_text=_("It works once. It says that you are asked, not what you answer."),
            )
        for item in self.items:
            self.fields[item.code] = self.field_of(item)

    def field_of(self, item):
        label = self.texts.get(item.text_key, item.code)
        if item.scale == Scale.TEXT:
            return forms.CharField(
                label=label,
                required=False,
                max_length=LONGEST_WORDS,
                widget=forms.Textarea(attrs={"rows": 4, "dir": "auto", "autocomplete": "off"}),
                help_text=self.no_names,
            )
        if item.scale == Scale.NUMBER:
            return forms.IntegerField(
                label=label,
                required=False,
                min_value=0,
                max_value=LARGEST_NUMBER,
                widget=forms.NumberInput(attrs={"inputmode": "numeric", "autocomplete": "off"}),
            )
        if item.scale == Scale.SEVERAL:
            choices = [(choice, self.texts.get(item.choice_key(choice), choice)) for choice in item.choices]
            return forms.MultipleChoiceField(
                label=label,
                required=False,
                choices=choices,
                widget=forms.CheckboxSelectMultiple,
                help_text=_("Choose all that fit."),
            )
        steps = STEPS[Scale(item.scale)]
        # From most to least: on a phone the answer that most people give is then the nearest.
        choices = [(value, self.texts[label_key(item.scale, value)]) for value in reversed(steps.values)]
        return forms.TypedChoiceField(
            label=label, required=False, choices=choices, coerce=int, empty_value=None, widget=forms.RadioSelect
        )

    def parts(self):
        for section in self.sections:
            questions = [(self[item.code], item) for item in self.items if item.section_id == section.pk]
            if questions:
                yield Part(self.texts.get(f"section-{section.code}", ""), questions)

    def answers(self):
        """{item: value} of what was answered."""
        found = {item: self.cleaned_data.get(item.code) for item in self.items}
        found = {item: value.strip() if isinstance(value, str) else value for item, value in found.items()}
        return {item: value for item, value in found.items() if value not in (None, "", [])}
