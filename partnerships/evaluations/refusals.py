class NotPossible(Exception):
    """What an evaluation does not allow now; the text says why, in words for the page."""
