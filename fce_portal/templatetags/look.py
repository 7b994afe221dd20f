"""Small helpers of the page's look: an icon from the sprite, and links that keep the rest of the query string."""

import json
from functools import lru_cache

from django import template
from django.templatetags.static import static
from django.utils.html import format_html

from district import childrens_names, free_text

register = template.Library()


@register.simple_tag
def icon(name, label=""):
    """An icon from `static/vendor/icons.svg`: decoration, unless `label` says what it means."""
    return drawn(name, str(label))


@lru_cache(maxsize=500)  # a page holds dozens, and they are always the same few
def drawn(name, label):
    href = f"{static('vendor/icons.svg')}#{name}"
    if label:
        return format_html('<svg class="icon" role="img" aria-label="{}"><use href="{}"></use></svg>', label, href)
    return format_html('<svg class="icon" aria-hidden="true" focusable="false"><use href="{}"></use></svg>', href)


@register.filter
def has_errors(form):
    """Whether a form, or any form of a formset, was refused; False for anything that is no form."""
    if hasattr(form, "total_error_count"):
        return form.is_bound and form.total_error_count() > 0
    return bool(getattr(form, "is_bound", False) and getattr(form, "errors", None))


@register.filter
def under(cells, headers):
    """[(label of its column, cell)] of a row; `headers` are (label, is_number) pairs."""
    return [(label, cell) for (label, _is_number), cell in zip(headers, cells, strict=True)]


@register.filter
def first_input_id(field):
    """The id an error link goes to: of a group of boxes or split inputs, the first one."""
    if not field.auto_id:
        return ""
    return f"{field.auto_id}_0" if field.use_fieldset else field.id_for_label or field.auto_id


@register.filter
def child_hints(field):
    """What to say beside a text that looks as if it named a child; nothing where the field was refused."""
    if field.errors or not free_text.is_free(field.name, field.field.widget):
        return []
    value = field.value()
    return childrens_names.hints(value) if isinstance(value, str) else []


@register.simple_tag
def child_patterns():
    """The same rules for the browser, as JSON."""
    return json.dumps(free_text.for_browsers(), ensure_ascii=False)


@register.filter
def error_fields(form):
    """The bound fields of a form that have errors, hidden ones too."""
    return [field for field in form if field.errors]
