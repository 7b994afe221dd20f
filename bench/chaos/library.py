"""Small libraries that are loaded before all others, into the processes of a chaos run.

They are compiled here, where there is a C compiler; where there is none, what they are for is left out, and the run
says so.
"""

import shutil
import subprocess
from pathlib import Path

FOLDER = Path(__file__).parent


def compiler():
    return shutil.which("cc") or shutil.which("gcc") or shutil.which("clang")


def compiled(name, folder):
    """The library made from `name`.c in `folder`, for processes of any user to load; None where it cannot be made."""
    program = compiler()
    if not program:
        return None
    folder.mkdir(parents=True, exist_ok=True)
    library = folder / f"{name}.so"
    command = [program, "-shared", "-fPIC", "-O2", "-o", str(library), str(FOLDER / f"{name}.c"), "-ldl"]
    if subprocess.run(command, check=False, capture_output=True).returncode:
        return None
    library.chmod(0o755)  # the database's user is another one where we are root
    for above in (folder, *folder.parents):
        if not above.stat().st_mode & 0o001:
            above.chmod(above.stat().st_mode | 0o001)
    return library
