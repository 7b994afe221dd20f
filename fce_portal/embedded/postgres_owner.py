"""PostgreSQL refuses to run as root. For root we use a system user that owns the data and nothing else.

For everybody else the functions here do nothing: the data belongs to who runs the portal.
"""

import os
import pwd
import stat
import subprocess
from functools import cache

from fce_portal.embedded.errors import EmbeddedError

SYSTEM_USER = "fce-portal-db"


def is_root():
    return os.geteuid() == 0


@cache
def owner():
    """The system user (made when missing), or None where we are not root."""
    if not is_root():
        return None
    try:
        return pwd.getpwnam(SYSTEM_USER)
    except KeyError:
        return make_system_user()


def make_system_user():
    command = ["useradd", "--system", "--user-group", "--no-create-home", "--shell", "/usr/sbin/nologin", SYSTEM_USER]
    try:
        subprocess.run(command, check=True, capture_output=True, text=True)
    except (OSError, subprocess.CalledProcessError) as error:
        if SYSTEM_USER not in {user.pw_name for user in pwd.getpwall()}:  # else: two of us made it at once
            reason = getattr(error, "stderr", "") or error
            raise EmbeddedError(
                f"PostgreSQL cannot run as root, and a system user for it could not be made ({reason}). "
                "Run as a normal user, or set DATABASE_URL."
            ) from error
    return pwd.getpwnam(SYSTEM_USER)


def as_owner():
    """Arguments that make `subprocess.run` start a program as the owner of the data."""
    user = owner()
    return {"user": user.pw_uid, "group": user.pw_gid, "extra_groups": [], "umask": 0o077} if user else {}


def make_private(folder):
    """Make `folder` for the owner of the data alone; refuse one that somebody else put there."""
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    give_file(folder)
    expected = owner().pw_uid if is_root() else os.geteuid()
    if folder.is_symlink() or folder.stat().st_uid != expected:
        raise EmbeddedError(f"The folder {folder} belongs to another user. Remove it, or set PORTAL_VAR.")
    folder.chmod(0o700)


def give_file(path):
    user = owner()
    if user and not path.is_symlink() and path.stat().st_uid != user.pw_uid:
        os.chown(path, user.pw_uid, user.pw_gid)


def give(data, programs):
    """Let the system user own the data, run PostgreSQL's programs, and pass the folders above both."""
    if not is_root():
        return
    give_file(data)
    for folder, _folders, files in os.walk(data):  # a copy that root restored, for instance
        for name in (*_folders, *files):
            give_file(data / folder / name)
    if not programs.joinpath("postgres").stat().st_mode & stat.S_IXOTH or not programs.stat().st_mode & stat.S_IXOTH:
        open_tree(programs.parent)
    for path in (data, programs.parent):
        let_pass(path)


def open_tree(top):
    """Let everybody read and run the programs (an installation under a strict umask forbids it)."""
    for folder, _folders, files in os.walk(top):
        for path in (folder, *(os.path.join(folder, name) for name in files)):
            mode = os.stat(path).st_mode
            os.chmod(path, mode | stat.S_IROTH | (stat.S_IXOTH if mode & stat.S_IXUSR else 0))


def let_pass(path):
    """Let other users pass through the folders above `path`, without letting them list what is inside."""
    for folder in path.parents:
        mode = folder.stat().st_mode
        if not mode & stat.S_IXOTH:
            folder.chmod(mode | stat.S_IXOTH)
