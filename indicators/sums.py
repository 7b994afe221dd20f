"""The sums that tie the cells of a table together: what anybody with a pencil can work out (facts 3.4).

Two kinds hold: the groups of a breakdown add up to all students, within one school or the district; and the schools
add up to the district, for one group. Where listed parts do not make the whole, the rest is a part too: nobody
printed it, and it can be worked out all the same.
"""

from dataclasses import dataclass, replace

from indicators.dimensions import Dimension

REST = "REST"  # the group of those in no listed group
BEHIND, MORE = "BEHIND", "MORE"  # students behind events, and the events beyond one for each
HIDDEN_BEFORE, KNOWN_BEFORE = 0.25, 4  # the price of hiding what earlier releases hid, or showed
ELSEWHERE = -1  # the place of those in no listed school (outplaced students, schools without a row)
DISTRICT = 0

# Groups made of other groups of the same breakdown. "All other races" is that only where the sums say so.
MADE_OF = {
    (Dimension.SES, "FRPM"): ("FREE", "REDUCED"),
    (Dimension.RACE_ETH, "OTHER"): ("AM", "AS", "PI", "MU"),
}


@dataclass(slots=True)
class Spot:
    """A cell as whoever does the sums sees it.

    `count` is the numerator (None: not even we know it), `total` the group's size, `low` and `high` the bounds that
    are known from outside. `is_helper`: hidden only so that another cell does not come out.
    """

    place: int
    dimension: str
    group: str
    count: int | None
    total: int | None
    low: int = 0
    high: int | None = None
    is_hidden: bool = False
    is_helper: bool = False
    is_banded: bool = False
    is_absent: bool = False
    may_hide: bool = False
    is_own: bool = False  # counted by the district, so that we know how many are in none of the parts
    is_rest: bool = False
    is_nobody: bool = False  # a number that is of no group of people and needs no protection
    price: float = 1  # of hiding it, against other cells of its size

    @property
    def key(self):
        return self.place, self.dimension, self.group

    @property
    def is_open(self):
        """Whether its exact value is unknown to the public."""
        return self.is_hidden or self.is_banded or self.is_rest


def shown_before(spots, earlier):
    """{key: the spots of earlier releases that told the count which a cell still has}."""
    told = {}
    for table in earlier:
        for one in table:
            if one.count is not None and not one.is_absent:
                told.setdefault((one.key, one.count, one.total), []).append(one)
    return {spot.key: told.get((spot.key, spot.count, spot.total), []) for spot in spots}


def preferring_what_was_hidden(spots, earlier):
    """The spots with another price of hiding: what was hidden before had best stay so, and what was shown does not
    become a secret again."""
    before = shown_before(spots, earlier)
    for spot in spots:
        if before[spot.key]:
            spot.price = HIDDEN_BEFORE if all(one.is_hidden for one in before[spot.key]) else KNOWN_BEFORE
    return spots


def known_from_before(spots, earlier):
    """The spots for somebody who kept earlier releases: a count that was shown is known and protects nobody."""
    before = shown_before(spots, earlier)
    found = []
    for spot in spots:
        told = [one for one in before[spot.key] if not one.is_hidden]
        if any(not one.is_banded for one in told):
            spot = replace(spot, is_hidden=False, is_banded=False, may_hide=False)
        elif told:
            ends = [(one.low, one.high) for one in told] + ([] if spot.high is None else [(spot.low, spot.high)])
            low, high = max(low for low, _high in ends), min(high for _low, high in ends)
            spot = replace(spot, low=low, high=high, is_hidden=False, is_banded=True, may_hide=False)
        found.append(spot)
    return found


def hidden_again(spots, table):
    """Hide what the release before hid for others' sake, where the table is the same and what is small in it: then the
    same protects it. The keys of those cells; none where anything is different."""
    if not is_alike(table, spots, as_counted):
        return []
    helpers = {spot.key for spot in table if spot.is_hidden and spot.is_helper}
    found = [spot for spot in spots if spot.key in helpers and spot.may_hide]
    for spot in found:
        spot.is_hidden = spot.is_helper = True
        spot.low, spot.high = 0, spot.total
    return [spot.key for spot in found]


def as_counted(spot):
    return spot.key, spot.count, spot.total, spot.is_absent, spot.is_hidden and not spot.is_helper


def is_told_again(table, spots):
    """Whether an earlier release told exactly what the spots tell: then who has kept it knows nothing more."""
    return is_alike(table, spots, as_told)


def is_alike(table, spots, seen_as):
    """Whether a release and today's spots are the same; what only the state has printed is in no release."""
    keys = {spot.key for spot in table}
    return {seen_as(spot) for spot in table} == {seen_as(spot) for spot in spots if spot.key in keys or spot.is_own}


def as_told(spot):
    return spot.key, spot.count, spot.total, spot.is_absent, spot.is_hidden, spot.is_banded and not spot.is_hidden


def gathered(keys, by):
    """{by(key): its keys}, all in order."""
    found = {}
    for key in sorted(keys):
        found.setdefault(by(key), []).append(key)
    return dict(sorted(found.items()))


class Sums:
    """The cells of a table and the sums over them. Each sum is a list of (cell, sign) that adds up to a known zero."""

    def __init__(self, spots, earlier=(), behind=()):
        self.spots = {spot.key: spot for spot in spots if not spot.is_absent}
        self.sums = []
        self.sums_of = {key: [] for key in self.spots}  # (number of the sum, sign) by cell
        self.keys_at = gathered(self.spots, lambda key: key[0])
        for (place, dimension), keys in gathered(self.spots, lambda key: key[:2]).items():
            self.add_breakdown(place, dimension, {group for _place, _dimension, group in keys})
        for (dimension, group), keys in gathered(self.spots, lambda key: key[1:]).items():
            self.add_schools(dimension, group, keys)
        for table in earlier:
            self.add_earlier(Sums(table))
        if behind:
            self.add_behind(Sums(behind))

    def add_behind(self, students):
        """The table of the students behind the events of this one: there are no fewer events than students (facts 3.5).
        It has been judged; what it hides is protected here as well, by hiding events."""
        names = {key: (key[0], key[1], f"{key[2]} {BEHIND}") for key in students.spots}
        today = list(self.spots)
        for key, spot in students.spots.items():
            self.spots[names[key]] = replace(spot, group=names[key][2], may_hide=False)
            self.sums_of[names[key]] = []
        for members in students.sums:
            self.add_members([(names[key], sign) for key, sign in members])
        for key in today:
            if key in names:
                self.add_more_events(key, names[key])

    def add_more_events(self, events, students):
        counts = self.spots[events].count, self.spots[students].count
        if None in counts or counts[0] < counts[1]:
            return
        place, dimension, group = events
        more = Spot(place, dimension, f"{group} {MORE}", counts[0] - counts[1], None, is_rest=True, is_nobody=True)
        self.spots[more.key] = more
        self.sums_of[more.key] = []
        self.add_members([(events, -1), (students, 1), (more.key, 1)])

    def add_members(self, members):
        for key, sign in members:
            self.sums_of[key].append((len(self.sums), sign))
        self.sums.append(members)

    def add_earlier(self, then):
        """The sums of a release that somebody may have kept. A count that is the same today is today's cell; any
        other is a cell of its own, which nobody can hide any more."""
        known = {frozenset(members) for members in self.sums}
        names = {key: self.name_of(spot) for key, spot in then.spots.items()}
        for members in then.sums:
            renamed = [(names[key], sign) for key, sign in members]
            if frozenset(renamed) in known or not any(then.spots[key].is_open for key, _sign in members):
                continue
            for key, _sign in members:
                if names[key] not in self.spots:
                    self.spots[names[key]] = replace(then.spots[key], group=names[key][2], may_hide=False)
                    self.sums_of[names[key]] = []
            self.add_members(renamed)
            known.add(frozenset(renamed))

    def name_of(self, spot):
        today = self.spots.get(spot.key)
        if today is not None and (today.count, today.total) == (spot.count, spot.total):
            return spot.key
        return spot.place, spot.dimension, f"{spot.group} {spot.count}/{spot.total}"

    def add_breakdown(self, place, dimension, found):
        """The groups of one breakdown at one place make all students of the place."""
        if dimension == Dimension.ALL or (place, Dimension.ALL, "ALL") not in self.spots:
            return
        whole = (place, Dimension.ALL, "ALL")
        for parent in sorted(group for (held, group) in MADE_OF if held == dimension and group in found):
            parts = found.intersection(MADE_OF[dimension, parent])
            beside = parent == "OTHER" and self.is_exact(whole, [(place, dimension, group) for group in found])
            if parts and not beside:
                self.add((place, dimension, parent), [(place, dimension, group) for group in sorted(parts)])
                found = found - parts
        self.add(whole, [(place, dimension, group) for group in sorted(found)])

    def add_schools(self, dimension, group, keys):
        """The schools make the district, for one group."""
        whole = (DISTRICT, dimension, group)
        parts = [key for key in keys if key[0] not in (DISTRICT, ELSEWHERE)]
        if whole in self.spots and parts and group != REST:
            self.add(whole, parts)

    def add(self, whole, parts):
        rest = self.rest(whole, parts)
        members = [(whole, -1), *((key, 1) for key in parts), *([(rest.key, 1)] if rest else [])]
        if rest:
            self.spots[rest.key] = rest
            self.sums_of.setdefault(rest.key, [])
        self.add_members(members)

    def is_exact(self, whole, parts):
        """Whether parts make up the whole as they stand, by students where their numbers are given."""
        for measure in ("total", "count"):
            sizes = [getattr(self.spots[key], measure) for key in parts]
            if None not in sizes and getattr(self.spots[whole], measure) is not None:
                return getattr(self.spots[whole], measure) == sum(sizes)
        return False

    def rest(self, whole, parts):
        """Those of the whole who are in no listed part, where the district's own counts show that there are some."""
        spots = [self.spots[whole], *(self.spots[key] for key in parts)]
        if not all(spot.is_own and spot.count is not None for spot in spots):
            return None
        count = spots[0].count - sum(spot.count for spot in spots[1:])
        total = None
        if all(spot.total is not None for spot in spots):
            total = spots[0].total - sum(spot.total for spot in spots[1:])
        if count < 0 or (total is not None and total <= 0) or (total is None and count == 0):
            return None
        place, dimension, group = whole
        if place == parts[0][0]:
            key = (place, parts[0][1], REST if dimension == Dimension.ALL else f"{REST}_{group}")
        else:
            key = (ELSEWHERE, dimension, group)
        return Spot(*key, count=count, total=total, high=total, is_rest=True)
