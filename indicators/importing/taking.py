"""From bytes to what may be stored: read, recognise, parse, then check duplicates and schools of the whole file."""

import gc
from collections import Counter
from contextlib import contextmanager
from dataclasses import dataclass, field

from indicators.importing import families, reading
from indicators.importing.issues import NOTES
from indicators.importing.observations import Issue, Refused, cell_of
from indicators.models.imports import SourceKind

KEPT_PER_REASON = 50  # beyond that one issue stands for all the others of its reason


@dataclass
class Taken:
    """What one file holds for the district. `refusal` is set, and nothing else, where the file is refused whole.

    `outside_year` is the school year where the content does not say it (file name, or given by a person).
    """

    format_code: str = ""
    source_kind: str = SourceKind.STATE.value
    rows_read: int = 0
    rows_other_districts: int = 0
    observations: list = field(default_factory=list)
    peers: list = field(default_factory=list)
    issues: list = field(default_factory=list)
    school_names: dict = field(default_factory=dict)
    outside_year: int | None = None
    refusal: Issue | None = None

    @property
    def rows_refused(self):
        return len({one.line for one in self.issues if one.line and one.code not in NOTES})

    @property
    def school_codes(self):
        return {one.school_code for one in self.observations if one.school_code}

    @property
    def groups(self):
        """{(indicator, fall year)} of the observations."""
        return {(one.indicator, one.fall_year) for one in self.observations}

    def kept_issues(self):
        """The first issues of each reason; beyond those one stands for all the others."""
        per_reason = Counter(one.code for one in self.issues)
        seen, kept, last = Counter(), [], {}
        for one in sorted(self.issues, key=lambda one: (one.line, one.code)):
            seen[one.code] += 1
            if seen[one.code] <= KEPT_PER_REASON:
                kept.append(one)
            else:
                last[one.code] = one
        for code, one in last.items():
            details = {**one.details, "more": per_reason[code] - KEPT_PER_REASON}
            kept.append(Issue(one.line, code, one.column, details, one.text))
        return kept


@contextmanager
def no_garbage_collection():
    """A large file becomes millions of cells that all stay; looking for garbage among them doubles the time."""
    was_on = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_on:
            gc.enable()


@no_garbage_collection()
def take(data, ask, *, may_add=lambda code: False):
    """The observations of a file, checked; `may_add(code)` says which unknown schools may be added."""
    format_code = ""
    try:
        table = reading.read(data)
        family, layout = families.recognise(table)
        format_code = family.code
        found = family.read(table, layout, ask)
    except Refused as refused:
        return Taken(format_code=format_code, refusal=refused.issue)
    taken = Taken(found.format_code, found.source_kind, found.rows_read, found.rows_other_districts)
    taken.issues, taken.school_names = found.issues, found.school_names
    taken.outside_year = found.outside_year
    taken.observations = without_doubles(found)
    taken.peers = agreeing_peers(found.peers)
    refuse_unknown_schools(taken, ask, may_add)
    if table.encoding == "Windows-1252":
        taken.issues.append(Issue(line=0, code="READ_AS_WINDOWS_1252"))
    if not taken.observations and taken.rows_refused:
        # Nothing is left: the file is refused, and the rows say why.
        taken.refusal = Issue(line=0, code="NOTHING_TAKEN")
    return taken


def without_doubles(found):
    """One observation for each cell: identical ones once, contradicting ones not at all."""
    if len(set(map(cell_of, found.observations))) == len(found.observations):
        return found.observations
    first, conflicts = {}, {}
    for one in found.observations:
        before = first.setdefault(one.cell, one)
        if before is one:
            continue
        if before.figures == one.figures:
            found.issues.append(Issue(one.line, "DOUBLE_ROW", details={"line": before.line}, text=described(one)))
        else:
            conflicts.setdefault(one.cell, [before]).append(one)
    for ones in conflicts.values():
        for one, other in zip(ones, [ones[1], *ones[:-1]], strict=True):
            details = {"line": other.line}
            found.issues.append(Issue(one.line, "CONFLICT_IN_FILE", details=details, text=described(one)))
        del first[ones[0].cell]
    return list(first.values())


def agreeing_peers(observations):
    """One figure for each cell of other districts; where a file contradicts itself, none: we do not guess."""
    figures, first = {}, {}
    for one in observations:
        figures.setdefault(one.cell, set()).add((one.value, one.display_status))
        first.setdefault(one.cell, one)
    return [one for cell, one in first.items() if len(figures[cell]) == 1]


def described(one):
    place = one.school_code or one.scope
    return f"{one.instrument}, {place}, {one.fall_year}, {one.dimension}/{one.group}"


def refuse_unknown_schools(taken, ask, may_add):
    """Rows of schools that are neither known nor may be added are refused: one issue a row."""
    refused = {code for code in taken.school_codes - ask.our_schools if not may_add(code)}
    if not refused:
        return
    kept, refused_lines = [], {}
    for one in taken.observations:
        if one.school_code in refused:
            refused_lines.setdefault(one.line, one)
        else:
            kept.append(one)
    taken.observations = kept
    for line, one in refused_lines.items():
        details = {"code": one.school_code, "name": taken.school_names.get(one.school_code, "")}
        taken.issues.append(Issue(line, "UNKNOWN_SCHOOL", details=details, text=described(one)))
