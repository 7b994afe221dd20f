"""Which kinds of records the screen tells of, to whom, and how a school is found from a record.

Administrators are told of everything that `district.audit.kinds` lists. Everybody else of what they may see: records
whose own model says so with `visible_to`, or the nearest record to which they belong. A model that says `history_asks`
is told to those who hold that permission only.
"""

from dataclasses import dataclass
from functools import cache

from django.db import models

from district import audit
from district.access import Can, may, may_district_wide, schools_where
from district.models import School, User

FARTHEST = 4  # steps from a record to what it belongs to


@dataclass(frozen=True)
class Reader:
    """Who reads the screen: everything (`is_administrator`), or what they may see at `schools` (None: at all)."""

    user: User
    is_administrator: bool
    schools: tuple | None

    def kinds(self):
        """{code: event model} of what this person may be told of."""
        return {code: model for code, model in audit.kinds().items() if self.is_told_of(model.pgh_tracked_model)}

    def is_told_of(self, model):
        asked = getattr(model, "history_asks", None)
        if self.is_administrator:
            return True
        if asked and not may(self.user, asked):
            return False
        return self.schools is None or way_to_school(model) is not None

    def visible(self, model, ids):
        """Those of these records that the person may see. One query, or none."""
        if self.is_administrator:
            return set(ids)
        way, owner = what_decides(model)
        if owner is None:
            return set(ids)
        seen = owner._default_manager.visible_to(self.user)
        if not way:
            return set(seen.filter(pk__in=ids).values_list("pk", flat=True))
        found = model._base_manager.filter(pk__in=ids, **{f"{'__'.join(way)}__in": seen.values("pk")})
        return set(found.values_list("pk", flat=True))


def reader(user):
    is_district_wide = may_district_wide(user, Can.VIEW_HISTORY)
    schools = None if is_district_wide else tuple(schools_where(user, Can.VIEW_HISTORY))
    return Reader(user, may(user, Can.READ_AUDIT), schools)


@cache
def what_decides(model):
    """(names of the links, model) from a record to the nearest one that has `visible_to`; ((), None) without one."""
    return _nearest(model, lambda found: hasattr(found._default_manager.all(), "visible_to")) or ((), None)


@cache
def way_to_school(model):
    """Names of the links from a record to the school it belongs to; () for a school itself, None without one."""
    found = _nearest(model, lambda one: one is School)
    return found[0] if found else None


def _nearest(model, is_it):
    """Breadth first along the links that a record cannot be without; a school may be missing (the district's own)."""
    waiting, seen = [((), model)], {model}
    while waiting:
        way, one = waiting.pop(0)
        if is_it(one):
            return way, one
        for field in one._meta.concrete_fields:
            target = field.related_model
            is_link = isinstance(field, models.ForeignKey) and target is not User and target not in seen
            if is_link and len(way) < FARTHEST and (not field.null or target is School):
                seen.add(target)
                waiting.append(((*way, field.name), target))
    return None
