import os
import secrets

from fce_portal.embedded.locks import make_var


def kept_in(var):
    """The secret key of a first run: made once, then read from `var`, so that sessions outlive a restart.

    Two processes that start at once agree: the file appears whole under its name, and the first one wins.
    """
    path = var / "secret_key"
    if not path.exists():
        make_var(var)
        draft = var / f"secret_key.{os.getpid()}"
        draft.touch(mode=0o600)
        draft.write_text(secrets.token_urlsafe(50))
        try:
            os.link(draft, path)
        except FileExistsError:
            pass
        finally:
            draft.unlink()
    return path.read_text()
