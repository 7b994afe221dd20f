"""Compares this portal, which was just restored, with the manifest of the backup; prints what it found as JSON."""

import json
import sys
from pathlib import Path

import django

django.setup()

from django.conf import settings  # noqa: E402
from django.db import connection, transaction  # noqa: E402

from fce_portal.backup import digests, files, manifest  # noqa: E402
from partnerships.models import Activity  # noqa: E402

# `restore` settles the record of the backup, writes into the trail that it restored and what the verification of the
# trail found, and works in what waited to be counted.
WRITTEN = {"district_backup", "district_auditentry", "district_auditverification"}
WRITTEN |= {"indicators_rolluprun", "indicators_stalecell"}
WRITTEN |= {"indicators_measurecell", "indicators_schoolyearcell", "indicators_districtcell"}


def main(folder):
    told = manifest.read(folder)
    with transaction.atomic(), connection.cursor() as cursor:
        found = digests.contents(cursor)
    differences = digests.differences(told.tables, found)
    written = {line.partition(":")[0] for line in differences} & WRITTEN
    sums = files.sums_of(folder)
    stored = {name: files.sha256_of(Path(settings.MEDIA_ROOT) / name) for name in files.walk(settings.MEDIA_ROOT)}
    wrong = [line for line in differences if line.partition(":")[0] not in WRITTEN]
    wrong += [f"file {name}" for name in sorted(sums.keys() | stored) if sums.get(name) != stored.get(name)]
    keys = Activity.objects.filter(title="Drill").values_list("entry_key", flat=True)
    print(
        json.dumps(
            {
                "differences": wrong,
                "equal": len(found) - len(differences),
                "tables": len(told.tables),
                "rows": told.rows,
                "written": sorted(written),
                "files": sorted(stored),
                "entry_keys": [str(key) for key in keys],
            }
        )
    )


if __name__ == "__main__":
    main(sys.argv[1])
