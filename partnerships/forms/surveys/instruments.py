"""Forms of instruments: their name, their questions one by one, their texts in one language."""

from django import forms
from django.core.exceptions import ValidationError
from django.db.models import Max
from django.utils.text import slugify
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from district.forms.guard import NotUnseen
from partnerships.models import Instrument, InstrumentItem
from partnerships.models.instruments import (
    LONGEST_QUESTION,
    LONGEST_TEXT,
    MOST_ITEMS,
    SOURCE_LANGUAGE,
    Scale,
    is_code,
)
from partnerships.surveys import instruments
from plans.forms.implementation import helper

MOST_CHOICES = 12


class InstrumentForm(NotUnseen, forms.ModelForm):
    class Meta:
        model = Instrument
        fields = ["name", "code", "audience", "detail", "note"]
        widgets = {"note": forms.Textarea(attrs={"rows": 3})}
        help_texts = {
            "code": gettext_lazy("Stays for good; files name it."),
            "detail": gettext_lazy("Shares need enough people on each side. For a council of twelve take the mean."),
        }

    helper = helper(gettext_lazy("Save"), "instrument")

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        if self.instance.pk:
            for name in ("code", "audience", "detail"):
                del self.fields[name]


class ItemForm(NotUnseen, forms.ModelForm):
    question = forms.CharField(
        label=gettext_lazy("Question, in English"),
        max_length=LONGEST_QUESTION,
        widget=forms.Textarea(attrs={"rows": 2}),
        help_text=gettext_lazy(
            "One thing at a time, in everyday words. For agreement write a sentence, not a question."
        ),
    )
    section_code = forms.CharField(
        label=gettext_lazy("Section"),
        max_length=40,
        validators=[is_code],
        help_text=gettext_lazy("Its code, for example “welcome”."),
    )
    choice_lines = forms.CharField(
        label=gettext_lazy("Choices, one a line"),
        required=False,
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 5}),
        help_text=gettext_lazy("Only where several can be chosen. Put “None of these” last."),
    )

    class Meta:
        model = InstrumentItem
        fields = ["code", "scale", "is_reversed", "position"]
        help_texts = {
            "code": gettext_lazy("Years are compared under this code. Another meaning is another code."),
        }

    field_order = ["question", "scale", "choice_lines", "is_reversed", "section_code", "position", "code"]
    helper = helper(gettext_lazy("Save"), "survey-item")

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        version = self.instance.version
        lines = version.texts.filter(language=SOURCE_LANGUAGE)
        self.texts = dict(lines.values_list("key", "text"))
        if self.instance.pk:
            self.initial["question"] = self.texts.get(self.instance.text_key, "")
            self.initial["section_code"] = self.instance.section.code
            words = [self.texts.get(self.instance.choice_key(choice), choice) for choice in self.instance.choices]
            self.initial["choice_lines"] = "\n".join(words)
        else:
            last = version.items.select_related("section").last()
            self.initial["section_code"] = last.section.code if last else "questions"
            self.initial["position"] = (version.items.aggregate(last=Max("position"))["last"] or 0) + 1

    def _get_validation_exclusions(self):
        return super()._get_validation_exclusions() - {"version"}

    def clean_choice_lines(self):
        lines = [line.strip() for line in self.cleaned_data["choice_lines"].splitlines() if line.strip()]
        if len(lines) > MOST_CHOICES:
            raise ValidationError(_("At most %(limit)s choices.") % {"limit": MOST_CHOICES})
        return lines

    def clean(self):
        data = super().clean()
        lines, scale = data.get("choice_lines") or [], data.get("scale")
        if scale == Scale.SEVERAL and len(lines) < 2 and "choice_lines" not in self.errors:
            self.add_error("choice_lines", _("Give at least two choices."))
        if scale and scale != Scale.SEVERAL and lines:
            self.add_error("choice_lines", _("Only “choose several” has choices."))
        if not self.instance.pk and self.instance.version.items.count() >= MOST_ITEMS:
            self.add_error(None, _("At most %(limit)s questions: nobody answers more.") % {"limit": MOST_ITEMS})
        self.instance.choices = self.codes(lines) if scale == Scale.SEVERAL else []
        return data

    def codes(self, lines):
        """A choice that reads as before keeps its code; a new one gets a code from its words."""
        known = {self.texts.get(self.instance.choice_key(choice), choice): choice for choice in self.instance.choices}
        codes = []
        for number, line in enumerate(lines, start=1):
            code = known.get(line) or slugify(line)[:30].strip("-") or f"choice-{number}"
            codes.append(code if code not in codes else f"{code[:30]}-{number}")
        return codes

    def save(self):
        version = self.instance.version
        self.instance.section = instruments.section_of(version, self.cleaned_data["section_code"])
        item = super().save()
        texts = {item.text_key: self.cleaned_data["question"]}
        texts |= {
            item.choice_key(choice): line
            for choice, line in zip(item.choices, self.cleaned_data["choice_lines"] or [], strict=False)
        }
        instruments.write_texts(version, SOURCE_LANGUAGE, texts)
        version.sections.filter(items=None).delete()
        return item


class TextsForm(forms.Form):
    """The texts of a version in one language, each beside what it reads in English. `seen`: what stood there when the
    page was opened, so that a second person's work is not overwritten."""

    def __init__(self, version, language, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.version, self.language = version, language
        source = instruments.texts_of(version, SOURCE_LANGUAGE)
        kept = dict(version.texts.filter(language=language.tag).values_list("key", "text"))
        self.kept = kept
        is_source = language.tag == SOURCE_LANGUAGE
        keys = list(source_names(version)) if is_source else instruments.keys_to_translate(version, language.tag)
        names = source_names(version)
        for key in keys:
            self.fields[key] = forms.CharField(
                label=names.get(key, key) if is_source else source.get(key, key),
                required=False,
                max_length=LONGEST_TEXT,
                initial=kept.get(key, ""),
                widget=forms.Textarea(
                    attrs={
                        "rows": 2,
                        "lang": language.tag,
                        **({"dir": "rtl"} if language.is_right_to_left else {}),
                    }
                ),
            )
            self.fields[f"seen-{key}"] = forms.CharField(
                required=False, initial=kept.get(key, ""), widget=forms.HiddenInput, strip=False
            )
        self.helper = helper(gettext_lazy("Save the texts"), f"survey-texts-{language.tag}")

    def keys(self):
        return [name for name in self.fields if not name.startswith("seen-")]

    def clean(self):
        data = super().clean()
        self.wanted = {}
        for key in self.keys():
            typed, seen, kept = data.get(key, ""), data.get(f"seen-{key}", ""), self.kept.get(key, "")
            typed, seen = typed.replace("\r\n", "\n"), seen.replace("\r\n", "\n")
            if typed == seen:
                continue  # not touched here: what others wrote meanwhile stays
            if kept not in (seen, typed):
                words = _("Somebody wrote meanwhile: “%(text)s”. Save again to replace it.")
                self.add_error(key, words % {"text": kept})
                self.data = self.data.copy()
                self.data[self.add_prefix(f"seen-{key}")] = kept
            self.wanted[key] = typed
        return data

    def save(self):
        instruments.write_texts(self.version, self.language.tag, self.wanted)


def source_names(version):
    """{key: name} of the texts that no question holds."""
    found = {"title": _("Title"), "intro": _("Introduction")}
    for section in version.sections.all():
        found[f"section-{section.code}"] = _("Heading of the section “%(code)s”") % {"code": section.code}
    return found
