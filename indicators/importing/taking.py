"""From bytes to what may be stored: read, recognise, parse, then check duplicates and schools of the whole file."""

from collections import Counter
from dataclasses import dataclass, field

from indicators.importing import families, reading
from indicators.importing.observations import SCHOOL, Issue, Reading, Refused
from indicators.instruments import INSTRUMENTS
from indicators.models.imports import SourceKind

KEPT_PER_REASON = 50  # beyond that one issue stands for all the others of its reason


@dataclass
class Taken:
    """What one file holds for the district. `refusal` is set, and nothing else, where the file is refused whole."""

    format_code: str = ""
    source_kind: str = SourceKind.STATE.value
    rows_read: int = 0
    rows_other_districts: int = 0
    rows_refused: int = 0
    observations: list = field(default_factory=list)
    issues: list = field(default_factory=list)
    schools_to_add: dict = field(default_factory=dict)
    refusal: Issue | None = None


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
    taken = Taken(format_code, found.source_kind, found.rows_read, found.rows_other_districts)
    taken.observations = without_doubles(found)
    if found.source_kind == SourceKind.STATE:
        check_schools(taken, found, ask, may_add)
    else:
        check_schools(taken, found, ask, lambda code: False)
    if table.encoding == "Windows-1252":
        found.issues.append(Issue(line=0, code="READ_AS_WINDOWS_1252"))
    settle_issues(taken, found.issues)
    return taken


def without_doubles(found):
    """One observation for each cell: identical ones once, contradicting ones not at all."""
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


def described(one):
    place = one.school_code or one.scope
    return f"{one.instrument}, {place}, {one.fall_year}, {one.dimension}/{one.group}"


def check_schools(taken, found, ask, may_add):
    """Rows of schools that are not known are refused, or the schools are noted to be added."""
    unknown = {one.school_code for one in taken.observations if one.scope == SCHOOL} - ask.our_schools
    addable = {code for code in unknown if may_add(code)}
    taken.schools_to_add = {code: found.school_names.get(code, code) for code in sorted(addable)}
    refused = unknown - addable
    if not refused:
        return
    refused_lines = {}
    kept = []
    for one in taken.observations:
        if one.school_code in refused:
            refused_lines.setdefault(one.line, one)
        else:
            kept.append(one)
    taken.observations = kept
    for line, one in refused_lines.items():
        details = {"code": one.school_code, "name": found.school_names.get(one.school_code, "")}
        found.issues.append(Issue(line, "UNKNOWN_SCHOOL", details=details, text=described(one)))


def settle_issues(taken, issues):
    """Count the refused rows; keep the first issues of each reason and let one stand for the rest."""
    from indicators.importing.issues import NOTES

    taken.rows_refused = len({one.line for one in issues if one.line and one.code not in NOTES})
    per_reason = Counter(one.code for one in issues)
    seen, rest = Counter(), {}
    for one in sorted(issues, key=lambda one: (one.line, one.code)):
        seen[one.code] += 1
        if seen[one.code] <= KEPT_PER_REASON:
            taken.issues.append(one)
        else:
            rest[one.code] = one
    for code, last in rest.items():
        details = {**last.details, "more": per_reason[code] - KEPT_PER_REASON, "last_line": last.line}
        taken.issues.append(Issue(last.line, code, last.column, details, last.text))


def is_state_instrument(code):
    return INSTRUMENTS[code].source_kind == SourceKind.STATE


__all__ = ["Reading", "Taken", "is_state_instrument", "take"]
