"""Hartford as it was: real schools, real groups, real rates of chronic absence, as if the district had counted them."""

import pytest

from indicators.suppression import DISTRICT
from tests.indicators.attack.test_tables import tally
from tests.indicators.attack.worlds import judged, judged_after, recovered, with_release, year_of
from tests.indicators.shared_files import EDSIGHT, FOLDER, Truth, read_chronic, read_enrollment

pytestmark = pytest.mark.skipif(not FOLDER.is_dir(), reason=f"the published files are not in {FOLDER}")

BREAKDOWNS = ("all-students", "ell", "gender", "lunch", "race", "special-education")
FEW = 3  # students where the state prints an asterisk


@pytest.fixture(scope="module")
def hartford():
    """{key: (students chronically absent, students)} of 2014-15, from the state's rates and October's enrollment."""
    truth = Truth()
    for kind, reader in (("chronic-absenteeism", read_chronic), ("enrollment", read_enrollment)):
        for breakdown in BREAKDOWNS:
            for place, middle in (("school", "all-schools_"), ("district", "")):
                reader(truth, FOLDER / EDSIGHT / f"{kind}-{place}" / f"{kind}__2014-15_{middle}{breakdown}.csv")
    said = {}
    for (indicator, _instrument, scope, school, _year, _period, *group), figures in truth.items():
        if scope != "STATE":
            said.setdefault((int(school or DISTRICT), *group), {})[indicator] = figures
    table = {}
    for key, figures in said.items():
        size = figures["ENROLLMENT"][2] if "ENROLLMENT" in figures else None
        rate = figures.get("CHRONIC_ABS")
        if size and rate:
            counted = FEW if rate[2] is None else int((rate[2] * size / 100).to_integral_value())
            table[key] = min(counted, int(size)), int(size)
    return table


def test_no_hidden_figure_of_the_real_district_comes_out(hartford):
    assert len(hartford) > 500

    found = tally(year_of(hartford, judged(hartford)))

    assert (found.recovered, found.unproven, found.findings) == (0, 0, [])
    assert found.for_others < found.hidden / 2


def test_a_corrected_release_of_it_does_not_undo_the_one_before(hartford):
    """Three schools report ten students more, and somebody has kept the first file."""
    then = dict(hartford)
    schools = sorted(key[0] for key in hartford if key[1] == "ALL" and key[0] != DISTRICT and hartford[key][1] > 400)
    for school in schools[:3]:
        for dimension in sorted({key[1] for key in hartford}):
            groups = [key for key in hartford if key[:2] == (school, dimension)]
            largest = max(groups, key=lambda key: hartford[key][1] - hartford[key][0])
            for key in (largest, (DISTRICT, *largest[1:])):
                then[key] = then[key][0] + 10, then[key][1]
    before = judged(hartford)

    after = judged_after(then, (hartford, before))

    assert not recovered(with_release(year_of(then, after), hartford, before))
