"""What a machine loses when its power goes: all that was written and not yet sent to the disk, or some of it.

A killed process loses nothing of what it has written, because the system keeps it. So a library (power.c) remembers for
each file what stood there before; when the power goes, a part of that is put back. Only on disks of the run's own.
"""

import struct
from os import SEEK_END

from bench.chaos.library import compiled

HEAD = struct.Struct("=qqq")  # place, length of what stood there, size of the file
PAGE = 4096


class Power:
    def __init__(self, folder, disks):
        """`disks`: folders on file systems of their own, whose files can lose what was not sent to the disk."""
        self.disks, self.journals = disks, folder / "journals"
        self.library = compiled("power", folder) if disks else None
        if self.library:
            self.journals.mkdir(exist_ok=True)
            self.journals.chmod(0o777)

    def environment(self):
        """What each process has to be started with."""
        if not self.library:
            return {}
        devices = sorted({str(disk.stat().st_dev) for disk in self.disks})
        return {
            "LD_PRELOAD": str(self.library),
            "POWER_JOURNALS": str(self.journals),
            "POWER_DEVICES": ",".join(devices),
        }

    def lose(self, rng):
        """Put back what stood in each file before what may be lost, while nobody is at work; return {path: pages}."""
        lost = {}
        if not self.library:
            return lost
        paths = {}
        for disk in self.disks:
            for path in disk.rglob("*"):
                if path.is_file() and not path.is_symlink():
                    paths[f"{path.stat().st_dev}-{path.stat().st_ino}"] = path
        for journal in sorted(self.journals.iterdir()):
            if path := paths.get(journal.name):
                lost[path] = put_back(path, records_of(journal.read_bytes()), rng)
            journal.unlink()
        return lost


def records_of(journal):
    """[(place, what stood there, size of the file)], the oldest first; a last one that is not whole is left out."""
    found, at = [], 0
    while at + HEAD.size <= len(journal):
        place, length, size = HEAD.unpack_from(journal, at)
        at += HEAD.size
        if at + length > len(journal):
            break
        found.append((place, journal[at : at + length], size))
        at += length
    return found


def put_back(path, records, rng):
    """Let a file lose all that was not on the disk, or only some of the pages that were written over: a disk writes in
    any order. Returns how many pages."""
    is_all = rng.random() < 0.5
    chances, lost = {}, set()

    def is_lost(page):
        if page not in chances:
            chances[page] = is_all or rng.random() < 0.5
        return chances[page]

    with open(path, "r+b") as file:
        for place, old, size in reversed(records):
            for page in range(place // PAGE, (place + len(old) + PAGE - 1) // PAGE):
                first, end = max(page * PAGE, place), min((page + 1) * PAGE, place + len(old))
                if end > first and is_lost(page):
                    file.seek(first)
                    file.write(old[first - place : end - place])
                    lost.add(page)
            if is_all:
                lost.update(range(size // PAGE, file.seek(0, SEEK_END) // PAGE + 1))
                file.truncate(size)
    return len(lost)
