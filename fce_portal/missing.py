"""What the portal can do without, and lacks where it runs: said at the start and on the pages."""

from functools import cache

from django.utils.translation import gettext as _

from fce_portal import translations


def notices():
    """One sentence for each missing thing, in the reader's language."""
    if not translations_are_there():
        yield _("The Spanish translation is not installed here. Run: python manage.py compile_translations")


@cache
def translations_are_there():
    return all(compiled.exists() for _source, compiled in translations.catalogues())
