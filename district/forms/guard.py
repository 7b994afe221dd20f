"""For forms that two people may open at once: whoever saves second sees what the first changed, field by field, and
chooses; nothing is overwritten unseen (features, row 105)."""

import copy

from django import forms
from django.db import connection
from django.forms.models import construct_instance
from django.utils import formats, timezone
from django.utils.html import format_html, format_html_join
from django.utils.translation import gettext as _

from district.forms import conflicts
from district.history import history_of, newest_events
from district.word_difference import word_pieces

BIGGEST = 2**63 - 1  # that a key can be
MARKS = {"same": "{}", "gone": "<del>{}</del>", "new": "<ins>{}</ins>"}


class NotUnseen:
    """Mixin of a ModelForm for a tracked model: refuses what would overwrite somebody else's save, and asks.

    The form carries the event that the person saw last. If there are newer ones that change what this form holds, it
    says on top who saved, keeps what was typed, and puts before each field in question a choice of the two values.
    What others changed elsewhere in the record stays as they saved it. Inside a transaction the record is locked, so
    two saves cannot pass each other.
    """

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        if self.is_bound and not self.instance._state.adding and connection.in_atomic_block:
            self._lock()
        self.fields["seen"] = forms.CharField(widget=forms.HiddenInput, required=False, max_length=100)
        self.initial["seen"] = self._newest()
        if self.is_bound:
            self.data = conflicts.resolved(self.data, self, self._own_fields())

    def _lock(self):
        """Take the record as it is stored now; raises what `get` raises where somebody has removed it."""
        stored = type(self.instance)._base_manager.select_for_update(of=("self",)).get(pk=self.instance.pk)
        for field in stored._meta.concrete_fields:
            if getattr(stored, field.attname) != getattr(self.instance, field.attname):
                setattr(self.instance, field.attname, getattr(stored, field.attname))
                if field.name in self.fields:
                    self.initial[field.name] = field.value_from_object(stored)

    def _own_fields(self):
        of_model = {field.name for field in [*self.instance._meta.fields, *self.instance._meta.many_to_many]}
        return [name for name in self.fields if name in of_model]

    def _links(self):
        return [field for field in self.instance._meta.many_to_many if field.name in self.fields]

    def _newest(self):
        if not self.instance.pk:
            return ""
        return "-".join(map(str, newest_events(self.instance, self._links())))

    def clean(self):
        data = super().clean()
        is_stored = self.instance.pk and not self.instance._state.adding  # the one row of settings has its key before
        if is_stored and self.cleaned_data.get("seen") != self.initial["seen"]:
            own, links = self._seen()
            before = self.instance.events.filter(pgh_id=own).first()
            if found := conflicts.differences(self, self._as_typed(), self.instance, before, links):
                self._ask(found)
            self.data = self.data.copy()
            self.data[self.add_prefix("seen")] = self.initial["seen"]
        return data

    def _seen(self):
        """What the person saw last: the record's own event and that of each field of links; 0 where it is not said."""
        said = [int(part) if part.isdecimal() else 0 for part in (self.cleaned_data.get("seen") or "").split("-")]
        own, *links = said + [0] * len(self._links())
        return min(own, BIGGEST), {
            field.name: min(pk, BIGGEST) for field, pk in zip(self._links(), links, strict=False)
        }

    def _as_typed(self):
        typed = copy.copy(self.instance)
        return construct_instance(self, typed, self._meta.fields, self._meta.exclude)

    def _ask(self, found):
        self.add_error(None, self._who_saved())
        self.data = self.data.copy()
        for difference in found:
            choice = _choice(difference)
            self.fields = _put_before(self.fields, difference.name, difference.choice_name, choice)
            chosen = conflicts.MINE if difference.touched else conflicts.THEIRS
            self.data[self.add_prefix(difference.choice_name)] = chosen

    def _who_saved(self):
        newest = history_of(self.instance)[0]
        return _(
            "%(person)s saved this on %(time)s while you were writing. Nothing is overwritten yet: choose below what "
            "stays, then save again."
        ) % {"person": newest.who, "time": _moment(newest.at)}


def _choice(difference):
    empty = _("empty")
    mine_words = _("Yours: %(value)s") if difference.touched else _("As it was when you opened it: %(value)s")
    return forms.ChoiceField(
        label=_("%(field)s: which one stays?") % {"field": difference.label},
        choices=[
            (conflicts.THEIRS, _phrase(_("Theirs: %(value)s"), difference.theirs or empty)),
            (conflicts.MINE, _phrase(mine_words, difference.mine or empty)),
        ],
        help_text=_what_they_changed(difference),
        widget=forms.RadioSelect,
    )


def _what_they_changed(difference):
    """Their changes word by word, where a sentence became another one."""
    if " " not in difference.before or not difference.theirs:
        return ""
    pieces = word_pieces(difference.before, difference.theirs)
    return _phrase(_("What they changed: %(value)s"), format_html_join("", "{}", ((_marked(*one),) for one in pieces)))


def _marked(kind, text):
    return format_html(MARKS[kind], text)


def _phrase(words, value):
    before, after = words.split("%(value)s")
    return format_html('{}<span class="difference">{}</span>{}', before, value, after)


def _put_before(fields, name, new_name, new_field):
    ordered = {}
    for key, field in fields.items():
        if key == name:
            ordered[new_name] = new_field
        ordered[key] = field
    return ordered


def _moment(at):
    return formats.date_format(timezone.localtime(at), "SHORT_DATETIME_FORMAT")
