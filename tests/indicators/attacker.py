"""Somebody with a pencil, all published figures, the size of every group and all the time in the world.

Knows nothing of how the gate works inside: builds the sums from the table itself.
"""

from fractions import Fraction

from indicators.suppression import DISTRICT

EXACT = 0  # tag of a value known exactly


class Attacker:
    """Works on `sizes` (students by cell key), `parts` (list of (whole, [parts])) and what is published.

    `published` maps a key to an exact numerator or to an interval (low, high); a missing key is hidden.
    """

    def __init__(self, sizes, parts, published):
        self.domain = {}
        for key, size in sizes.items():
            known = published.get(key, (0, size))
            self.domain[key] = known if isinstance(known, tuple) else (known, known)
        self.sums = [[(whole, -1), *((part, 1) for part in group)] for whole, group in parts]

    def hidden(self):
        return [key for key, (low, high) in self.domain.items() if low != high]

    def solvable(self):
        """Hidden cells that linear algebra alone determines (exact, over the rationals)."""
        columns = self.hidden()
        index = {key: number for number, key in enumerate(columns)}
        rows = []
        for members in self.sums:
            row = {}
            for key, sign in members:
                if key in index:
                    row[index[key]] = row.get(index[key], Fraction(0)) + sign
            if row:
                rows.append(row)
        return [columns[next(iter(row))] for row in reduced(rows) if len(row) == 1]

    def possible(self, key):
        """All values of a cell for which the whole table can be completed with whole numbers."""
        low, high = self.domain[key]
        return [value for value in range(low, high + 1) if self.can_complete({**self.domain, key: (value, value)})]

    def can_complete(self, domain):
        domain = self.narrowed(domain)
        if domain is None:
            return False
        open_keys = [key for key, (low, high) in domain.items() if low != high]
        if not open_keys:
            return True
        key = min(open_keys, key=lambda key: (domain[key][1] - domain[key][0], key))
        low, high = domain[key]
        return any(self.can_complete({**domain, key: (value, value)}) for value in range(low, high + 1))

    def narrowed(self, domain):
        """Bounds made tighter by each sum until nothing changes; None where a sum cannot hold."""
        domain, changed = dict(domain), True
        while changed:
            changed = False
            for members in self.sums:
                lows = [low if sign > 0 else -high for low, high, sign in self.bounds(members, domain)]
                highs = [high if sign > 0 else -low for low, high, sign in self.bounds(members, domain)]
                if sum(lows) > 0 or sum(highs) < 0:
                    return None
                for number, (key, sign) in enumerate(members):
                    least, most = -(sum(highs) - highs[number]), -(sum(lows) - lows[number])
                    least, most = (least, most) if sign > 0 else (-most, -least)
                    low, high = max(domain[key][0], least), min(domain[key][1], most)
                    if low > high:
                        return None
                    if (low, high) != domain[key]:
                        domain[key], changed = (low, high), True
                        lows[number], highs[number] = (low, high) if sign > 0 else (-high, -low)
        return domain

    @staticmethod
    def bounds(members, domain):
        return [(*domain[key], sign) for key, sign in members]


def reduced(rows):
    """Reduced row echelon form of sparse rows {column: Fraction}."""
    done = []
    for row in rows:
        row = dict(row)
        for pivot, other in done:
            if pivot in row:
                subtract(row, other, row[pivot])
        if not row:
            continue
        pivot = min(row)
        lead = row[pivot]
        row = {column: value / lead for column, value in row.items()}
        for _pivot, other in done:
            if pivot in other:
                subtract(other, row, other[pivot])
        done.append((pivot, row))
    return [row for _pivot, row in done]


def subtract(row, other, factor):
    for column, value in list(other.items()):
        left = row.get(column, Fraction(0)) - factor * value
        if left:
            row[column] = left
        else:
            row.pop(column, None)


def parts_of(sizes):
    """The sums anybody would try on the cells of a table: groups within a place, schools within the district."""
    sums = []
    for place in sorted({key[0] for key in sizes}):
        for dimension in sorted({key[1] for key in sizes if key[0] == place and key[1] != "ALL"}):
            groups = {key[2] for key in sizes if key[:2] == (place, dimension)}
            if {"FREE", "REDUCED", "FRPM"} <= groups:
                sums.append(((place, "SES", "FRPM"), [(place, "SES", "FREE"), (place, "SES", "REDUCED")]))
                groups -= {"FREE", "REDUCED"}
            sums.append(((place, "ALL", "ALL"), [(place, dimension, group) for group in sorted(groups)]))
    for dimension, group in sorted({key[1:] for key in sizes}):
        schools = sorted(key for key in sizes if key[1:] == (dimension, group) and key[0] != DISTRICT)
        if (DISTRICT, dimension, group) in sizes and schools:
            sums.append(((DISTRICT, dimension, group), schools))
    return sums
