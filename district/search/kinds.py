"""What can be found: the vocabulary in which the apps declare it.

Each app declares its kinds in its own `searching.py`; the roof lists all of them (`fce_portal/search.py`). A further
kind is one declaration, and one index in its model's Meta.
"""

from collections.abc import Callable
from dataclasses import dataclass, field

from django.db.models import Manager, QuerySet

from district.access import PUBLIC, Can, may
from district.words import Words


@dataclass(frozen=True)
class Also:
    """Other records whose words lead here too: a school's name leads to its council.

    `lookup` filters the kind's rows by `key` of the `rows` that match `words`.
    """

    lookup: str
    rows: Manager
    key: str
    words: Words


@dataclass(frozen=True)
class Kind:
    """One kind of record. `rows(user)` gives those that the person may see: everything starts from it, counts too.

    `order` is how equals are sorted, newest first for what has a day (then a name that matches counts, but not how
    well). `texts` gives the passages of a record that may be quoted. `alike` names the field that holds a proper name,
    for "Did you mean". `is_large`: too many rows to sort all that match; `order` has an index (see `finding`).
    """

    code: str
    label: str
    icon: str
    rows: Callable[..., QuerySet]
    order: tuple[str, ...]
    words: Words = field(default_factory=Words)
    also: tuple[Also, ...] = ()
    asks: Can | str = PUBLIC
    title: Callable = str
    where: Callable = lambda record: ""
    texts: Callable = lambda record: ()
    url: Callable = lambda record: record.get_absolute_url()
    alike: str = ""
    is_large: bool = False

    def is_for(self, user):
        return self.asks == PUBLIC or may(user, self.asks)

    @property
    def is_dated(self):
        return self.order[0].startswith("-")
