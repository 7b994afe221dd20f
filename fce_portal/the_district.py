"""The one district row, kept in the process for half a minute: every page names it, and it changes about never."""

import time

from district.models import District

KEPT_SECONDS = 30
_kept = {"until": 0.0, "district": None}


def the_district():
    """The district, or None before one is loaded (which is never kept)."""
    if _kept["district"] is None or time.monotonic() > _kept["until"]:
        _kept.update(district=District.objects.first(), until=time.monotonic() + KEPT_SECONDS)
    return _kept["district"]


def forget():
    _kept.update(district=None, until=0.0)
