class NotPossible(Exception):
    """What an evaluation, or asking families, does not allow now; the text says why, in words for the page."""
