"""What a person typed, as a question to the database."""

import re
import unicodedata
from dataclasses import dataclass

from django.db import connection
from django.db.models import TextChoices

LONGEST = 200  # characters; nobody asks longer questions
SHORTEST_BEGINNING = 3  # letters of a word that is still being typed


class Problem(TextChoices):
    """Why nothing is looked for."""

    NONE = ""
    EMPTY = "EMPTY"  # nothing was asked
    NO_WORDS = "NO_WORDS"  # only "the", "de la", signs: in half of all texts, or in none
    ONLY_WITHOUT = "ONLY_WITHOUT"  # everything but: that is nearly all there is


@dataclass(frozen=True)
class Question:
    """`text` is what was asked, cleaned; `tsquery` what the database looks for, empty where there is a problem."""

    text: str
    tsquery: str = ""
    problem: str = Problem.NONE
    is_cut: bool = False

    @property
    def loose(self):
        """The question without the order of its words, which an index knows nothing of; empty where it asks for none.

        Whatever answers the question answers this too; where something is left out that does not hold.
        """
        loose = re.sub(r"<(-|\d+)>", "&", self.tsquery)
        return "" if loose == self.tsquery or "!" in loose else loose


# Both languages at once: what was typed may be either, and so may what it is to find. The last word may be a beginning.
_BEGINNING = """
    || (websearch_to_tsquery('public.portal_en', %(head)s) && to_tsquery('public.portal_plain', %(last)s))
    || (websearch_to_tsquery('pg_catalog.spanish', %(head)s) && to_tsquery('public.portal_plain', %(last)s))
"""
_ASK = """
SELECT (english || spanish {beginning})::text, least(numnode(english), numnode(spanish)), querytree(english || spanish)
FROM websearch_to_tsquery('public.portal_en', %(all)s) AS english,
    websearch_to_tsquery('pg_catalog.spanish', %(all)s) AS spanish
"""


def ask(typed):
    """The question in `typed`: words, "words in a row", -without, or. Never fails, whatever was typed."""
    text, is_cut = cleaned(typed)
    if not text:
        return Question(text, problem=Problem.EMPTY, is_cut=is_cut)
    words = text.translate(str.maketrans("/<>", "   "))  # as `portal_words` reads it
    head, last = beginning(words)
    parameters = {"all": words, "head": head, "last": f"'{last}':*"}
    with connection.cursor() as cursor:
        cursor.execute(_ASK.format(beginning=_BEGINNING if last else ""), parameters)
        tsquery, nodes, indexable = cursor.fetchone()
    if not nodes:  # one of the languages has no use for any of it
        return Question(text, problem=Problem.NO_WORDS, is_cut=is_cut)
    if indexable in ("", "T"):
        return Question(text, problem=Problem.ONLY_WITHOUT, is_cut=is_cut)
    return Question(text, tsquery, is_cut=is_cut)


def cleaned(typed):
    """One line without control characters, each accent part of its letter, not too long; and whether it was cut."""
    start = typed[: LONGEST * 4]
    text = "".join(" " if unicodedata.category(sign) in ("Cc", "Cs", "Zl", "Zp") else sign for sign in start)
    text = " ".join(unicodedata.normalize("NFC", text).split())
    return text[:LONGEST].strip(), len(text) > LONGEST or len(typed) > len(start)


def beginning(words):
    """(everything before, the last word) where the last word may be one that is still being typed; else ("", "")."""
    head, _space, last = words.rstrip().rpartition(" ")
    may_go_on = last.isalnum() and len(last) >= SHORTEST_BEGINNING and last.lower() != "or"
    return (head, last) if may_go_on and words.count('"') % 2 == 0 else ("", "")
