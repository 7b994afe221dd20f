class BackupError(Exception):
    """A backup cannot be made, trusted or restored; the message says why and what to do, in words for a person."""
