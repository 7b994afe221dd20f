"""Two people change one activity: what the first one saved is shown to the second, field by field, before anything
is overwritten (feature 105)."""

from dataclasses import dataclass

from django.forms import CheckboxInput
from django.utils.text import capfirst

from district.history import linked_at
from district.history_words import Words
from partnerships.models import Activity

KEEP = "keep-"  # prefix of the choices on the page: keep-title=theirs
THEIRS, MINE = "theirs", "mine"


@dataclass(frozen=True)
class Difference:
    """One field that the other person changed; the three values in words. `touched`: this person changed it too."""

    name: str
    label: str
    before: str
    theirs: str
    mine: str
    touched: bool

    @property
    def choice_name(self):
        return KEEP + self.name


def differences(form, theirs):
    """What somebody saved since this person opened the form, where the two now disagree.

    `form` is valid and bound; its instance carries this person's values. `theirs` is the record as stored.
    """
    mine, before = form.instance, _version(theirs, form.cleaned_data["version"])
    words = Words(Activity, [version for version in (before, theirs, mine) if version], {})
    found = []
    for name in form.fields:
        field = next((field for field in Activity._meta.fields if field.name == name), None)
        if field is not None:
            values = [getattr(version, field.attname, None) for version in (before, theirs, mine)]
            said = [words.value(field, version) for version in (before, theirs, mine)]
            found += _difference(field, before is not None, values, said)
    return found + _link_differences(form, theirs, before, words)


def _version(activity, number):
    """The trace of the record as it was in that version, or None where it left none (loaded in bulk)."""
    return activity.events.filter(version=number).order_by("-pgh_id").first()


def _difference(field, is_known, values, said):
    before, theirs, mine = values
    if theirs == mine or (is_known and theirs == before):
        return []
    touched = not is_known or mine != before
    return [Difference(field.name, capfirst(str(field.verbose_name)), *said, touched)]


def _link_differences(form, theirs, before, words):
    found = []
    for field in Activity._meta.many_to_many:
        if field.name not in form.cleaned_data:
            continue
        now = words.linked_now(theirs, field)
        mine = {target.pk for target in form.cleaned_data[field.name]}
        words.learn(field.related_model, mine)
        was = linked_at(theirs, field, before.pgh_created_at) if before else set()
        words.learn(field.related_model, was)
        values = [frozenset(was), frozenset(now), frozenset(mine)]
        found += _difference(field, before is not None, values, [words.linked(field, keys) for keys in values])
    return found


def resolved(posted, form_now):
    """What the person sent, with the other's value wherever they chose it.

    `form_now` is an unbound form of the record as stored: its fields know how a value looks when a browser sends it.
    """
    data = posted.copy()
    for name in form_now.fields:
        if data.get(KEEP + name) == THEIRS:
            data.setlist(name, _as_sent(form_now[name]))
    return data


def _as_sent(bound_field):
    widget, value = bound_field.field.widget, bound_field.value()
    if isinstance(widget, CheckboxInput):
        return ["on"] if value else []
    formatted = widget.format_value(value)
    if formatted is None:
        return []
    return [str(item) for item in formatted] if isinstance(formatted, (list, tuple)) else [str(formatted)]


def sent_again(posted):
    """Name and value of everything that was sent, for hidden fields; the choices and the version are set anew."""
    skip = ("csrfmiddlewaretoken", "version")
    return [
        (name, value)
        for name, values in posted.lists()
        if name not in skip and not name.startswith(KEEP)
        for value in values
    ]
