"""The compiled form of our translations: made from locale/*/LC_MESSAGES/*.po, without gettext's own tools."""

import os

import polib
from django.conf import settings

from fce_portal.on_disk import put_in_place


def catalogues():
    """Each catalogue of ours and where its compiled form belongs."""
    for folder in settings.LOCALE_PATHS:
        for source in sorted(folder.glob("*/LC_MESSAGES/*.po")):
            yield source, source.with_suffix(".mo")


def stale():
    """The catalogues whose compiled form is missing or older than the source."""
    return [
        (source, compiled)
        for source, compiled in catalogues()
        if not compiled.exists() or compiled.stat().st_mtime < source.stat().st_mtime
    ]


def compile_stale():
    """Compile what needs it, each file whole or not at all; return the sources."""
    done = stale()
    for source, compiled in done:
        draft = compiled.with_suffix(f".{os.getpid()}")
        polib.pofile(str(source)).save_as_mofile(str(draft))
        put_in_place(draft, compiled)
    return [source for source, _compiled in done]
