import os
import secrets

from fce_portal.embedded.locks import usable
from fce_portal.on_disk import sync


def kept_in(var):
    """The secret key of a first run: made once, then read from `var`, so that sessions outlive a restart."""
    path = var / "secret_key"
    with usable(var):
        if not path.exists():
            make(path)
        return path.read_text()


def make(path):
    """Write a new key. Of two processes that start at once the first wins: the file appears whole, or not at all."""
    draft = path.with_suffix(f".{os.getpid()}")
    draft.touch(mode=0o600)
    draft.write_text(secrets.token_urlsafe(50))
    sync(draft)
    try:
        os.link(draft, path)
        sync(path.parent)
    except FileExistsError:
        pass
    finally:
        draft.unlink()
