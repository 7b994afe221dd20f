"""Beat goes on at its pace when the clock of the machine is set, and where its file cannot be written."""

import errno
import gc
from datetime import timedelta

import pytest

from fce_portal.beat import Scheduler
from fce_portal.celery import app


@pytest.fixture
def clock(monkeypatch):
    """Seconds by which the wall clock is ahead of the stopwatch."""
    ahead = {"seconds": 1_000_000.0}
    monkeypatch.setattr("fce_portal.beat.time.time", lambda: 5.0 + ahead["seconds"])
    monkeypatch.setattr("fce_portal.beat.time.monotonic", lambda: 5.0)
    return ahead


@pytest.fixture
def scheduler(tmp_path, clock):
    made = Scheduler(app=app, schedule_filename=str(tmp_path / "schedule"), lazy=True)
    made.setup_schedule()
    yield made
    made._store.close()


def entry_of(scheduler):
    return scheduler.schedule["send-mails"]


def ahead_of_now(scheduler, entry):
    return entry.last_run_at - entry.default_now()


def test_what_ran_last_while_the_clock_was_hours_ahead_is_due_again_in_a_minute(scheduler, clock):
    scheduler.clock_was_stepped()
    entry = entry_of(scheduler)
    entry.last_run_at = entry.default_now() + timedelta(hours=3)
    clock["seconds"] -= 3 * 3600

    assert scheduler.clock_was_stepped()
    scheduler.begin_from_now()

    assert entry.is_due().next <= 60
    assert scheduler._heap is None, "all others are worked out anew as well"


def test_what_was_noted_by_a_wrong_clock_is_put_right_when_beat_starts(scheduler):
    entry = entry_of(scheduler)
    entry.last_run_at = entry.default_now() + timedelta(hours=3)
    scheduler.apply_entry = lambda *args, **kwargs: None
    scheduler.tick()
    assert ahead_of_now(scheduler, entry_of(scheduler)) <= timedelta(0)


def test_a_clock_that_goes_right_changes_nothing(scheduler, clock):
    assert scheduler.clock_was_stepped(), "before the first look nobody knows"
    assert not scheduler.clock_was_stepped()
    clock["seconds"] += 1
    assert not scheduler.clock_was_stepped(), "clocks are moved by a second when they are set by the network"


def test_a_full_disk_does_not_end_beat(scheduler, monkeypatch, caplog):
    def full():
        raise OSError(errno.ENOSPC, "No space left on device")

    with monkeypatch.context() as patched:
        patched.setattr(scheduler._store, "sync", full)
        scheduler.sync()
    assert "could not be kept" in caplog.text


def test_it_is_the_scheduler_of_beat():
    assert app.conf.beat_scheduler == "fce_portal.beat:Scheduler"


@pytest.mark.parametrize("left", [b"", b"\0" * 4096, b"half"], ids=["empty", "of zeros", "cut off"])
@pytest.mark.parametrize("which", ["all its files", "the one that holds the times"])
def test_a_file_that_a_power_cut_left_damaged_does_not_keep_beat_from_starting(tmp_path, which, left):
    """What ran last is forgotten then: some tasks run once more, which harms nothing."""
    path = tmp_path / "beat-schedule"
    first = Scheduler(app=app, schedule_filename=str(path), lazy=False)
    first.close()
    files = sorted(tmp_path.glob("beat-schedule*"), key=lambda file: file.stat().st_size)
    for file in files if which == "all its files" else files[-1:]:
        file.write_bytes(left)

    again = Scheduler(app=app, schedule_filename=str(path), lazy=False)
    gc.collect()  # with what was given up, which writes nothing when it goes
    assert again.schedule.keys() >= app.conf.beat_schedule.keys()
    ran_last = again.schedule["send-mails"].last_run_at
    again.close()
    kept = Scheduler(app=app, schedule_filename=str(path), lazy=False)
    assert kept.schedule["send-mails"].last_run_at == ran_last
    kept.close()
