"""What in a free text or a table looks as if it named one child: a name after "student", a name with a grade, a number
that only children have, a day of birth.

The portal holds counts and no children (design, principle 1). A text is warned about and never refused, for a rule that
reads words is wrong now and then; a table with a column of children is refused whole. The same patterns go to the
browser (`patterns`), which warns while one types: they keep to what Python and JavaScript read alike.
"""

import re
from dataclasses import dataclass
from functools import lru_cache

from django.conf import settings
from django.utils.translation import gettext as _

from district.reference import child_words

CAPITAL, SMALL = "A-ZÁÉÍÓÚÑÜ", "a-záéíóúüñ"
NAME = f"[{CAPITAL}][{SMALL}]+(?:['-][{CAPITAL}]?[{SMALL}]+)?"
DAY = (
    r"(?:\d{1,2}[/.-]\d{1,2}[/.-](?:\d{4}|\d{2})|\d{4}-\d{2}-\d{2}|[A-Za-z]{3,10}\.? \d{1,2},? \d{4}"
    r"|\d{1,2} de [a-z]{4,10}(?: de)? \d{4})"
)
GRADE = (
    r"(?:[Gg]rade|[Gg]r\.|[Gg]rado|\d{1,2}(?:st|nd|rd|th) [Gg]rade(?:r)?"
    r"|(?:[Ff]irst|[Ss]econd|[Tt]hird|[Ff]ourth|[Ff]ifth|[Ss]ixth|[Ss]eventh|[Ee]ighth|[Nn]inth) [Gg]rade(?:r)?"
    r"|\d{1,2}\.?[º°] [Gg]rado|(?:[Pp]rimer|[Ss]egundo|[Tt]ercer|[Cc]uarto|[Qq]uinto|[Ss]exto) [Gg]rado)"
)


@dataclass(frozen=True)
class Finding:
    """`kind` is "name", "number" or "birth"; `words` is the passage that looks so."""

    kind: str
    words: str


def _either_case(words):
    """The words as they stand in a sentence, at its beginning and in capitals (JavaScript knows no `(?i:…)`)."""
    forms = {form for word in words for form in (word, word[0].upper() + word[1:], word.upper())}
    return "|".join(re.escape(form).replace(r"\ ", " ") for form in sorted(forms, key=lambda form: (-len(form), form)))


@lru_cache(maxsize=1)
def patterns():
    """[(kind, pattern)]: of a name the first group is the name."""
    children, named = _either_case(child_words.CHILDREN), _either_case(child_words.NAMED)
    numbers, births = _either_case(child_words.NUMBERS), _either_case(child_words.BIRTHS)
    return [
        ("number", rf"\b(?:{numbers})[ .:#=-]{{0,4}}(\d{{4,12}})"),
        ("number", r"(?:^|[^\d.,/+(-])(\d{10})(?=$|[^\d/-])"),
        ("birth", rf"\b(?:{births})[ :,]{{0,3}}(?:(?:on|is|was|el|es|the) )?({DAY})"),
        ("name", rf"\b(?:{children})[\s,:]+(?:(?:{named})\s+)?({NAME})"),
        ("name", rf"\b([{CAPITAL}][{SMALL}]{{2,}}) [{CAPITAL}]\.(?=\s|,|;|$)"),
        ("name", rf"\b({NAME})(?: {NAME})?(?:,| \(|,? (?:is|in|from|is in|está en|de|en)(?: the)?) ?{GRADE}"),
    ]


@lru_cache(maxsize=1)
def _compiled():
    return [(kind, re.compile(pattern)) for kind, pattern in patterns()]


def no_names():
    return child_words.NO_NAMES | set(settings.CHILD_SCAN_NO_NAMES)


def found_in(text):
    """The first passage of each kind that looks as if it spoke of one child. Wrong now and then, on purpose."""
    found = {}
    for kind, pattern in _compiled():
        for match in pattern.finditer(text or ""):
            if kind != "name" or match.group(1) not in no_names():
                found.setdefault(kind, Finding(kind, match.group(1)))
    return list(found.values())


def name_in(text):
    """The word that looks like a child's name, or an empty string."""
    return next((finding.words for finding in found_in(text) if finding.kind == "name"), "")


def sentences():
    """{kind: what to say of it}, in the reader's language. `%(words)s` is the passage."""
    return {
        "name": _("“%(words)s” looks like a child's name. If it is one, take it out: children are not named here."),
        "number": _(
            "“%(words)s” looks like a student's number. If it is one, take it out: children are not named here."
        ),
        "birth": _(
            "“%(words)s” looks like a day of birth. If it is a child's, take it out: children are not named here."
        ),
    }


def hints(text):
    """What to say beside a field with this text, a sentence for each kind of finding; it can be saved all the same."""
    said = sentences()
    return [said[finding.kind] % {"words": finding.words} for finding in found_in(text)]


# ------------------------------------------------------------------ tables


def column_about_a_child(headings):
    """The first of the headings that only a list of children has; an empty string where none is."""
    refused = child_words.COLUMNS | {plain(heading) for heading in settings.CHILD_SCAN_COLUMNS}
    return next((str(heading).strip() for heading in headings if plain(heading) in refused), "")


def plain(heading):
    """Small letters and single blanks, without signs: "Student's_Name:" and "students name" are the same."""
    words = re.sub(r"[^\w\s]", "", str(heading).casefold().replace("_", " ").replace("-", " "))
    return " ".join(words.split())


def column_sentence(heading):
    return _(
        "The column “%(column)s” is about single children. The portal holds counts only: take it out, with its cells."
    ) % {"column": heading[:80]}
