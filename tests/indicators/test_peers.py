"""The district beside the state and other districts, from the state's own files."""

import pytest

from indicators.importing import runs
from tests.indicators.import_files import HARTFORD

pytestmark = pytest.mark.django_db


def brought(data, name="absence.csv"):
    run = runs.new_run(file_name=name, data=data, district_code=HARTFORD)
    outcome = runs.store(run, data)
    assert not outcome.is_refused, runs.first_reason(outcome)
    return run, outcome
