"""Where files that people bring are kept: on the disk before anybody is told that they are.

PostgreSQL waits for its disk before it acknowledges a row; Django's storage does not wait for the file that the row
names. A power cut in the half minute that Linux takes by itself would leave the row and an empty file.
"""

from pathlib import Path

from django.core.files.storage import FileSystemStorage

from fce_portal.on_disk import sync


class DurableFileStorage(FileSystemStorage):
    def _save(self, name, content):
        name = super()._save(name, content)
        location, path = Path(self.location), Path(self.path(name))
        # The names stand in the folders: a new file in its folder, a new folder in the one above.
        for one in [path, *(folder for folder in path.parents if folder.is_relative_to(location))]:
            sync(one)
        return name
