"""How often Python collects rubbish in a process of the portal (decision 079).

Whatever a page was drawn from goes by the collector alone, because Django's context of a template refers to itself; a
page of 1,800 schools leaves 33,000 objects. Those in use while the collector came by wait for its look at everything.
"""

import gc


def set_pace():
    """A look at everything each 500,000 objects: once a minute under load. Each ten million (20 and 20) it was a
    quarter of an hour, in which a web process grew by 25 MB (docs/scale.md)."""
    gc.set_threshold(20_000, 5, 5)


def keep_what_is_loaded():
    """Let the collector pass over all that there is now, and count what comes from now on, not against all that."""
    gc.collect()
    gc.freeze()
    gc.collect()
