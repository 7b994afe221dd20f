"""Understanding what people wrote: headings and words in every language of the portal, whichever it was written in."""

from django.conf import settings
from django.utils.translation import override


def plain(text):
    """Small letters and single blanks: how words are compared."""
    return " ".join(str(text).casefold().split())


def in_every_language(words):
    """{plain word: key} of what `words()` says, as {key: word}, in each language of the portal."""
    found = {}
    for language, _name in settings.LANGUAGES:
        with override(language):
            found |= {plain(word): key for key, word in words().items()}
    return found


def known_words(choices):
    """{plain word: value} of an enumeration: its labels and its codes."""
    return in_every_language(lambda: {one.value: one.label for one in choices}) | {
        plain(value): value for value in choices.values
    }
