"""How hard a text is to read: a hint to the writer, never a judgement.

English: the Flesch-Kincaid grade, 0.39 × words per sentence + 11.8 × syllables per word − 15.59 (Kincaid and others,
1975). Spanish: the Fernández Huerta ease, 206.84 − 60 × syllables per word − 1.02 × words per sentence (1959).
Syllables are counted as groups of vowels, which is near enough for a hint. Other languages have no formula here.
"""

import re

from django.utils.translation import gettext as _

FEWEST_WORDS = 20  # of less nothing can be said
PLAIN_GRADE = 7  # of the Flesch-Kincaid scale: readable for most adults
HARD_GRADE = 10
PLAIN_EASE = 70  # of the Fernández Huerta scale: "fairly easy" and better
HARD_EASE = 55
VOWELS = {"en": "aeiouy", "es": "aeiouáéíóúü"}


def measured(text, tag):
    """(words per sentence, syllables per word), or None where the text is too short or the language has no formula."""
    words = re.findall(r"[^\W\d_]+(?:['’][^\W\d_]+)*", text)
    if tag not in VOWELS or len(words) < FEWEST_WORDS:
        return None
    sentences = max(len([one for one in re.split(r"[.!?:;\n]+", text) if re.search(r"\w", one)]), 1)
    syllables = sum(syllables_of(word.lower(), tag) for word in words)
    return len(words) / sentences, syllables / len(words)


def syllables_of(word, tag):
    count = len(re.findall(f"[{VOWELS[tag]}]+", word))
    if tag == "en" and word.endswith("e") and not word.endswith("le") and count > 1:
        count -= 1
    return max(count, 1)


def hint(text, tag):
    """(words for the writer, kind of the status tag), or None where nothing can be said."""
    found = measured(text, tag)
    if found is None:
        return None
    per_sentence, per_word = found
    if tag == "en":
        grade = 0.39 * per_sentence + 11.8 * per_word - 15.59
        is_plain, is_hard = grade <= PLAIN_GRADE, grade > HARD_GRADE
    else:
        ease = 206.84 - 60 * per_word - 1.02 * per_sentence
        is_plain, is_hard = ease >= PLAIN_EASE, ease < HARD_EASE
    if is_plain:
        return _("Plain to read"), "good"
    if is_hard:
        return _("Hard to read: shorter sentences and everyday words help"), "warn"
    return _("A little hard to read"), "neutral"
