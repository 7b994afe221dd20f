"""Making one record of two that are the same organization, without losing anything, and taking it back.

Everything that points to the loser is found through the model's own relations, so that a table of another part, or of
a later year, moves along without being named here. Rows move in one transaction. Three things can happen to a row:

- it moves: it names the winner from then on;
- it was there twice: a mere link that the winner had already goes;
- it stays: where the database lets the winner not have it (one a year, no two at once, or closed for good) it keeps
  naming the loser, whose record stays and is read on the winner's page. Nothing is deleted but doubled links.

Histories do not move: they say what was true of the record they are about, and the winner's page reads both.
"""

from collections.abc import Callable
from dataclasses import dataclass

import pghistory
from django.db import DatabaseError, transaction
from django.utils import timezone
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from district.history import newest_events
from partnerships.models import Partner, PartnerMerge, PartnersApart, SchoolPartnership

CHOSEN_FIELDS = ("name", "kinds", "about", "about_es", "website", "since_year", "is_active")

# What is said of the old record itself and stays with it, and why.
STAYS = {
    (PartnerMerge, "winner"),  # the account of an earlier merge: what happened then
    (PartnerMerge, "loser"),
    (PartnersApart, "first"),  # that somebody held two records apart: a judgment on these two
    (PartnersApart, "second"),
}


@dataclass(frozen=True)
class Relation:
    """A column of a table that names a partner. `is_link`: a many-to-many's own table, with `other` its other end."""

    model: type
    column: str
    label: str
    is_link: bool = False
    other: str = ""

    @property
    def key(self):
        return f"{self.model._meta.label_lower}.{self.column}"

    def rows(self, partner_pk):
        return self.model._base_manager.filter(**{f"{self.column}_id": partner_pk})

    def total(self, partner_pk):
        return self.rows(partner_pk).count()


def relations():
    """Every `Relation` through which a record can name a partner, histories and `STAYS` left out."""
    found = []
    for relation in Partner._meta.get_fields(include_hidden=True):
        if not (relation.auto_created and (relation.one_to_many or relation.one_to_one)):
            continue
        model, column = relation.related_model, relation.field.name
        if issubclass(model, pghistory.models.Event) or model._meta.proxy or (model, column) in STAYS:
            continue
        found.append(_link(model, column) if model._meta.auto_created else _plain(model, column))
    return sorted(found, key=lambda one: one.key)


# For tables of rooms below, whose own name says nothing in the reader's language.
NAMES = {"governance.trainingsession": gettext_lazy("training sessions")}


def _name(model):
    return str(capfirst(NAMES.get(model._meta.label_lower) or model._meta.verbose_name_plural))


def _plain(model, column):
    return Relation(model, column, _name(model))


def _link(model, column):
    """A many-to-many's own table: by the partner's field, or by the records of the other side that name partners."""
    other = next(one for one in model._meta.fields if one.is_relation and one.name != column)
    if model._meta.auto_created is Partner:
        field = next(one for one in Partner._meta.many_to_many if one.remote_field.through is model)
        label = str(capfirst(field.verbose_name))
    else:
        label = _name(model._meta.auto_created)
    return Relation(model, column, label, True, other.name)


def relation_of(key):
    return next((one for one in relations() if one.key == key), None)


def preview(loser):
    """[(what, how many)] of the records that name the loser, for the page before the merge."""
    counted = ((relation.label, relation.total(loser.pk)) for relation in relations())
    return [(label, total) for label, total in counted if total]


# ---------------------------------------------------------------------- merging


class CannotMerge(Exception):
    """In words for the person who asked."""


@transaction.atomic
def merge(winner, loser, *, by, chosen=None):
    """Merge `loser` into `winner` and return the `PartnerMerge`; `chosen` are the winner's fields as they shall be.

    Raises CannotMerge where either is merged already, or both are the same.
    """
    winner, loser = _locked(winner.pk, loser.pk)
    chosen = {name: value for name, value in (chosen or {}).items() if getattr(winner, name) != value}
    before = {name: getattr(winner, name) for name in chosen}
    was_active = loser.is_active
    note = _("“%(loser)s” was merged into “%(winner)s”.") % {"loser": loser, "winner": winner}
    with pghistory.context(note=note):
        moves = [made for relation in relations() if (made := _move(relation, loser, winner))]
        _rename_apart(loser, chosen)
        loser.merged_into, loser.is_active = winner, False
        loser.save()
        for name, value in chosen.items():
            setattr(winner, name, value)
        winner.save()
    return PartnerMerge.objects.create(
        winner=winner,
        loser=loser,
        merged_by=by,
        moves=moves,
        before=before,
        chosen=chosen,
        loser_was_active=was_active,
        winner_event=newest_events(winner, [])[0],
        loser_event=newest_events(loser, [])[0],
    )


def _locked(winner_pk, loser_pk):
    if winner_pk == loser_pk:
        raise CannotMerge(_("These are one record already."))
    rows = Partner.objects.select_for_update(of=("self",)).order_by("pk").in_bulk([winner_pk, loser_pk])
    winner, loser = rows[winner_pk], rows[loser_pk]
    if winner.merged_into_id or loser.merged_into_id:
        raise CannotMerge(_("One of the two was merged already, perhaps a moment ago by somebody else."))
    return winner, loser


def _rename_apart(loser, chosen):
    """Where the winner takes the loser's name the loser's record needs another: names are unique."""
    if chosen.get("name") == loser.name:
        loser.name = _other_name(loser.name, loser.pk)


def _other_name(name, pk):
    return f"{name[:140]} ({pk})"


def _move(relation, loser, winner):
    """Move what this column says of the loser; what was done, as kept in `PartnerMerge.moves`, or None."""
    if relation.is_link:
        return _move_links(relation, loser, winner)
    keys = list(relation.rows(loser.pk).order_by("pk").values_list("pk", flat=True))
    if not keys:
        return None
    moved, stayed, more = _move_rows(relation, keys, loser, winner)
    return {"relation": relation.key, "moved": moved, "stayed": stayed, **({"joined": more} if more else {})}


def _move_links(relation, loser, winner):
    other = f"{relation.other}_id"
    ends = list(relation.rows(loser.pk).order_by(other).values_list(other, flat=True))
    if not ends:
        return None
    there = set(relation.rows(winner.pk).filter(**{f"{other}__in": ends}).values_list(other, flat=True))
    relation.rows(loser.pk).delete()
    new = [end for end in ends if end not in there]
    _add_links(relation, winner.pk, new)
    return {"relation": relation.key, "moved": new, "doubled": sorted(there)}


def _add_links(relation, partner_pk, ends):
    rows = (relation.model(**{f"{relation.column}_id": partner_pk, f"{relation.other}_id": end}) for end in ends)
    relation.model._base_manager.bulk_create(list(rows), batch_size=2000)


def _move_rows(relation, keys, loser, winner):
    """(keys that moved, keys that stayed, what was joined). All at once; one by one only where the database refuses."""
    rows = relation.model._base_manager
    column = f"{relation.column}_id"
    try:
        with transaction.atomic():
            rows.filter(pk__in=keys).update(**{column: winner.pk})
        return keys, [], []
    except DatabaseError:
        moved, stayed, joined = [], [], []
    for key in keys:
        try:
            with transaction.atomic():
                rows.filter(pk=key).update(**{column: winner.pk})
            moved.append(key)
        except DatabaseError:
            stayed.append(key)
            if join := JOINS.get(relation.model):
                joined += join(relation.model._base_manager.get(pk=key), winner)
    return moved, stayed, joined


def _join_at_school(stays, winner):
    """What both did at a school at the same time: the winner's record takes over areas and aims of the other's, and
    its days where no other record of the winner is in the way. Returns what was given to it, for the way back."""
    given = []
    for kept in SchoolPartnership.objects.filter(partner=winner, school=stays.school_id).order_by("starts_on"):
        if not _overlap(kept, stays):
            continue
        added = {}
        for name in ("areas", "initiatives", "indicators"):
            there = set(getattr(kept, name).values_list("pk", flat=True))
            new = [pk for pk in getattr(stays, name).values_list("pk", flat=True) if pk not in there]
            getattr(kept, name).add(*new)
            added[name] = new
        days = [str(kept.starts_on), str(kept.ends_on or "")]
        kept.starts_on = min(kept.starts_on, stays.starts_on)
        kept.ends_on = max(kept.ends_on, stays.ends_on) if kept.ends_on and stays.ends_on else None
        try:
            with transaction.atomic():
                kept.save()
        except DatabaseError:
            days = None
        given.append({"pk": kept.pk, "days": days, "added": added})
    return given


def _overlap(one, other):
    return (other.ends_on is None or one.starts_on <= other.ends_on) and (
        one.ends_on is None or other.starts_on <= one.ends_on
    )


JOINS: dict[type, Callable] = {SchoolPartnership: _join_at_school}


@dataclass(frozen=True)
class Account:
    """What became of one kind of record in a merge, for the page."""

    label: str
    moved: int
    doubled: int
    stayed: int
    joined: int


def accounts(made):
    """[`Account`] of a `PartnerMerge`, those of tables that are gone left out."""
    told = []
    for move in made.moves:
        if relation := relation_of(move["relation"]):
            counts = [len(move.get(name, ())) for name in ("moved", "doubled", "stayed", "joined")]
            told.append(Account(relation.label, *counts))
    return told


# ---------------------------------------------------------------------- taking it back


def why_not_undone(made):
    """Why a merge cannot be taken back, in words; empty where it can."""
    if made.undone_at:
        return _("It was undone already.")
    if timezone.now() > made.undo_until:
        return _("More than 30 days have passed. Records of today can be moved one by one.")
    if made.loser.merged_into_id != made.winner_id:
        return _("“%(winner)s” itself was merged since. Undo that first.") % {"winner": made.winner}
    for partner, event in [(made.winner, made.winner_event), (made.loser, made.loser_event)]:
        if newest_events(partner, [])[0] != event:
            return _("The record “%(partner)s” was changed since.") % {"partner": partner}
    for move in made.moves:
        if gone := _changed_since(move, made):
            return gone
    return ""


def _changed_since(move, made):
    relation = relation_of(move["relation"])
    if relation is None:
        return _("A kind of record that moved is no longer kept.")
    column = f"{relation.other}_id__in" if relation.is_link else "pk__in"
    still = relation.rows(made.winner_id).filter(**{column: move["moved"]}).count()
    if still != len(move["moved"]):
        return _("%(what)s that moved were changed or removed since.") % {"what": relation.label}
    if relation.is_link and relation.rows(made.loser_id).exists():
        return _("%(what)s were added to the merged record since.") % {"what": relation.label}
    return ""


@transaction.atomic
def undo(made, *, by):
    """Put everything back as it was. Raises CannotMerge with the reason of `why_not_undone`."""
    list(Partner.objects.select_for_update(of=("self",)).filter(pk__in=[made.winner_id, made.loser_id]).order_by("pk"))
    made = PartnerMerge.objects.select_for_update(of=("self",)).select_related("winner", "loser").get(pk=made.pk)
    if reason := why_not_undone(made):
        raise CannotMerge(reason)
    winner, loser = made.winner, made.loser
    words = {"loser": loser, "winner": winner}
    with pghistory.context(note=_("The merge of “%(loser)s” into “%(winner)s” was undone.") % words):
        for name, value in made.before.items():
            setattr(winner, name, value)
        winner.save()
        if loser.name == _other_name(made.chosen.get("name", ""), loser.pk):
            loser.name = made.chosen["name"]
        loser.merged_into, loser.is_active = None, made.loser_was_active
        loser.save()
        for move in reversed(made.moves):
            _move_back(move, made)
    made.undone_at, made.undone_by = timezone.now(), by
    made.save()
    return made


def _move_back(move, made):
    relation = relation_of(move["relation"])
    if relation.is_link:
        relation.rows(made.winner_id).filter(**{f"{relation.other}_id__in": move["moved"]}).delete()
        _add_links(relation, made.loser_id, move["moved"] + move["doubled"])
        return
    for given in reversed(move.get("joined", ())):
        _take_from(given)
    rows = relation.model._base_manager.filter(pk__in=move["moved"])
    rows.update(**{f"{relation.column}_id": made.loser_id})


def _take_from(given):
    kept = SchoolPartnership.objects.filter(pk=given["pk"]).first()
    if kept is None:
        return
    for name, added in given["added"].items():
        getattr(kept, name).remove(*added)
    if given["days"]:
        kept.starts_on, kept.ends_on = given["days"][0], given["days"][1] or None
        kept.save()
