"""Sealing a table anew, for the one case in which old seals can no longer be checked: columns of it, or all of it, are
gone. The chain then says so, with a reason; it cannot be done unseen."""

from django.db import connection, transaction

from district.models import SealBlock
from district.models.audit import EntryKind
from district.trail import entries, sealing, tables


class NothingToSealAnew(Exception):
    """Of this table nothing was sealed, or it is as it was: sealing anew would only hide something."""


@transaction.atomic
def reseal(name, reason):
    """Seal all rows of a table as they are now; raise NothingToSealAnew unless columns that were sealed are gone."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(%s)", [sealing.ONLY_ONE_SEALS])
        sealed, there = sealing.sealed_up_to().get(name), tables.columns_there().get(name)
        shapes = SealBlock.objects.filter(shape__table=name).order_by("-pk").values_list("shape__columns", flat=True)
        known = tables.sealed_tables().get(name)
        gone = [shape for shape in shapes.distinct() if set(shape) - set(there or ())]
        if sealed is None or not gone:
            raise NothingToSealAnew(f"Nothing that was sealed of {name!r} is gone.")
        entries.note(EntryKind.RESEALED, about=name, note=reason)
        if known is None or there is None:
            known, there = tables.Table(name, "", False), ()
            return [sealing.write_seal(cursor, [(known, there, sealing.FIRST, sealed)], reason)]
        seals, after = [], sealing.FIRST
        while not seals or after < sealed:
            seals.append(sealing.write_seal(cursor, [(known, there, after, sealed)], reason))
            after = max(seals[-1].blocks.values_list("up_to", flat=True))
        return seals
