"""Playing one rate against what runs, with everything sampled meanwhile."""

from functools import partial

import redis

from bench.load.arrivals import Arrival, arrivals
from bench.load.generator import Generator
from bench.load.judging import figures, told
from bench.load.sampling import Sampler

SAMPLED_EVERY = 1.0
SIGN_INS_A_SECOND = 2.0
SIGN_IN_PATIENCE = 600.0  # everybody is to come in; how long that takes is said


class Player:
    """Plays arrivals of `shares` against a stack and says what came of them."""

    def __init__(self, services, database, stack, visit, shares, *, warm_up, seconds, seed):
        self.services, self.database, self.stack = services, database, stack
        self.generator, self.shares = Generator(visit), shares
        self.warm_up, self.seconds, self.seed = warm_up, seconds, seed
        self.steps = []

    def sampler(self, **options):
        return Sampler(
            self.stack.processes,
            port=self.stack.port,
            connect=partial(self.services.connect, self.database) if self.database else None,
            broker=redis.Redis.from_url(self.services.redis_url),
            **options,
        )

    def play(self, rate, *, warm_up=None, seconds=None):
        warm_up, seconds = warm_up or self.warm_up, seconds or self.seconds
        self.stack.web.require_alive()
        coming = arrivals(rate, warm_up + seconds, self.shares, self.seed)
        with self.sampler(interval=SAMPLED_EVERY) as sampler:
            step = self.generator.play(coming, rate=rate, warm_up=warm_up, seconds=seconds)
        began = sampler.samples[0].at if sampler.samples else 0
        samples = [one for one in sampler.samples if warm_up <= one.at - began <= warm_up + seconds]
        self.steps.append(told(step, samples))
        return self.steps[-1]


def sign_everybody_in(everybody, per_second=SIGN_INS_A_SECOND):
    """All who have an account sign in, so many a second: hashing passwords is a kind of work of its own.

    Raises RuntimeError where somebody is not let in.
    """
    people = everybody.with_account
    coming = [Arrival(number / per_second, "sign in", 0.0) for number in range(len(people))]
    waiting = iter(people)

    def visit(arrival, asker):
        next(waiting).sign_in(asker)

    step = Generator(visit, threads=16, patience=SIGN_IN_PATIENCE).play(
        coming, rate=per_second, warm_up=0, seconds=len(people) / per_second
    )
    if step.errors or step.given_up:
        raise RuntimeError(f"Not everybody could sign in: {[one.error for one in step.errors][:3]}")
    return {kind: figures(asked) for kind, asked in step.by_kind().items()} | {"rate": per_second}
