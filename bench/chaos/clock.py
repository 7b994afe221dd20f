"""Steps of the wall clock, for one kind of process each: a small library that is loaded before all others.

It is compiled here, so it needs a C compiler; where there is none, no clock is stepped, and the run says so.
"""

import os
import shutil
import struct
import subprocess
from pathlib import Path

SOURCE = Path(__file__).with_name("clock.c")


def compiler():
    return shutil.which("cc") or shutil.which("gcc") or shutil.which("clang")


class Clocks:
    """A file for each kind of process, which holds the seconds by which its clock is wrong."""

    def __init__(self, folder):
        self.folder = folder
        self.library = None
        program = compiler()
        if program:
            folder.mkdir(parents=True, exist_ok=True)
            self.library = folder / "clock.so"
            command = [program, "-shared", "-fPIC", "-O2", "-o", str(self.library), str(SOURCE), "-ldl"]
            if subprocess.run(command, check=False, capture_output=True).returncode:
                self.library = None
        if self.library:  # the database's user is another one where we are root
            self.library.chmod(0o755)
            for above in (folder, *folder.parents):
                if not above.stat().st_mode & 0o001:
                    above.chmod(above.stat().st_mode | 0o001)

    def environment(self, name):
        """What a process of this kind has to be started with."""
        if not self.library:
            return {}
        path = self.folder / name
        if not path.exists():
            path.write_bytes(struct.pack("l", 0))
            path.chmod(0o644)
        return {"LD_PRELOAD": str(self.library), "CHAOS_CLOCK": str(path)}

    def step(self, name, seconds):
        handle = os.open(self.folder / name, os.O_WRONLY)
        try:
            os.pwrite(handle, struct.pack("l", seconds), 0)
        finally:
            os.close(handle)
