"""Rows that stay as they are once the record they belong to is handed in: by the database, whoever writes."""

import pgtrigger


def stays_with(name, *, whole, column, condition, words):
    """The trigger of a table whose rows may be written only while the `whole` table's row that `column` names does not
    fulfil `condition` (SQL that reads it as `whole`). `words` is the error."""
    return pgtrigger.Trigger(
        name=name,
        when=pgtrigger.Before,
        operation=pgtrigger.Insert | pgtrigger.Update | pgtrigger.Delete,
        func=f"""
                IF EXISTS (SELECT 1 FROM {whole} AS whole
                           WHERE whole.id IN (OLD.{column}, NEW.{column})
                           AND {condition}) THEN
                    RAISE EXCEPTION '{words}';
                END IF;
                IF TG_OP = 'DELETE' THEN RETURN OLD; END IF;
                RETURN NEW;
                """,
    )
