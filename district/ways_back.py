"""The way back from the parts of a figure to the page it stands on, in the address and nowhere else.

A link that leads further in says with `?back=` where it starts, filters included; the page it leads to shows the way
back above its heading. Several steps carry each other, so one comes back step by step, also in a second window and by
a link that a colleague sent.
"""

from district import own_pages

BACK = "back"


def way_back(request):
    """(label, address) of the page that this one was opened from; None where the address does not say."""
    asked = request.GET.get(BACK, "")
    found = own_pages.way_back(asked) if asked else None
    return found if found and found[1] != request.get_full_path() else None


def here(request):
    """The address of this page, as links further in carry it: with its filters and its own way back."""
    found = own_pages.way_back(request.get_full_path())
    return found[1] if found else ""
