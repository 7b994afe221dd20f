"""The highest rate at which people do not wait: climbs until a step fails, then halves the distance."""

from dataclasses import dataclass, field

GROWTH = 1.5
CLOSE_ENOUGH = 1.08  # the lowest rate that failed is at most so many times the highest that passed
MOST_STEPS = 14
LOWEST = 0.25  # arrivals a second below which nothing is searched


@dataclass
class Found:
    """`highest` is the highest rate that passed (0 where none did), `steps` all that was tried: [(rate, passed)]."""

    highest: float = 0.0
    steps: list = field(default_factory=list)

    @property
    def lowest_failed(self):
        return min((rate for rate, passed in self.steps if not passed), default=None)


def highest_rate(passes, first, *, growth=GROWTH, close_enough=CLOSE_ENOUGH, most_steps=MOST_STEPS):
    """Search with `passes(rate)`, beginning at `first`. A failure below a pass is believed: the pass was luck."""
    found, rate = Found(), first
    while len(found.steps) < most_steps and rate >= LOWEST:
        passed = passes(rate)
        found.steps.append((rate, passed))
        found.highest = max((r for r, ok in found.steps if ok and r < (found.lowest_failed or r + 1)), default=0.0)
        failed = found.lowest_failed
        if failed is None:
            rate *= growth
        elif not found.highest:
            rate /= growth
        elif failed / found.highest <= close_enough:
            break
        else:
            rate = (failed * found.highest) ** 0.5
    return found
