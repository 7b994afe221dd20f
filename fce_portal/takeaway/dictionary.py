"""datapackage.json: what every table and column of the archive means, in English and Spanish.

A Frictionless Data Package (https://specs.frictionlessdata.io/data-package/): other programs read it as it is. Names
that it has no place for (`titles`, `labels`) are ours, {language: words}.
"""

from django.db import models
from django.utils.encoding import force_str
from django.utils.text import capfirst
from django.utils.translation import gettext as _

from district.notices import in_each_language

TYPES = [
    (models.BooleanField, "boolean"),
    (models.DateTimeField, "datetime"),
    (models.DateField, "date"),
    (models.TimeField, "time"),
    ((models.FloatField, models.DecimalField), "number"),
    (models.IntegerField, "integer"),
    (models.JSONField, "any"),
]


def resource(table, rows, digest):
    """One table as the package describes it; `digest` is the SHA-256 of its file."""
    fields = {field.column: field for field in table.model._meta.local_concrete_fields if field.column}
    schema = {"fields": [_field(table, column, fields[column]) for column in table.columns], "missingValues": [""]}
    schema["primaryKey"] = list(table.key)
    keys = [_foreign_key(field) for field in fields.values() if getattr(field, "db_constraint", False)]
    if keys:
        schema["foreignKeys"] = keys
    titles = in_each_language(lambda: _title(table.model))
    return {
        "name": table.name,
        "path": table.path,
        "title": titles["en"],
        "titles": titles,
        "description": _first_paragraph(table.model),
        "profile": "tabular-data-resource",
        "format": "csv",
        "mediatype": "text/csv",
        "encoding": "utf-8",
        "rows": rows,
        "hash": f"sha256:{digest}",
        "schema": schema,
    }


def _title(model):
    followed = getattr(model, "pgh_tracked_model", None)
    words = capfirst(force_str((followed or model)._meta.verbose_name_plural))
    return words if followed is None else _("History: %(records)s") % {"records": words}


def _first_paragraph(model):
    text = (model.__doc__ or "").strip().split("\n\n")[0]
    return "" if text.startswith(f"{model.__name__}(") else " ".join(text.split())


def _field(table, column, field):
    titles = in_each_language(lambda: capfirst(force_str(field.verbose_name)))
    described = {"name": column, "type": _type(field), "title": titles["en"], "titles": titles}
    if getattr(field, "help_text", ""):
        helps = in_each_language(lambda: force_str(field.help_text))
        described |= {"description": helps["en"], "descriptions": helps}
    if isinstance(field, models.BooleanField):
        described |= {"trueValues": ["t"], "falseValues": ["f"]}
    if isinstance(field, models.BinaryField):
        described["format"] = "binary as \\x and hexadecimal digits"
    if hasattr(field, "base_field"):
        described["format"] = "list as {one,two}"
    if column in table.changed:
        described["notTakenAlong"] = True
    constraints = {"required": True} if not field.null else {}
    choices = field.flatchoices
    if choices and described["type"] in ("string", "integer") and not hasattr(field, "base_field"):
        labels = in_each_language(lambda: "\0".join(force_str(label) for _value, label in choices))
        described["labels"] = {
            str(code): {language: words.split("\0")[number] for language, words in labels.items()}
            for number, (code, _words) in enumerate(choices)
        }
    return described | ({"constraints": constraints} if constraints else {})


def _type(field):
    if field.is_relation:
        field = field.target_field
    return next((name for kinds, name in TYPES if isinstance(field, kinds)), "string")


def _foreign_key(field):
    target = field.target_field
    reference = {"resource": target.model._meta.db_table, "fields": [target.column]}
    return {"fields": [field.column], "reference": reference}
