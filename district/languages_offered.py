"""In which languages the portal speaks: English always, Spanish unless the district shuts it (a setting).

Documents, compacts and notices keep the languages they are written in; which languages families ask for interpreting in
is data (`Language`).
"""

from django.conf import settings

from district.portal_settings import known


def offered():
    """[(code, its own name)], English first."""
    return [one for one in settings.LANGUAGES if one[0] == settings.LANGUAGE_CODE or known().offers_spanish]


def codes():
    return [code for code, _name in offered()]


def language_for(wanted):
    """The language in which somebody who wants this one is spoken to."""
    return wanted if wanted in codes() else settings.LANGUAGE_CODE
