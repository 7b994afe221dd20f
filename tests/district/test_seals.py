"""The seals over the audit trail: nothing late is missed, and whatever is altered, missing or inserted is named."""

from contextlib import contextmanager

import pghistory
import pytest
from django.core.management import CommandError, call_command
from django.db import DEFAULT_DB_ALIAS, DatabaseError, connection, connections, transaction
from hypothesis import given, settings
from hypothesis import strategies as st

from district import notices
from district.access import Role
from district.models import AuditEntry, AuditVerification, ContextChange, Notice, School, Seal, SealBlock
from district.models.audit import EntryKind
from district.trail import entries, resealing, sealing, tables, telling, verifying
from tests.factories import MembershipFactory, SchoolFactory, UserFactory

SCHOOL_EVENTS = School.pgh_event_model._meta.db_table
ENTRIES = AuditEntry._meta.db_table


@contextmanager
def as_the_owner_of_the_database():
    """Without triggers, and undone at the end."""
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
        for table in (
            SCHOOL_EVENTS,
            ENTRIES,
            tables.CONTEXTS,
            "district_contextchange",
            "district_seal",
            "district_sealblock",
        ):
            cursor.execute(f"ALTER TABLE {table} DISABLE TRIGGER USER")
        yield cursor
        transaction.set_rollback(True)


def whats(verified):
    return {finding.what for finding in verified.findings}


def named(verified):
    return {(finding.what, finding.table, finding.row) for finding in verified.findings}


@pytest.fixture
def trail(db):
    """Three schools that were entered and renamed by a person, and two entries beside; all of it sealed, twice."""
    person = UserFactory()
    with pghistory.context(user=person.pk, ip="10.1.2.3"):
        schools = [SchoolFactory() for _number in range(3)]
    entries.note(EntryKind.SIGNED_IN, user=person)
    sealing.seal_all()
    with pghistory.context(user=person.pk):
        School.objects.filter(pk=schools[0].pk).update(name="Batchelder")
    entries.note(EntryKind.SIGNED_OUT, user=person)
    sealing.seal_all()
    return schools


def test_what_nobody_touched_is_as_it_was_sealed(trail):
    verified = verifying.verify()

    assert verified.is_good and not verified.unsealed
    assert verified.seals == 2
    assert verified.rows >= 7
    assert verified.last_hash == Seal.objects.last().hash


def test_rows_younger_than_the_last_seal_are_said_to_wait(trail):
    entries.note(EntryKind.SIGNED_IN)

    assert verifying.verify().unsealed == {ENTRIES: 1}
    assert sealing.seal_once().rows == 1
    assert not verifying.unsealed()


def test_where_nothing_is_new_no_seal_is_made(trail):
    assert sealing.seal_once() is None


EVENT = f"SELECT min(pgh_id) FROM {SCHOOL_EVENTS}"
LAST_ENTRY = f"SELECT max(id) FROM {ENTRIES}"
TAMPERINGS = {
    "a value of an event": (f"UPDATE {SCHOOL_EVENTS} SET name = 'x' WHERE pgh_id = ({EVENT})", verifying.ALTERED),
    "an event's time": (
        f"UPDATE {SCHOOL_EVENTS} SET pgh_created_at = now() - interval '1 day' WHERE pgh_id = ({EVENT})",
        verifying.ALTERED,
    ),
    "nothing instead of an empty text": (
        f"UPDATE {ENTRIES} SET user_id = NULL WHERE id = ({LAST_ENTRY})",
        verifying.ALTERED,
    ),
    "an event is taken out": (f"DELETE FROM {SCHOOL_EVENTS} WHERE pgh_id = ({EVENT})", verifying.MISSING),
    "the newest entry is taken out": (f"DELETE FROM {ENTRIES} WHERE id = ({LAST_ENTRY})", verifying.MISSING),
    "all entries are taken out": (f"DELETE FROM {ENTRIES}", verifying.MISSING),
    "an entry before the first": (
        f"INSERT INTO {ENTRIES} (id, at, kind, about, page, note, address, request) "
        "VALUES (-5, now(), 'SIGNED_IN', '', '', '', '', '')",
        verifying.INSERTED,
    ),
    "an id of an event": (
        f"UPDATE {SCHOOL_EVENTS} SET pgh_id = -1 WHERE pgh_id = ({EVENT})",
        verifying.INSERTED,
    ),
    "an event of somebody else": (
        f"UPDATE {SCHOOL_EVENTS} SET pgh_context_id = NULL WHERE pgh_id = ({EVENT})",
        verifying.ALTERED,
    ),
    "who did it": ("UPDATE pghistory_context SET metadata = '{\"user\": 0}'", verifying.CONTEXT_ALTERED),
    "when it was": ("UPDATE pghistory_context SET created_at = now() - interval '2 days'", verifying.CONTEXT_ALTERED),
    "the circumstances are taken out": ("DELETE FROM pghistory_context", verifying.CONTEXT_ALTERED),
    "a seal is taken out": (
        "DELETE FROM district_sealblock WHERE seal_id = 1; DELETE FROM district_seal WHERE number = 1",
        verifying.CHAIN,
    ),
    "a range is taken out": (
        "DELETE FROM district_sealblock WHERE id = (SELECT min(id) FROM district_sealblock)",
        verifying.CHAIN,
    ),
    "the time of a seal": ("UPDATE district_seal SET made_at = now() - interval '1 day'", verifying.CHAIN),
    "the sum of a range": ("UPDATE district_sealblock SET hash = repeat('0', 64)", verifying.CHAIN),
}  # fmt: skip


@pytest.mark.parametrize("name", TAMPERINGS)
def test_whatever_is_altered_without_triggers_is_found(trail, name):
    statement, what = TAMPERINGS[name]
    with as_the_owner_of_the_database() as cursor:
        cursor.execute(statement)
        assert what in whats(verifying.verify())
    assert verifying.verify().is_good


def test_the_row_is_named_and_no_other(trail):
    with as_the_owner_of_the_database() as cursor:
        cursor.execute(f"UPDATE {ENTRIES} SET note = 'x' WHERE id = ({LAST_ENTRY}) RETURNING id")
        (pk,) = cursor.fetchone()
        assert named(verifying.verify()) == {(verifying.ALTERED, ENTRIES, str(pk))}


def test_the_last_seal_taken_away_with_its_rows_is_found_by_its_sum_kept_outside(trail):
    kept = verifying.verify().last_hash
    with as_the_owner_of_the_database() as cursor:
        cursor.execute(f"DELETE FROM {SCHOOL_EVENTS} WHERE pgh_label = 'update'")
        cursor.execute(f"DELETE FROM {ENTRIES} WHERE id = ({LAST_ENTRY})")
        cursor.execute("DELETE FROM district_sealblock WHERE seal_id = 2")
        cursor.execute("DELETE FROM district_seal WHERE number = 2")

        assert verifying.verify().is_good  # a chain that is whole
        assert whats(verifying.verify(against=kept)) == {verifying.NOT_OURS}
    assert verifying.verify(against=kept.upper()).is_good


def test_a_reason_given_later_in_the_same_request_is_no_difference(trail):
    school = trail[0]
    with pghistory.context(user=1):
        School.objects.filter(pk=school.pk).update(name="Burns")
        sealing.seal_all()
        with pghistory.context(note="Renamed by the board"):
            School.objects.filter(pk=school.pk).update(name="Burns Latino Studies")
    sealing.seal_all()

    assert ContextChange.objects.count() == 1
    assert verifying.verify().is_good
    with as_the_owner_of_the_database() as cursor:
        cursor.execute("UPDATE pghistory_context SET metadata = '{\"user\": 2}' WHERE metadata ? 'note'")
        assert verifying.CONTEXT_ALTERED in whats(verifying.verify())
    with as_the_owner_of_the_database() as cursor:
        cursor.execute("UPDATE district_contextchange SET before = '{\"user\": 2}'")
        assert verifying.CONTEXT_ALTERED in whats(verifying.verify())


def test_circumstances_that_are_added_to_after_days_are_refused_and_where_forged_found(trail):
    with as_the_owner_of_the_database() as cursor:
        cursor.execute("UPDATE pghistory_context SET created_at = created_at - interval '5 days'")
        for table in ("district_sealblock", "district_seal"):
            cursor.execute(f"DELETE FROM {table}")
        sealing.seal_all()
        cursor.execute(
            "INSERT INTO district_contextchange (context_id, context_made_at, before, after, at) SELECT id, "
            "created_at, metadata, '{}', created_at FROM pghistory_context; "
            "UPDATE pghistory_context SET metadata = '{}'"
        )
        assert sealing.seal_once()
        assert whats(verifying.verify()) == {verifying.CONTEXT_LATE}
        cursor.execute("ALTER TABLE pghistory_context ENABLE TRIGGER USER")
        with pytest.raises(DatabaseError, match="Cannot update or delete"), transaction.atomic():
            cursor.execute("UPDATE pghistory_context SET metadata = '{\"user\": 3}'")


@pytest.mark.parametrize(
    "statement",
    [
        "DELETE FROM pghistory_context",
        "UPDATE pghistory_context SET created_at = now() + interval '1 second'",
        "UPDATE district_auditentry SET note = 'x'",
        "DELETE FROM district_sealblock",
        "UPDATE district_seal SET rows = 0",
    ],
)
def test_with_triggers_nothing_of_it_can_be_changed(trail, statement):
    with (
        pytest.raises(DatabaseError, match="Cannot (update|delete)"),
        transaction.atomic(),
        connection.cursor() as cursor,
    ):
        cursor.execute(statement)


# ---------------------------------------------------------------------- other columns


def test_a_column_that_comes_later_breaks_no_seal(trail):
    with as_the_owner_of_the_database() as cursor:
        cursor.execute(f"ALTER TABLE {ENTRIES} ADD COLUMN device text NOT NULL DEFAULT 'none'")
        assert verifying.verify().is_good
        entries.note(EntryKind.SIGNED_IN)
        sealing.seal_all()
        assert verifying.verify().is_good
        cursor.execute(f"UPDATE {ENTRIES} SET device = 'x' WHERE id = ({LAST_ENTRY})")
        assert whats(verifying.verify()) == {verifying.ALTERED}


def test_where_a_column_is_gone_that_is_said_and_nothing_else_is_sealed_anew(trail):
    with pytest.raises(resealing.NothingToSealAnew):
        resealing.reseal(ENTRIES, "to hide something")
    with as_the_owner_of_the_database() as cursor:
        cursor.execute(f"ALTER TABLE {SCHOOL_EVENTS} DROP COLUMN closed_on")
        assert named(verifying.verify()) == {(verifying.COLUMNS_GONE, SCHOOL_EVENTS, "closed_on")}


def test_a_table_sealed_anew_is_checked_from_then_on(trail):
    with as_the_owner_of_the_database() as cursor:
        cursor.execute(f"ALTER TABLE {SCHOOL_EVENTS} DROP COLUMN closed_on")
        with pytest.raises(CommandError):
            call_command("reseal_audit", "district_nothing", because="?")
        call_command("reseal_audit", SCHOOL_EVENTS, because="The last day moved")
        sealing.seal_all()

        assert verifying.verify().is_good
        assert Seal.objects.exclude(reason="").get().reason == "The last day moved"
        assert AuditEntry.objects.filter(kind=EntryKind.RESEALED).exists()
        cursor.execute(f"UPDATE {SCHOOL_EVENTS} SET name = 'x' WHERE pgh_id = ({EVENT})")
        assert whats(verifying.verify()) == {verifying.ALTERED}


def test_a_table_that_is_gone_is_missed(trail):
    with as_the_owner_of_the_database() as cursor:
        cursor.execute(f"ALTER TABLE {ENTRIES} RENAME TO elsewhere")
        found = named(verifying.verify())
    assert found == {(verifying.TABLE_GONE, ENTRIES, "")}


# ---------------------------------------------------------------------- many rows, many writers


def test_many_rows_are_several_ranges_and_several_seals(db, monkeypatch):
    monkeypatch.setattr(sealing, "BLOCK_ROWS", 3)
    monkeypatch.setattr(sealing, "TABLE_ROWS", 7)
    sealing.seal_all()  # what the migrations entered
    AuditEntry.objects.bulk_create([AuditEntry(kind=EntryKind.SIGNED_IN) for _number in range(17)])

    seals = sealing.seal_all()
    assert [seal.rows for seal in seals] == [7, 7, 3]
    blocks = SealBlock.objects.filter(shape__table=ENTRIES).order_by("pk")
    assert list(blocks.values_list("rows", flat=True)) == [3, 3, 1, 3, 3, 1, 3]
    assert verifying.verify().is_good


class Writers:
    """Several connections that write entries and leave them open for as long as they like."""

    def __init__(self, count):
        self.open = [connections.create_connection(DEFAULT_DB_ALIAS) for _number in range(count)]
        for one in self.open:
            one.set_autocommit(False)

    def write(self, number):
        with self.open[number].cursor() as cursor:
            cursor.execute(
                f"INSERT INTO {ENTRIES} (at, kind, about, page, note, address, request) "
                "VALUES (now(), 'SIGNED_IN', %s, '', '', '', '')",
                [str(number)],
            )

    def commit(self, number):
        self.open[number].commit()

    def roll_back(self, number):
        self.open[number].rollback()

    def close(self):
        for one in self.open:
            one.rollback()
            one.close()


STEPS = st.tuples(st.sampled_from(["write", "write", "commit", "roll_back", "seal"]), st.integers(0, 2))


@pytest.mark.django_db(transaction=True)
@settings(max_examples=8)
@given(
    steps=st.lists(STEPS, min_size=4, max_size=14),
    tampering=st.sampled_from(["note = 'x'", None]),
    at=st.integers(0, 99),
)
def test_in_whatever_order_writers_commit_nothing_is_missed_and_any_tampering_found(steps, tampering, at):
    writers = Writers(3)
    try:
        for step, number in steps:
            if step == "seal":
                sealing.seal_once(wait=0)
                assert verifying.verify().is_good
            else:
                getattr(writers, step)(number)
        for number in (2, 0, 1):
            writers.commit(number)
    finally:
        writers.close()
    sealing.seal_all()
    assert verifying.verify().is_good and not verifying.unsealed()

    there = list(AuditEntry.objects.values_list("pk", flat=True))
    if there:
        victim = there[at % len(there)]
        with as_the_owner_of_the_database() as cursor:
            change = f"UPDATE {ENTRIES} SET {tampering}" if tampering else f"DELETE FROM {ENTRIES}"
            cursor.execute(f"{change} WHERE id = %s", [victim])
            what = verifying.ALTERED if tampering else verifying.MISSING
            assert named(verifying.verify()) == {(what, ENTRIES, str(victim))}


@pytest.mark.django_db(transaction=True)
def test_an_entry_that_commits_after_younger_ones_were_seen_is_not_missed():
    writers = Writers(2)
    try:
        writers.write(0)  # has the lower id, and stays open
        writers.write(1)
        writers.commit(1)
        with connections[DEFAULT_DB_ALIAS].cursor() as cursor:
            SchoolFactory()
            seal = sealing.seal_once(wait=0)
            sealed = set(seal.blocks.values_list("shape__table", flat=True))
            assert ENTRIES not in sealed and SCHOOL_EVENTS in sealed  # only where somebody still writes it waits
            assert cursor.closed is False
        writers.commit(0)
    finally:
        writers.close()

    assert sealing.seal_once(wait=0).rows == 2
    assert verifying.verify().is_good


# ---------------------------------------------------------------------- commands and telling


def test_the_commands_seal_and_verify_and_end_with_one_where_something_differs(trail, capsys):
    call_command("seal_audit")
    call_command("verify_audit", against=Seal.objects.last().hash)
    assert "0 different" in capsys.readouterr().out
    with as_the_owner_of_the_database() as cursor:
        cursor.execute(f"DELETE FROM {ENTRIES} WHERE id = ({LAST_ENTRY})")
        with pytest.raises(SystemExit) as ended:
            call_command("verify_audit")
    assert ended.value.code == 1
    assert "DIFFERENT seal 2 district_auditentry" in capsys.readouterr().out


def test_administrators_are_told_of_a_difference_and_the_days_sum_leaves_the_portal(trail, settings, mailoutbox):
    settings.AUDIT_SEAL_MAIL = "auditor@example.org"
    administrator = MembershipFactory(role=Role.ADMINISTRATOR, school=None).user
    MembershipFactory(role=Role.PRINCIPAL)
    _verified, good = verifying.verify_and_record()
    telling.tell(good)
    assert [mail.to for mail in mailoutbox] == [["auditor@example.org"]]
    assert good.last_hash in mailoutbox[0].body

    with as_the_owner_of_the_database() as cursor:
        cursor.execute(f"DELETE FROM {ENTRIES}")
        _verified, bad = verifying.verify_and_record()
        telling.tell(bad)
        notice = Notice.objects.get()
        assert notice.recipient == administrator
        assert "2 differences" in notices.sentence_of(notice)
        assert AuditVerification.objects.first().findings[0]["what"] == verifying.MISSING
