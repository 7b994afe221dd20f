"""What is away for a while is told from a mistake: by asking the real database server in both ways."""

import errno

import psycopg2
import pytest
from django.db import DataError, IntegrityError, InterfaceError, OperationalError, ProgrammingError, connection

from district.away import is_away


@pytest.mark.parametrize(
    ("code", "away"),
    [
        ("53300", True),  # no connection free
        ("53100", True),  # disk full
        ("57P01", True),  # ended by an administrator
        ("57P03", True),  # starting up
        ("08006", True),
        ("58030", True),  # the disk cannot be read
        (None, True),  # the line broke
        ("57014", False),  # a statement that took too long
        ("40P01", False),  # two that waited for each other
        ("55P03", False),
    ],
)
def test_an_error_of_the_server_is_known_by_its_code(code, away):
    class Error(psycopg2.OperationalError):
        pgcode = code

    error = OperationalError("…")
    error.__cause__ = Error()
    assert is_away(error) is away
    assert is_away(Error()) is away, "as COPY raises it, which goes past Django"


@pytest.mark.django_db
def test_a_statement_that_is_wrong_is_a_mistake_of_ours():
    with pytest.raises(ProgrammingError) as caught, connection.cursor() as cursor:
        cursor.execute("SELECT nothing FROM nowhere")
    assert not is_away(caught.value)


def test_a_server_that_is_not_there_is_away(tmp_path):
    with pytest.raises(psycopg2.OperationalError) as caught:
        psycopg2.connect(host=str(tmp_path), dbname="none", user="none")
    error = OperationalError(str(caught.value))
    error.__cause__ = caught.value
    assert is_away(error)


def test_a_value_that_the_driver_cannot_write_is_a_mistake_of_ours():
    assert not is_away(psycopg2.ProgrammingError("can't adapt type 'object'"))


def test_what_led_to_an_error_counts():
    try:
        try:
            raise InterfaceError("connection already closed")
        except InterfaceError:
            raise ValueError("a template") from None
    except ValueError as error:
        assert is_away(error)


@pytest.mark.parametrize(
    ("error", "away"),
    [
        (OSError(errno.ENOSPC, "No space left on device"), True),
        (FileNotFoundError(errno.ENOENT, "No such file"), False),
        (DataError("value too long"), False),
        (IntegrityError("twice"), False),
        (ValueError("line 3"), False),
        (None, False),
    ],
)
def test_a_full_disk_is_away_and_a_mistake_is_not(error, away):
    assert is_away(error) is away
