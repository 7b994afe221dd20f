"""A limit that Django's validators leave out."""

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

MOST_CHARACTERS = 128  # OWASP ASVS 2.1.2: longer ones only give the hash work


class MaximumLengthValidator:
    """Refuses passwords that are longer than anybody types; none is ever cut."""

    def validate(self, password, user=None):
        if len(password) > MOST_CHARACTERS:
            raise ValidationError(self.get_help_text(), code="password_too_long")

    def get_help_text(self):
        return _("Your password can have at most %(most)s characters.") % {"most": MOST_CHARACTERS}
