"""Marks school-months as stale, in the transaction that changes the rows: database triggers, so that no way of writing
can forget it (form, import, command, SQL). A model whose rows a `Source` counts lists `stale_marks(…)` in its Meta.

A trigger only notes which school-months to work out again (`StaleCell`); it changes nothing behind a reader's back.
"""

import pgtrigger

from indicators.models.rollups import MeasureCell, StaleCell

_MARK = """
INSERT INTO {stale} (source, school_key, month)
SELECT DISTINCT '{source}', marked.school_key, date_trunc('month', marked.day::timestamp)::date
FROM ({school_months}) AS marked (school_key, day);
RETURN {answer};
"""

# Rows that an UPDATE left as they were, in every column that counts, are in neither half. Whole rows are compared, not
# pairs by id, so that even an UPDATE of the id itself is seen.
_CHANGED_ROWS = """(
    (SELECT {columns} FROM old_rows EXCEPT ALL SELECT {columns} FROM new_rows)
    UNION ALL
    (SELECT {columns} FROM new_rows EXCEPT ALL SELECT {columns} FROM old_rows)
)"""

_MARK_ALL = """
INSERT INTO {stale} (source, school_key, month) SELECT DISTINCT source, school_key, month FROM {cells}
WHERE source = '{source}';
RETURN NULL;
"""


def stale_marks(source, school_months, *, leave_out=(), is_half=False):
    """The triggers of one table, for a model's `Meta.triggers`.

    `source` is the `Source.name`. `school_months` is a SELECT of (school key, date) from `{rows}`, the rows that were
    inserted, deleted or changed; where it reads another table it must lock what it reads (FOR NO KEY UPDATE), or a
    simultaneous change of that other row could move the count to a month that nobody marks. `leave_out` names fields
    that no measure reads: an UPDATE of only those marks nothing.

    `is_half`: the table holds only the school or only the day, and a foreign key leads to the other; both tables say
    so. One statement can change both (a cascade written as WITH … DELETE … DELETE …), and after it neither row finds
    the other as it was. So what was is marked row by row before it changes: whichever of the two goes first still
    finds the other.
    """
    options = {"source": source, "school_months": school_months, "leave_out": leave_out}
    if is_half:
        changed = pgtrigger.AnyChange(exclude=list(leave_out))
        on_delete = [
            _StaleMarkBefore("stale_before_delete", pgtrigger.Delete, answer="OLD", **options),
            _StaleMarkBefore("stale_before_update", pgtrigger.Update, condition=changed, answer="NEW", **options),
        ]
    else:
        on_delete = [_StaleMark("stale_on_delete", pgtrigger.Delete, pgtrigger.Referencing(old="old_rows"), **options)]
    return [
        _StaleMark("stale_on_insert", pgtrigger.Insert, pgtrigger.Referencing(new="new_rows"), **options),
        *on_delete,
        _StaleMark(
            "stale_on_update", pgtrigger.Update, pgtrigger.Referencing(old="old_rows", new="new_rows"), **options
        ),
        pgtrigger.Trigger(
            name="stale_on_truncate",
            level=pgtrigger.Statement,
            when=pgtrigger.After,
            operation=pgtrigger.Truncate,
            func=_MARK_ALL.format(stale=StaleCell._meta.db_table, cells=MeasureCell._meta.db_table, source=source),
        ),
    ]


class _StaleMark(pgtrigger.Trigger):
    """After a statement: the school-months of its rows, as they are now."""

    level = pgtrigger.Statement
    when = pgtrigger.After
    answer = "NULL"

    def __init__(self, name, operation, referencing=None, *, source, school_months, leave_out, **more):
        self.source, self.school_months, self.leave_out = source, school_months, leave_out
        super().__init__(name=name, operation=operation, referencing=referencing, **more)

    def get_func(self, model):
        return _MARK.format(
            stale=StaleCell._meta.db_table,
            source=self.source,
            school_months=self.school_months.format(rows=self.rows(model)),
            answer=self.answer,
        )

    def rows(self, model):
        if self.operation == pgtrigger.Update:
            kept = [field.column for field in model._meta.concrete_fields if field.name not in self.leave_out]
            return _CHANGED_ROWS.format(columns=", ".join(kept))
        return "new_rows" if self.operation == pgtrigger.Insert else "old_rows"


class _StaleMarkBefore(_StaleMark):
    """Before a row changes: the school-month that it counts in until then. `answer` lets the change go on."""

    level = pgtrigger.Row
    when = pgtrigger.Before

    def __init__(self, name, operation, *, answer, **more):
        self.answer = answer
        super().__init__(name, operation, **more)

    def rows(self, model):
        return "(SELECT OLD.*)"
