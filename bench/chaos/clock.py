"""Steps of the wall clock, for one kind of process each, by a small library (clock.c)."""

import os
import struct

from bench.chaos.library import compiled


class Clocks:
    """A file for each kind of process, which holds the seconds by which its clock is wrong."""

    def __init__(self, folder):
        self.folder, self.library = folder, compiled("clock", folder)

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
