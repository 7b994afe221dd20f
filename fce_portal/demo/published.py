"""Real published figures of earlier years, of Hartford, the state and seven other districts: what peers are shown with.

Invented figures of other districts would be slander, so the demo takes in a few lines of the state's own files
(`reference/published/README.md`), with the importer that everybody uses.
"""

from pathlib import Path

from district.models import User
from fce_portal.demo.filing import ADMINISTRATOR
from fce_portal.demo.schools import DISTRICT_CODE
from indicators.importing import runs

FOLDER = Path(__file__).parent / "reference" / "published"


def import_published():
    by = User.objects.get(email=ADMINISTRATOR)
    for path in sorted(FOLDER.glob("*.csv")):
        data = path.read_bytes()
        run = runs.new_run(file_name=path.name, data=data, district_code=DISTRICT_CODE, by=by)
        outcome = runs.store(run, data, by=by)
        if outcome.is_refused:
            raise RuntimeError(f"{path.name}: {runs.first_reason(outcome)}")
