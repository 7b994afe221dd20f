"""Values of the audit trail in the reader's words: labels of fields, names behind keys, dates and choices."""

import datetime
from decimal import Decimal

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.utils import formats, timezone
from django.utils.text import capfirst
from django.utils.translation import gettext as _

from district import school_years


class Words:
    """Says what events say. Reads the people and records they point at once, in one query for each model."""

    def __init__(self, model, own, links, only=None):
        """`only`: names of the fields that are told; all by default."""
        self.model = model
        self.fields = [field for field in _shown_fields(model, own) if only is None or field.name in only]
        self.names = {}
        contexts = [getattr(event, "pgh_context", None) for event in [*own, *sum(links.values(), [])]]
        self.learn(_user_model(), {context.metadata.get("user") for context in contexts if context})
        for field in self.fields:
            if isinstance(field, models.ForeignKey):
                self.learn(field.related_model, {getattr(event, field.attname) for event in own})
            elif reference := _reference(model, field):
                self.learn(reference, {key for event in own for key in getattr(event, field.attname) or ()})

    def learn(self, model, keys):
        """Read the names of these records, those not known yet, in one query."""
        known = self.names.setdefault(model, {})
        wanted = {key for key in keys if key is not None} - known.keys()
        if wanted:
            known.update({pk: str(found) for pk, found in model._base_manager.in_bulk(list(wanted)).items()})

    def person(self, pk):
        return self.names[_user_model()].get(pk) or (_("A removed account") if pk else _("The portal itself"))

    def label(self, field):
        return label_of(field)

    def value(self, field, event):
        """The value of a field in an event, in words; empty where there is no event or no value."""
        value = getattr(event, field.attname, None)
        if value is None or value == "" or value == []:
            return ""
        if isinstance(field, models.ForeignKey):
            return self.names[field.related_model].get(value, _("a removed record"))
        if field.name == "fall_year":
            return school_years.label(value)
        if isinstance(field, ArrayField):
            return ", ".join(self._item(field, item) for item in value)
        if named := getattr(self.model, "history_values", dict)().get(field.name):
            return str(named.get(value, value))
        return _said(field, value)

    def _item(self, field, item):
        reference = _reference(self.model, field)
        return self.names[reference].get(item, str(item)) if reference else _said(field.base_field, item)

    def linked_now(self, obj, field):
        """Keys of what a many-to-many field links today; their names are kept for `linked`."""
        found = {target.pk: str(target) for target in getattr(obj, field.name).all()}
        self.names.setdefault(field.related_model, {}).update(found)
        return set(found)

    def target_of(self, field, event):
        target = getattr(event, f"{field.m2m_reverse_field_name()}_id")
        self.learn(field.related_model, {target})
        return target

    def linked(self, field, keys):
        names = self.names[field.related_model]
        return ", ".join(sorted(names.get(key, _("a removed record")) for key in keys))


def label_of(field):
    """What a field is called in a history: the record's model may have a word of its own for it (`history_labels`)."""
    return capfirst(str(getattr(field.model, "history_labels", {}).get(field.name, field.verbose_name)))


def _user_model():
    from django.contrib.auth import get_user_model

    return get_user_model()


def _shown_fields(model, own):
    """The model's fields that its events carry, without stamps that change by themselves at every save."""
    carried = {field.name for field in own[0]._meta.fields} if own else set()
    return [
        field
        for field in model._meta.fields
        if field.name in carried and not getattr(field, "auto_now", False) and not getattr(field, "auto_now_add", False)
    ]


def _reference(model, field):
    """The model whose keys a plain list field holds, where the record's model says so (`history_references`)."""
    return getattr(model, "history_references", {}).get(field.name)


def _said(field, value):
    if field.choices:
        return str(dict(field.flatchoices).get(value, value))
    if isinstance(value, bool):
        return _("Yes") if value else _("No")
    if isinstance(value, datetime.datetime):
        return formats.date_format(timezone.localtime(value), "SHORT_DATETIME_FORMAT")
    if isinstance(value, datetime.date):
        return formats.date_format(value, "SHORT_DATE_FORMAT")
    if isinstance(value, datetime.time):
        return formats.time_format(value, "TIME_FORMAT")
    if isinstance(value, (int, float, Decimal)):
        return formats.localize(value)
    return str(value)
