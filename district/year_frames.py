"""Rows in which the district says the days of one school year: taken over into the next, the same days a year later."""

from dataclasses import dataclass

from django.db import models

from district import school_years


@dataclass(frozen=True)
class Frames:
    """The rows of a model with a `fall_year`. `days`: fields that move by the years between; all others are copied as
    they are. `alike`: fields that tell the rows of one year apart."""

    model: type[models.Model]
    days: tuple
    alike: tuple = ()

    def to_copy(self, to_fall_year):
        """Rows of the year before that the new year has no counterpart of."""
        there = {self.name_of(one) for one in self.model.objects.filter(fall_year=to_fall_year)}
        before = self.model.objects.filter(fall_year=to_fall_year - 1).order_by("pk")
        return [one for one in before if self.name_of(one) not in there]

    def name_of(self, row):
        return tuple(getattr(row, name) for name in self.alike)

    def copy_of(self, row, to_fall_year):
        """The row as it stands in another year, stored."""
        copied = self.model(fall_year=to_fall_year)
        for kept in self.model._meta.concrete_fields:
            if kept.primary_key or kept.name == "fall_year":
                continue
            value = getattr(row, kept.attname)
            if kept.name in self.days and value:
                value = school_years.years_later(value, to_fall_year - row.fall_year)
            setattr(copied, kept.attname, value)
        copied.save()
        return copied

    # ------------------------------------------------------------------ for `YearPart`

    def carry(self, to_fall_year, by):
        copies = [self.copy_of(one, to_fall_year) for one in self.to_copy(to_fall_year)]
        return [said(self.model.objects.get(pk=one.pk)) for one in copies]

    def changed(self, kept):
        """Those of the copied rows that somebody has changed since; a removed one holds nothing back."""
        stored = self.model.objects.in_bulk([one["id"] for one in kept])
        return [stored[one["id"]] for one in kept if one["id"] in stored and said(stored[one["id"]]) != one]

    def take_back(self, kept):
        self.model.objects.filter(pk__in=[one["id"] for one in kept]).delete()


def said(row):
    """All of a row as plain data, to see later whether it is still the same."""
    return {
        one.attname: getattr(row, one.attname) if one.primary_key else one.value_to_string(row)
        for one in row._meta.concrete_fields
    }
