"""Which fields of a form hold free text, where somebody may write about one child (`childrens_names`)."""

from django import forms
from django.utils.translation import gettext as _

from district import childrens_names

# One line of free text: what a field of that kind is called everywhere. The names of grown-ups stand in other fields.
ONE_LINE = ("title", "what", "reason", "note", "follow", "summary", "text")
LONG = 40  # characters, from which what came with a request is a sentence and not a choice or a name
# No text of a person: keys, a pasted table (its columns are looked at), and what allauth asks for.
NO_TEXT = ("csrfmiddlewaretoken", "confirmed", "seen", "grid", "key", "next", "back")


def is_free(name, widget):
    if isinstance(widget, forms.Textarea):
        return name.rpartition("-")[2] not in NO_TEXT
    is_line = isinstance(widget, forms.TextInput) and widget.input_type == "text"
    return is_line and name.rpartition("-")[2].startswith(ONE_LINE)


def is_looked_at(request):
    """A form that somebody signed in saved, except those of their account, and those that asked already."""
    match = getattr(request, "resolver_match", None)
    if match is None or match.view_name.startswith(("account_", "mfa_", "usersessions_", "socialaccount_")):
        return False
    return request.user.is_authenticated and not request.POST.get("confirmed")


def texts_of(posted):
    """The free texts among what a form sent."""
    for name, values in posted.lists():
        plain = name.rpartition("-")[2]
        if plain in NO_TEXT or "password" in plain:
            continue
        yield from (text for text in values if len(text) >= LONG or plain.startswith(ONE_LINE))


def said_after_saving(kinds):
    """One sentence for what was saved. It repeats nothing of the text: messages may lie in a cookie."""
    said = {
        "name": _("Saved. The text looks as if it names a child. If it does, open it again and take the name out."),
        "number": _(
            "Saved. The text holds what looks like a student's number. If it is one, open it again and take it out."
        ),
        "birth": _(
            "Saved. The text holds what looks like a day of birth. If it is a child's, open it again and take it out."
        ),
    }
    return next(said[kind] for kind in ("number", "birth", "name") if kind in kinds)


def for_browsers():
    """The rules as plain data, for `static/js/children.js`."""
    return {
        "patterns": childrens_names.patterns(),
        "noNames": sorted(childrens_names.no_names()),
        "said": {kind: str(text) for kind, text in childrens_names.sentences().items()},
        "oneLine": ONE_LINE,
        "noText": NO_TEXT,
    }
