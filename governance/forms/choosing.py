"""Words in place of the dashes that Django puts where nothing is chosen."""

from django.db.models.fields import BLANK_CHOICE_DASH
from django.utils.translation import gettext as _

from district.forms.fields import say_unless_chosen

DASHES = BLANK_CHOICE_DASH[0][1]


class SaysWhenNothingIsChosen:
    """Mixin of a form: a list to choose from says so where one has to choose, and that one has not where one need not.

    What a form itself says of its empty choice stays.
    """

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        for field in self.fields.values():
            words = _("Choose one") if field.required else _("Nothing chosen")
            has_list = not hasattr(field, "empty_label") and BLANK_CHOICE_DASH[0] in getattr(field, "choices", ())
            if has_list or getattr(field, "empty_label", "") == DASHES:
                say_unless_chosen(field, words)
