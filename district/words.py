"""The words by which a record is found: one declaration for its index and for the question asked of it.

A model lists `SCHOOL_WORDS.index("school_words")` among its indexes. The words are worked out by the database function
`portal_words` (migration 0003 of this app) and kept in the index alone: no column, no trigger, nothing to keep in step.
"""

from django.contrib.postgres.indexes import GinIndex, OpClass
from django.contrib.postgres.search import SearchVectorField
from django.db.models import BooleanField, F, Func, TextField, Value


class Filled(Func):
    template = "COALESCE(%(expressions)s, '')"
    output_field = TextField()


class Joined(Func):
    """Several texts as one; an empty one does no harm."""

    template = "(%(expressions)s)"
    arg_joiner = " || ' ' || "
    output_field = TextField()


class PortalWords(Func):
    """The words of names and of longer texts, under the English and the Spanish rules, without accents."""

    function = "portal_words"
    arity = 2
    output_field = SearchVectorField()


class PlainText(Func):
    """A name in small letters and without accents, for names that are merely alike."""

    function = "portal_plain"
    output_field = TextField()


class WithoutZeros(Func):
    """A code as spreadsheets leave it: 0640111 becomes 640111."""

    template = "ltrim(%(expressions)s, '0')"
    output_field = TextField()


class AddressParts(Func):
    """The parts of an e-mail address, apart: a name is often found in it."""

    template = "translate(%(expressions)s, '@._-+', '     ')"
    output_field = TextField()


class _Query(Func):
    template = "%(expressions)s::tsquery"


class Matches(Func):
    """Whether words answer a question, as a condition."""

    template = "(%(expressions)s)"
    arg_joiner = " @@ "
    output_field = BooleanField()


class Words:
    """`names` are what people call a record, and count more; `texts` are what else it says. Fields or expressions."""

    def __init__(self, *names, texts=()):
        self.names, self.texts = _joined(names), _joined(texts)
        self.is_given = bool(names or texts)

    @property
    def vector(self):
        return PortalWords(self.names, self.texts)

    def match(self, tsquery):
        return Matches(self.vector, _Query(Value(tsquery)))

    def index(self, name, **options):
        return GinIndex(self.vector, name=name, **options)


def _joined(parts):
    if not parts:
        return Value("", output_field=TextField())
    return Joined(*(Filled(F(part) if isinstance(part, str) else part) for part in parts))


def names_index(field, name):
    """The index for names that are merely alike ("Did you mean")."""
    return GinIndex(OpClass(PlainText(F(field)), name="gin_trgm_ops"), name=name)
