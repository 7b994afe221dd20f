"""Whatever is thrown at the log: no secret, nobody's address and no private link comes out of it."""

import json
import logging
import sys

import pghistory
import pytest
from django.db import IntegrityError, connection, transaction
from hypothesis import given
from hypothesis import strategies as st

from fce_portal.logs import JsonFormatter, PlainFormatter
from fce_portal.redaction import LONGEST, redacted
from fce_portal.slow_queries import timed, watch, without_values
from tests.factories import UserFactory

TOKEN = "kJ8s_2nQxW4vLr9TbY7mZcF1dGhP3aEu"
SECRETS = [
    ("connecting to postgresql://portal:hunter2hunter2@database:5432/fce_portal", "hunter2hunter2"),
    ("redis://:hunter2hunter2@broker:6379/0 refused", "hunter2hunter2"),
    ("smtp+tls://mailer:hunter2hunter2@mail.example:587", "hunter2hunter2"),
    ("{'login': 'x', 'password': 'my dog, Rex'}", "my dog, Rex"),
    ('{"password1": "my dog Rex", "next": "/"}', "my dog Rex"),
    ("password=hunter2hunter2&next=/", "hunter2hunter2"),
    ("SECRET_KEY = 'hunter2hunter2'", "hunter2hunter2"),
    ("Authorization: Bearer abc.def.ghi", "abc.def.ghi"),
    ("'Authorization': 'Basic aHVudGVyMg=='", "aHVudGVyMg=="),
    ("Cookie: sessionid=abcdef0123456789; csrftoken=zyx987", "abcdef0123456789"),
    ("Set-Cookie: sessionid=abcdef0123456789; Path=/", "abcdef0123456789"),
    ("csrfmiddlewaretoken=zyx987zyx987", "zyx987zyx987"),
    ("api_key=abc123def", "abc123def"),
    ("recovery_codes: 12345678", "12345678"),
    ("GET /calendar/feed.ics?key=abc123def456", "abc123def456"),
    (f"GET /l/{TOKEN}/", TOKEN),
    ("POST /e/abc123/hand-in/", "abc123"),
    ("Not Found: /w/QX7K2M/", "QX7K2M"),
    ("see https://portal.example.org/s/QX7K2M/thanks/", "QX7K2M"),
    ("/mail/stop/MTI:1r2s3t:abcdefghij/", "MTI:1r2s3t:abcdefghij"),
    ("/views/stop/abcdef123/", "abcdef123"),
    ("/views/shared/2d3c0a3e-65a0-4b8a-9f53-3b1d9e6f1c11/", "2d3c0a3e-65a0-4b8a-9f53-3b1d9e6f1c11"),
    ("/councils/requests/abcdef123/confirm/", "abcdef123"),
    ("/accounts/password/reset/key/4-cabc12-0123456789abcdef/", "4-cabc12-0123456789abcdef"),
    ("/accounts/confirm-email/MQ:1tAbCd:AbCdEf/", "MQ:1tAbCd:AbCdEf"),
    ("a signed value MTI:1tAbCd:h5Wq9YkZ0aBcDeFgHiJkLmNoPqRsTuVw", "h5Wq9YkZ0aBcDeFgHiJkLmNoPqRsTuVw"),
    (f"the token {TOKEN} has run out", TOKEN),
    ("eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiIxIn0.c2lnbmF0dXJl", "eyJzdWIiOiIxIn0"),
    ("Recipient refused: Maria.Lopez+school@hartford.example", "Lopez"),
    ("/help/?email=maria%40hartford.example", "maria"),
    ("DETAIL:  Key (name, phone)=(Maria Lopez, 860 555 0100) already exists.", "Lopez"),
    ("DETAIL:  Failing row contains (7, Maria Lopez, null).", "Lopez"),
    ('invalid input syntax for type integer: "Maria Lopez"', "Lopez"),
]


@pytest.mark.parametrize(("text", "secret"), SECRETS)
def test_a_secret_does_not_come_out(text, secret):
    assert secret not in redacted(text)
    assert redacted(redacted(text)) == redacted(text)


@pytest.mark.parametrize(
    "text",
    [
        "GET /schools/0640611/ 200",
        "GET /councils/meetings/17/ 404",
        "Mail 17 could not be sent: SMTPServerDisconnected",
        'File "/srv/portal/governance/seats.py", line 120, in standings',
        "The broker cannot be reached; district.tasks.send_mails was not sent",
        "SELECT district_school.id FROM district_school WHERE code = %s",
        "0af7651916cd43dd8448eb211c80319c",  # a request's id is no secret
    ],
)
def test_what_support_needs_stays(text):
    assert redacted(text) == text


@given(st.text(max_size=200))
def test_any_text_can_be_redacted_and_is_stable(text):
    once = redacted(text)
    assert redacted(once) == once


def test_a_text_beyond_all_measure_loses_its_middle():
    text = redacted("password=abc " + "a-" * 100_000 + " maria@hartford.example")
    assert len(text) <= LONGEST and text.startswith("password=[secret]") and text.endswith("[e-mail]")


def line_of(**record):
    made = logging.LogRecord("portal", logging.ERROR, "", 0, record.pop("msg", "x"), record.pop("args", ()), None)
    vars(made).update(record)
    return JsonFormatter().format(made)


def test_the_words_of_an_exception_are_redacted_and_named_fields_go_whole():
    try:
        raise ValueError(f"password={TOKEN} of maria@hartford.example")
    except ValueError:
        text = line_of(exc_info=sys.exc_info(), headers={"Cookie": "a=b", "Host": "x"}, token="short", seen=["a@b.org"])
    line = json.loads(text)
    assert TOKEN not in text and "maria@" not in text and "a@b.org" not in text
    assert line["headers"] == {"Cookie": "[secret]", "Host": "x"}
    assert line["token"] == "[secret]"
    assert "ValueError" in line["exception"]


def test_the_terminal_of_a_first_run_is_no_way_out_either():
    record = logging.LogRecord("portal", logging.ERROR, "", 0, "to %s", ("maria@hartford.example",), None)
    assert PlainFormatter("{message}", style="{").format(record) == "to [e-mail]"


@pytest.mark.django_db
def test_a_row_that_the_database_refuses_is_not_quoted():
    UserFactory(email="maria@hartford.example")
    with pytest.raises(IntegrityError), transaction.atomic():
        try:
            UserFactory(email="maria@hartford.example")
        except IntegrityError:
            text = line_of(exc_info=sys.exc_info())
            raise
    assert "maria@" not in text
    assert "[values]" in text


# ------------------------------------------------------------------ slow statements


@pytest.mark.django_db
def test_a_slow_statement_is_logged_without_its_values(settings, caplog):
    connection.ensure_connection()
    settings.SLOW_QUERY_MILLISECONDS = 1
    with caplog.at_level(logging.WARNING, "portal.slow_query"), connection.cursor() as cursor:
        cursor.execute("SELECT pg_sleep(0.005), 'Maria', %s, 860", ["Lopez"])
    (record,) = caplog.records
    assert record.statement == "SELECT pg_sleep(?), ?, %s, ?"
    assert record.milliseconds >= 5
    assert "Lopez" not in JsonFormatter().format(record)


@pytest.mark.django_db
def test_a_quick_statement_is_not_logged(caplog):
    with caplog.at_level(logging.WARNING, "portal.slow_query"), connection.cursor() as cursor:
        cursor.execute("SELECT 1")
    assert not caplog.records


@pytest.mark.django_db
def test_a_connection_that_opens_in_the_middle_of_an_audited_request_keeps_no_hook_of_the_audit():
    if timed in connection.execute_wrappers:
        connection.execute_wrappers.remove(timed)
    before = list(connection.execute_wrappers)
    with pghistory.context(user=1):
        watch(connection)
    assert connection.execute_wrappers == [timed, *before]


@pytest.mark.parametrize(
    ("sql", "shape"),
    [
        ("SELECT 1 FROM t WHERE a = 'O''Hara'", "SELECT ? FROM t WHERE a = ?"),
        ("WHERE id IN (%s, %s, %s, %s, %s)", "WHERE id IN (…)"),
        ("SELECT\n   a1.b2\n FROM a1", "SELECT a1.b2 FROM a1"),
        ("SELECT $$Maria$$", "SELECT ?"),
    ],
)
def test_a_statement_is_told_by_its_shape(sql, shape):
    assert without_values(sql) == shape
