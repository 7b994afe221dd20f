"""Small disks for the database and for the folder of the portal, which can be filled to the last block.

Memory file systems, mounted by root. Without that right the processes get a limit for the size of files instead
(`RLIMIT_FSIZE`): their writes fail as well, with another number.
"""

import os
import resource
import subprocess
from contextlib import suppress

from fce_portal.embedded import postgres_owner


class Disk:
    def __init__(self, folder, megabytes):
        self.folder = folder
        folder.mkdir(parents=True, exist_ok=True)
        command = ["mount", "-t", "tmpfs", "-o", f"size={megabytes}m,mode=0711", "chaos", str(folder)]
        self.is_mounted = (
            postgres_owner.is_root() and subprocess.run(command, check=False, capture_output=True).returncode == 0
        )
        self.filler = folder / "filler"

    def fill(self, processes=()):
        """No byte more fits from now on."""
        if self.is_mounted:
            handle = os.open(self.filler, os.O_WRONLY | os.O_CREAT, 0o600)
            try:
                block = 1 << 26
                position = 0
                while block >= 512:
                    try:
                        os.posix_fallocate(handle, position, block)
                        position += block
                    except OSError:
                        block //= 2
            finally:
                os.close(handle)
            return
        for process in processes:
            with suppress(OSError):
                resource.prlimit(process.pid, resource.RLIMIT_FSIZE, (1, resource.RLIM_INFINITY))

    def free(self, processes=()):
        if self.is_mounted:
            self.filler.unlink(missing_ok=True)
            return
        for process in processes:
            with suppress(OSError):
                resource.prlimit(process.pid, resource.RLIMIT_FSIZE, (resource.RLIM_INFINITY, resource.RLIM_INFINITY))

    def remove(self):
        if self.is_mounted:
            subprocess.run(["umount", "-l", str(self.folder)], check=False, capture_output=True)
