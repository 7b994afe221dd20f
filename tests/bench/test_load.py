"""The load runs: arrivals, waiting, the search for the highest rate, the rule of flatness. Each on what is known."""

import os
import time
from itertools import pairwise
from random import Random

import pytest

from bench.load import judging, mix
from bench.load.arrivals import Arrival, arrivals
from bench.load.flatness import TooShort, growth
from bench.load.generator import Asked, Generator, Step
from bench.load.pages import form_with
from bench.load.people import Everybody
from bench.load.sampling import Sample, Sampler
from bench.load.search import highest_rate
from bench.load.soak import judge, series_of

# ---------------------------------------------------------------------- arrivals


def test_people_arrive_at_the_rate_and_in_the_shares_that_were_asked_for():
    found = arrivals(50, 200, {"log": 3, "read": 1}, seed=1)
    assert len(found) == pytest.approx(50 * 200, rel=0.05)
    assert sum(one.kind == "log" for one in found) / len(found) == pytest.approx(0.75, abs=0.02)
    assert [one.at for one in found] == sorted(one.at for one in found) and found[-1].at < 200


def test_arrivals_are_independent_of_one_another():
    moments = [one.at for one in arrivals(10, 500, {"read": 1}, seed=3)]
    gaps = [after - before for before, after in pairwise(moments)]
    average = sum(gaps) / len(gaps)
    spread = (sum((gap - average) ** 2 for gap in gaps) / len(gaps)) ** 0.5
    assert spread == pytest.approx(average, rel=0.1)  # of an exponential distribution both are the same


def test_the_same_seed_makes_the_same_afternoon():
    asked = {"log": 1, "read": 2}
    assert arrivals(5, 20, asked, seed=7) == arrivals(5, 20, asked, seed=7) != arrivals(5, 20, asked, seed=8)


def test_a_rate_of_nobody_is_refused():
    with pytest.raises(ValueError, match="rate above zero"):
        arrivals(0, 10, {"read": 1}, seed=1)


# ---------------------------------------------------------------------- waiting


def test_waiting_counts_from_the_arrival_also_when_everybody_is_held_up():
    """One thread, three people at once, a tenth of a second each: the third has waited for all three."""

    def visit(arrival, asker):
        time.sleep(0.1)
        asker.note("read")

    coming = [Arrival(0.0, "read", 0.0)] * 3
    step = Generator(visit, threads=1).play(coming, rate=3, warm_up=0, seconds=1)
    assert all(one.seconds >= 0.1 * number for number, one in enumerate(step.asked, start=1))
    assert len(step.asked) == 3
    assert not step.given_up


def test_what_arrives_while_warming_up_is_not_counted():
    coming = [Arrival(0.0, "read", 0.0), Arrival(0.1, "read", 0.0)]
    step = Generator(lambda arrival, asker: asker.note("read"), threads=2).play(coming, rate=2, warm_up=0.05, seconds=1)
    assert len(step.asked) == 1


def test_a_visit_that_breaks_is_an_error_of_its_kind_and_the_others_go_on():
    def visit(arrival, asker):
        if arrival.luck:
            raise ConnectionResetError("reset by peer")
        asker.note("read")

    coming = [Arrival(0.0, "log", 1.0), Arrival(0.0, "read", 0.0)]
    step = Generator(visit, threads=1).play(coming, rate=2, warm_up=0, seconds=1)
    assert [one.error for one in step.by_kind()["log"]] == ["ConnectionResetError: reset by peer"]
    assert [one.error for one in step.by_kind()["read"]] == [""]
    assert not judging.passed(step)


# ---------------------------------------------------------------------- the search


@pytest.mark.parametrize(("capacity", "first"), [(37.0, 4), (37.0, 200), (0.9, 4), (4.0, 4)])
def test_the_search_ends_just_below_what_the_server_carries(capacity, first):
    found = highest_rate(lambda rate: rate <= capacity, first)
    assert capacity / 1.08 <= found.highest <= capacity


def test_a_server_that_carries_nothing_ends_the_search():
    found = highest_rate(lambda rate: False, 4)
    assert found.highest == 0 and len(found.steps) < 14


def test_a_rate_that_passed_above_one_that_failed_was_luck():
    answers = {4: True, 6.0: True, 9.0: True, 13.5: False}
    lucky = highest_rate(lambda rate: answers.get(rate, rate < 5 or 11 < rate < 12), 4)
    assert lucky.highest < lucky.lowest_failed


# ---------------------------------------------------------------------- what a step says


def step_of(seconds, errors=0):
    asked = [Asked(0.0, "read", one, 5) for one in seconds] + [Asked(0.0, "log", 0.1, None, "500")] * errors
    return Step(2.0, 10.0, asked, [0.001] * len(asked), 1.0, 10.0)


def test_a_step_passes_with_one_in_twenty_slow_and_fails_with_more_or_with_one_error():
    assert judging.passed(step_of([0.2] * 98 + [3.0] * 2))
    assert not judging.passed(step_of([0.2] * 90 + [3.0] * 10))
    assert not judging.passed(step_of([0.2] * 100, errors=1))


def samples(**facts):
    return [Sample(float(number), cpu={"web": 0.5}, **facts) for number in range(11)]


def test_what_is_short_is_read_from_the_samples(monkeypatch):
    monkeypatch.setattr(judging, "PROCESSORS", 2)
    slow = step_of([2.0] * 20)
    assert judging.told(slow, samples(busy=0.3, waiting_for_locks=3))["short"].startswith("locks")
    assert judging.told(slow, samples(busy=0.3, backlog=9))["short"].startswith("threads of the web")
    assert judging.told(slow, samples(busy=1.0))["short"].startswith("others on this machine")
    own = [Sample(one.at, cpu={"web": 1.6}, busy=1.0) for one in samples()]
    assert judging.told(slow, own)["short"].startswith("the processors")


def test_what_a_request_takes_of_a_processor_is_reckoned_from_the_samples(monkeypatch):
    monkeypatch.setattr(judging, "PROCESSORS", 2)
    told = judging.told(step_of([0.1] * 20), samples(busy=0.5))  # two requests a second take half a processor
    assert told["processor_ms_a_request"] == {"web": 250.0}
    assert told["would_fill_all"] == 8.0  # 2 arrivals a second × 2 processors ÷ 0.5


def test_the_sampler_sees_its_own_process():
    ages = {"generator": 0.0}
    with Sampler({"generator": os.getpid()}, port=1, interval=0.02, memory=True, lasting=ages) as sampler:
        before = time.process_time()
        while time.process_time() < before + 0.15:
            pass
        ages["generator"] = 1e9
        sampler.take()
    assert sampler.samples[0].lasting["generator"] > 5 and sampler.samples[-1].lasting["generator"] == 0
    assert 0.1 <= sum(one.cpu["generator"] for one in sampler.samples) < 1.0
    last = sampler.samples[-1]
    assert last.files["generator"] > 2 and last.threads["generator"] >= 2 and last.memory["generator"] > 5


# ---------------------------------------------------------------------- flatness


def series(seconds, growth_an_hour, noise, seed=1, every=10):
    rng = Random(seed)
    return [(at, 400 + growth_an_hour * at / 3600 + rng.gauss(0, noise)) for at in range(0, seconds, every)]


def test_a_leak_is_found_and_a_flat_series_passes():
    assert growth("memory", series(1800, 300, 8), 60).verdict == "growing"
    assert growth("memory", series(1800, 0, 8), 60).verdict == "flat"


def test_what_grows_only_in_the_first_half_is_flat():
    filling = [(at, min(900, at)) for at in range(0, 1800, 10)]
    assert growth("memory", filling, 60).verdict == "flat"


def test_processes_that_are_replaced_now_and_then_are_no_leak():
    saw = [(at, 400 + (at % 80)) for at in range(0, 1800, 10)]
    assert growth("memory", saw, 60).verdict == "flat"


def test_what_is_too_restless_to_tell_is_not_called_flat():
    found = [growth("memory", series(1800, 0, 400, seed=seed), 60).verdict for seed in range(40)]
    assert found.count("undecided") > 30 and found.count("growing") <= 4  # chance: one in forty


def test_too_few_samples_are_not_judged():
    with pytest.raises(TooShort):
        growth("memory", series(100, 0, 1), 60)


def soaked(growth_an_hour):
    return [
        Sample(at, memory={"web": value, "worker": 90.0}, files={"web": 30}, connections=9, busy=0.4)
        for at, value in series(1800, growth_an_hour, 3)
    ]


def test_a_soak_names_the_group_that_grows():
    told = judge(step_of([0.1] * 20), soaked(400), [])
    assert not told["passed"]
    assert [one["name"] for one in told["growths"] if one["verdict"] == "growing"] == ["memory of web"]
    assert judge(step_of([0.1] * 20), soaked(0), [])["passed"]


def test_what_connections_fill_is_not_judged_but_what_outlives_them_is():
    def found(leak_an_hour):
        lasting = series(1800, leak_an_hour, 1)
        full = [
            Sample(at, memory={"database": 100 + (at % 600) / 3}, lasting={"database": value}) for at, value in lasting
        ]
        return {one["name"]: one["verdict"] for one in judge(step_of([0.1] * 20), full, [])["growths"]}

    assert found(0)["memory of database beside connections"] == "flat"
    assert found(300)["memory of database beside connections"] == "growing"
    assert "memory of database" not in found(0)


@pytest.mark.parametrize("what", ["error", "dead rows", "too short"])
def test_a_soak_fails_on_an_error_on_dead_rows_and_when_it_was_too_short(what):
    step = step_of([0.1] * 20, errors=1 if what == "error" else 0)
    left = [("partnerships_activity", 10, 5000)] if what == "dead rows" else []
    found = soaked(0)[:10] if what == "too short" else soaked(0)
    assert not judge(step, found, left)["passed"]


def test_every_group_and_every_limit_is_judged():
    names = {name for name, _series, _limit in series_of(soaked(0))}
    assert {"memory of web", "memory of worker", "files of web", "connections", "queue", "outbox"} <= names


# ---------------------------------------------------------------------- visits


def test_the_shares_of_the_afternoon_are_out_of_a_thousand_and_every_role_comes():
    assert sum(kind.share for kind in mix.KINDS) == 1000
    from district.access import Role

    assert set(Role.values) | {mix.ANYBODY} == {role for kind in mix.KINDS for role in kind.roles}
    assert all(kind.why for kind in mix.KINDS) and len(mix.BY_NAME) == len(mix.KINDS)


def test_a_visit_for_which_the_district_has_nobody_is_left_out_and_named():
    read = {"schools": ["1"], "indicators": ["A"], "compacts": [], "packets": [], "works": []}
    everybody = Everybody(1, {"read": read, "people": {"BOARD_MEMBER": [{"email": "b@hartford.example"}]}})
    possible, left_out = mix.shares(everybody)
    assert "district dashboard" in possible and "front page" in possible
    assert {"log an activity", "packet", "compact in use", "history"} <= set(left_out)


def test_a_form_is_sent_again_as_the_page_gave_it():
    page = """<form method="post"><input name="lang" value="es"></form>
      <form method="post"><input type="hidden" name="version" value="3"><input name="title" value="Caf&eacute;">
      <input type="checkbox" name="food" checked><input type="checkbox" name="transport">
      <input type="radio" name="state" value="A"><input type="radio" name="state" value="B" checked>
      <select name="school"><option value="1">One</option><option value="2" selected>Two</option></select>
      <select name="place"><option value="">None</option><option value="HALL">Hall</option></select>
      <select name="tags" multiple><option value="x">X</option></select>
      <textarea name="notes">\nTwo
lines</textarea><input type="submit" name="go" value="Save"><input type="file" name="upload"></form>"""
    assert form_with(page, "version") == {
        "version": ["3"],
        "title": ["Café"],
        "food": ["on"],
        "state": ["B"],
        "school": ["2"],
        "place": [""],
        "notes": ["Two\nlines"],
    }
    with pytest.raises(ValueError, match="no form with a field"):
        form_with(page, "seen")
