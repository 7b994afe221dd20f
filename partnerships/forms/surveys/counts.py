"""Counting paper forms: how many gave each answer, question by question, against the number of forms."""

from crispy_forms.layout import Div, Field, Fieldset, Layout
from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from district.forms.guard import NotUnseen
from district.models import Language
from partnerships.models import CountSheet
from partnerships.models.instruments import Scale
from partnerships.surveys.instruments import texts_of
from partnerships.surveys.scales import LARGEST_NUMBER, STEPS, label_key
from plans.forms.implementation import helper

ANSWERED = "answered"  # of a question where several can be chosen: how many forms have a tick at all


class CountForm(NotUnseen, forms.ModelForm):
    """A pile of paper forms in one language. What was left blank is not counted, so a sum may be below the number of
    forms and never above it."""

    class Meta:
        model = CountSheet
        fields = ["language", "returned_total"]
        help_texts = {"returned_total": gettext_lazy("All forms in the pile, also those with questions left out.")}

    def __init__(self, reader_language, *args, **kwargs):
        super().__init__(*args, **kwargs)
        version = self.instance.place.survey.version
        self.texts = texts_of(version, reader_language)
        self.items = [item for item in version.items.all() if item.scale != Scale.TEXT]
        self.fields["language"].queryset = Language.objects.all()
        self.fields["language"].empty_label = None
        layout = ["language", "returned_total"]
        for item in self.items:
            names = self.add_fields(item)
            layout.append(Fieldset(self.texts.get(item.text_key, item.code), Div(*names, css_class="count-row")))
        self.helper = helper(gettext_lazy("Save the counts"), "survey-count")
        self.helper.layout = Layout(*layout, Field("seen"))

    def add_fields(self, item):
        kept = self.instance.counts.get(item.code, {})
        if item.scale == Scale.NUMBER:
            name = self.name(item, "list")
            written = " ".join(value for value, total in sorted(kept.items(), key=by_number) for _time in range(total))
            self.fields[name] = forms.CharField(
                label=gettext_lazy("The numbers as they stand on the forms, one after the other"),
                required=False,
                max_length=20_000,
                widget=forms.Textarea(attrs={"rows": 2, "inputmode": "numeric"}),
                help_text=gettext_lazy("With blanks between them: 0 2 2 5"),
                initial=written,
            )
            return [name]
        names = []
        for value, label in self.steps(item):
            names.append(name := self.name(item, value))
            self.fields[name] = forms.IntegerField(
                label=label,
                required=False,
                min_value=0,
                max_value=20_000,
                initial=kept.get(f"{value}:1" if item.scale == Scale.SEVERAL else str(value)),
                widget=forms.NumberInput(attrs={"inputmode": "numeric", "autocomplete": "off"}),
            )
        if item.scale == Scale.SEVERAL:
            self.fields[names[-1]].initial = answered_of(item, kept)
        return names

    def steps(self, item):
        if item.scale == Scale.SEVERAL:
            choices = [(choice, self.texts.get(item.choice_key(choice), choice)) for choice in item.choices]
            return [*choices, (ANSWERED, gettext_lazy("Forms with at least one tick here"))]
        return [
            (value, self.texts[label_key(item.scale, value)]) for value in reversed(STEPS[Scale(item.scale)].values)
        ]

    @staticmethod
    def name(item, value):
        return f"{item.code}.{value}"

    def clean(self):
        data = super().clean()
        self.counted = {}
        most = data.get("returned_total")
        for item in self.items:
            try:
                counts = self.counts_of(item, data)
            except ValidationError as error:
                self.add_error(self.last_name(item), error)
                continue
            if counts and most is not None and people(item, counts) > most:
                words = _("More answers (%(total)s) than forms (%(forms)s).")
                error = words % {"total": people(item, counts), "forms": most}
                self.add_error(self.last_name(item), error)
            if counts:
                self.counted[item.code] = counts
        if most and not self.counted and not self.errors:
            self.add_error(None, _("No answer is counted yet."))
        return data

    def last_name(self, item):
        return [name for name in self.fields if name.startswith(f"{item.code}.")][-1]

    def counts_of(self, item, data):
        """{value: how many} of an item, as a count sheet keeps it. Raises ValidationError."""
        if item.scale == Scale.NUMBER:
            return counted_numbers(data.get(self.name(item, "list")) or "")
        given = {str(value): data.get(self.name(item, value)) for value, _label in self.steps(item)}
        if item.scale != Scale.SEVERAL:
            return {value: total for value, total in given.items() if total}
        answered = given.pop(ANSWERED) or 0
        ticks = {choice: total or 0 for choice, total in given.items()}
        if not answered and not any(ticks.values()):
            return {}
        if max(ticks.values()) > answered:
            raise ValidationError(_("No choice can have more ticks than there are forms with a tick."))
        if sum(ticks.values()) < answered:
            raise ValidationError(_("Fewer ticks than forms with a tick."))
        return of_choices(ticks, answered)

    def save(self, *, by):
        self.instance.counts = self.counted
        self.instance.entered_by = by
        self.instance.confirmed_by = None
        return super().save()


def of_choices(ticks, answered):
    """{"choice:1": who chose it, "choice:0": who answered and did not}."""
    counts = {}
    for choice, total in ticks.items():
        counts[f"{choice}:1"], counts[f"{choice}:0"] = total, answered - total
    return counts


def counted_numbers(text):
    counts = {}
    for word in text.replace(",", " ").replace(";", " ").split():
        if not (word.isascii() and word.isdecimal()) or len(word) > 6 or int(word) > LARGEST_NUMBER:
            raise ValidationError(
                _("“%(word)s” is no number up to %(limit)s.") % {"word": word[:20], "limit": LARGEST_NUMBER}
            )
        counts[str(int(word))] = counts.get(str(int(word)), 0) + 1
    return counts


def people(item, counts):
    """How many forms the counts of an item speak of."""
    if item.scale != Scale.SEVERAL:
        return sum(counts.values())
    return max((counts.get(f"{choice}:1", 0) + counts.get(f"{choice}:0", 0) for choice in item.choices), default=0)


def answered_of(item, kept):
    return people(item, kept) or None


def by_number(pair):
    return int(pair[0])
