"""Two people change one record: what the first one saved is shown to the second, field by field, before anything is
overwritten (features, row 105)."""

from dataclasses import dataclass

from django.forms import CheckboxInput
from django.utils.text import capfirst

from district.history import linked_at
from district.history_words import Words

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


def differences(form, mine, theirs, before, links_seen=None):
    """What somebody saved since this person opened the form, where the two now disagree.

    `mine` is a record that carries this person's values, `theirs` the record as stored, `before` its event as it was
    when the form was opened (None where it left none: loaded in bulk). Links are read from the form's cleaned data.
    """
    words = Words(type(theirs), [version for version in (before, theirs, mine) if version], {})
    found = []
    for name in form.fields:
        field = next((field for field in theirs._meta.fields if field.name == name), None)
        if field is not None and name in form.cleaned_data:
            values = [getattr(version, field.attname, None) for version in (before, theirs, mine)]
            said = [words.value(field, version) for version in (before, theirs, mine)]
            found += _difference(form, field, before is not None, values, said)
    return found + _link_differences(form, theirs, before, links_seen or {}, words)


def _difference(form, field, is_known, values, said):
    before, theirs, mine = values
    if theirs == mine or (is_known and theirs == before):
        return []
    touched = not is_known or mine != before
    label = form.fields[field.name].label or field.verbose_name
    return [Difference(field.name, capfirst(str(label)), *said, touched)]


def _link_differences(form, theirs, before, links_seen, words):
    found = []
    for field in theirs._meta.many_to_many:
        if field.name not in form.cleaned_data:
            continue
        now = words.linked_now(theirs, field)
        mine = {target.pk for target in form.cleaned_data[field.name]}
        words.learn(field.related_model, mine)
        was = _links_before(theirs, field, before, links_seen)
        words.learn(field.related_model, was)
        values = [frozenset(was), frozenset(now), frozenset(mine)]
        found += _difference(form, field, before is not None, values, [words.linked(field, keys) for keys in values])
    return found


def _links_before(theirs, field, before, links_seen):
    if field.name in links_seen:
        return linked_at(theirs, field, event=links_seen[field.name])
    return linked_at(theirs, field, moment=before.pgh_created_at) if before else set()


def resolved(posted, form_now, names=None):
    """What the person sent, with the other's value wherever they chose it.

    `form_now` is a form of the record as stored: its fields know how a stored value looks when a browser sends it.
    """
    data = posted.copy()
    for name in names or form_now.fields:
        if data.get(KEEP + name) == THEIRS:
            field = form_now.fields[name]
            value = field.prepare_value(form_now.get_initial_for_field(field, name))
            data.setlist(form_now.add_prefix(name), _as_sent(field.widget, value))
    return data


def _as_sent(widget, value):
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
