"""Taking an answer: it is added to counts, all at once or not at all, and nothing of it remains."""

import hashlib
import hmac
import secrets

from django.conf import settings
from django.db import connection, transaction
from django.utils.translation import gettext as _

from partnerships.models import AnswerCount, OwnWords, ReturnedCount, SlipCode
from partnerships.models.instruments import Scale
from partnerships.models.surveys import CODE_LETTERS, Way

SLIP_LENGTH = 8
MOST_SLIPS = 2000  # made at once for a place


class NotTaken(Exception):
    """An answer cannot be taken; says in words why. `field` is where on the form."""

    def __init__(self, words, field=None):
        super().__init__(words)
        self.field = field


@transaction.atomic
def take(place, language, answers, slip=""):
    """Count one form. `answers`: {item: value}, a list of choices for SEVERAL, a text for TEXT; what is left blank is
    not there. Raises NotTaken."""
    if not place.survey.takes_answers():
        raise NotTaken(_("This survey is closed."))
    something_in(answers)
    if place.survey.way == Way.SLIPS:
        spend(place, slip)
    rows = []
    for item, value in answers.items():
        if item.scale == Scale.TEXT:
            OwnWords.objects.create(place=place, item=item, language=language, text=value)
        elif item.scale == Scale.SEVERAL:
            rows += [(item.pk, choice, int(choice in value)) for choice in item.choices]
        else:
            rows.append((item.pk, "", value))
    add(ReturnedCount, {"place_id": place.pk, "language": language}, [()], ())
    # In the order of their keys, so that two forms sent at once wait for each other instead of blocking each other.
    same = {"place_id": place.pk, "language": language}
    add(AnswerCount, same, sorted(rows), ("item_id", "choice", "value"))


def something_in(answers):
    """Raises NotTaken for a form in which nothing is answered."""
    if not answers:
        raise NotTaken(_("Please answer at least one question."))


def count_form(model, same, answers, column):
    """One form more, which is the row without an item, and one more of each answer: `answers` is {record: value}, the
    record is named in `column`. Raises NotTaken."""
    something_in(answers)
    rows = sorted((record.pk, value) for record, value in answers.items())
    add(model, same, [(None, 0), *rows], (column, "value"))


def add(model, same, rows, columns):
    """One more of each row; the database adds, so that no two answers overwrite each other."""
    if not rows:
        return
    names = (*same, *columns)
    values = ", ".join(["(" + ", ".join(["%s"] * len(names)) + ", 1)"] * len(rows))
    statement = (
        f"INSERT INTO {model._meta.db_table} ({', '.join(names)}, total) VALUES {values} "
        f"ON CONFLICT ({', '.join(names)}) DO UPDATE SET total = {model._meta.db_table}.total + 1"
    )
    with connection.cursor() as cursor:
        cursor.execute(statement, [value for row in rows for value in (*same.values(), *row)])


# ---------------------------------------------------------------------- slips


def digest(code):
    """What is kept of a slip's code. Small letters; blanks and hyphens do not matter."""
    plain = "".join(sign for sign in code.lower() if sign.isalnum())
    return hmac.new(settings.SECRET_KEY.encode(), f"survey slip {plain}".encode(), hashlib.sha256).hexdigest()


def spend(place, code):
    """Use up a slip. Raises NotTaken for a code that is unknown here or was used."""
    found = SlipCode.objects.filter(place=place, digest=digest(code))
    if not code or not found.exists():
        raise NotTaken(_("This code is not known here. Please compare it with your slip."), "slip")
    if not found.filter(is_spent=False).update(is_spent=True):
        raise NotTaken(_("This code was used already. Each slip works once."), "slip")


@transaction.atomic
def make_slips(place, total):
    """So many new codes, to be printed now: nobody can read them again. They become what the response rate counts."""
    codes = ["".join(secrets.choice(CODE_LETTERS) for _sign in range(SLIP_LENGTH)) for _number in range(total)]
    SlipCode.objects.bulk_create(SlipCode(place=place, digest=digest(code)) for code in codes)
    place.asked_total = place.slip_codes.count()
    place.basis = place.Basis.SLIPS
    place.save()
    return [f"{code[:4]}-{code[4:]}" for code in codes]
