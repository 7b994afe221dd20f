from crispy_forms.layout import TEMPLATE_PACK, LayoutObject
from django.template.loader import render_to_string


class Details(LayoutObject):
    """Fields behind a summary: folded while they are empty and right, so that a form shows first what matters first."""

    def __init__(self, summary, *fields):
        self.summary = summary
        self.fields = list(fields)

    def render(self, form, context, template_pack=TEMPLATE_PACK, **kwargs):
        names = [pointer.name for pointer in self.get_field_names()]
        is_open = any(form.errors.get(name) or _has_value(form[name]) for name in names if name in form.fields)
        content = self.get_rendered_fields(form, context, template_pack, **kwargs)
        return render_to_string(
            "partnerships/_form_details.html", {"summary": self.summary, "is_open": is_open, "content": content}
        )


def _has_value(bound_field):
    return bound_field.value() not in (None, "", False, [])
