"""For small forms that two people may open at once: whoever saves second reads first what the other saved."""

from django import forms
from django.utils import formats, timezone
from django.utils.translation import gettext as _

from district.history import entry_of
from district.history_words import Words


class NotUnseen:
    """Mixin of a ModelForm for a tracked model: refuses once what would overwrite somebody else's save.

    The form carries the event that the person saw last. If there are newer ones, it says on top who changed what,
    keeps what was typed, and takes the form when it is sent again.
    """

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["seen"] = forms.IntegerField(widget=forms.HiddenInput, required=False, min_value=0)
        self.initial["seen"] = self._newest()

    def _newest(self):
        if not self.instance.pk:
            return 0
        return self.instance.events.order_by("-pgh_id").values_list("pgh_id", flat=True).first() or 0

    def clean(self):
        data = super().clean()
        newest = self.initial["seen"]
        if self.instance.pk and (self.cleaned_data.get("seen") or 0) != newest:
            for sentence in self._what_others_did(self.cleaned_data.get("seen") or 0):
                self.add_error(None, sentence)
            self.data = self.data.copy()
            self.data[self.add_prefix("seen")] = newest
        return data

    def _what_others_did(self, seen):
        events = list(self.instance.events.select_related("pgh_context").order_by("pgh_id"))
        words = Words(type(self.instance), events, {})
        for before, event in zip([None, *events], events, strict=False):
            if event.pgh_id > seen:
                entry = entry_of(event, before, words)
                yield _(
                    "%(person)s saved this on %(time)s while you were writing (%(changes)s). "
                    "Save again to put what you wrote in its place."
                ) % {"person": entry.who, "time": _moment(entry.at), "changes": _told(entry.changes)}


def _moment(at):
    return formats.date_format(timezone.localtime(at), "SHORT_DATETIME_FORMAT")


def _told(changes):
    empty = _("empty")
    return "; ".join(f"{change.field}: {change.before or empty} → {change.after or empty}" for change in changes)
