"""When people arrive: independently of one another, so many a second (a Poisson process), the same for a seed."""

from dataclasses import dataclass
from random import Random


@dataclass(frozen=True)
class Arrival:
    """Somebody wants something: `kind` of visit, `at` seconds after the start of the step, with luck of its own."""

    at: float
    kind: str
    luck: float


def arrivals(rate, seconds, shares, seed):
    """The arrivals of so many seconds at `rate` a second; `shares` is {kind: weight}.

    Raises ValueError for a rate that is no rate.
    """
    if rate <= 0:
        raise ValueError(f"People arrive at a rate above zero, not at {rate}.")
    rng = Random(f"{seed} {rate}")
    kinds, weights = list(shares), list(shares.values())
    found, at = [], rng.expovariate(rate)
    while at < seconds:
        found.append(Arrival(at, rng.choices(kinds, weights)[0], rng.random()))
        at += rng.expovariate(rate)
    return found
