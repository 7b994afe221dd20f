class EmbeddedError(Exception):
    """A service of the first run cannot start; the message says why and what to do, in words for a person."""
