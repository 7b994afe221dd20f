""" "Did you mean": proper names that are like what was typed, where nothing was found."""

from django.contrib.postgres.search import TrigramWordSimilarity
from django.db import connection, transaction
from django.db.models import TextField, Value
from django.db.models.lookups import Lookup

from district.words import PlainText

ENOUGH_ALIKE = 0.45  # of the letters in threes, for one changed letter in a name of five
LONGEST = 80
MOST = 5


class _Alike(Lookup):
    """Whether a name holds something like the words, by the index for it."""

    lookup_name = "portal_alike"

    def as_sql(self, compiler, connection):
        name, name_parameters = self.process_lhs(compiler, connection)
        words, words_parameters = self.process_rhs(compiler, connection)
        return f"({name} %%> {words})", (*name_parameters, *words_parameters)


def names_like(kinds, user, text):
    """[(kind, record), …] that the person may see and whose names are like `text`, the most alike first."""
    words = PlainText(Value(text[:LONGEST], output_field=TextField()))
    found = []
    with transaction.atomic():
        with connection.cursor() as cursor:
            cursor.execute("SELECT set_config('pg_trgm.word_similarity_threshold', %s, true)", [str(ENOUGH_ALIKE)])
        for kind in kinds:
            if kind.alike:
                name = PlainText(kind.alike)
                rows = kind.rows(user).filter(_Alike(name, words))
                rows = rows.annotate(likeness=TrigramWordSimilarity(words, name)).order_by("-likeness", kind.alike)
                found += [(record.likeness, kind, record) for record in rows[:MOST]]
    found.sort(key=lambda one: -one[0])
    return [(kind, record) for _likeness, kind, record in found[:MOST]]
