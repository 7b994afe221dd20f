"""Files that are on the disk, and not only said to be: a power cut leaves them whole or not there at all."""

import os


def put_in_place(draft, path):
    """Let a file that is whole take its name; after a power cut it has it, or does not, and is whole."""
    sync(draft)
    draft.rename(path)
    sync(path.parent)


def sync(path):
    """Send a file, or the names that a folder holds, down to the disk; raises OSError where the disk fails."""
    handle = os.open(path, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
