"""Keeps what an imported file says of other districts, and lets it go with the import.

Every file keeps its own rows and the newest in force speaks (`PeerFigure.objects.published`), so that nothing has to be
compared, restated or handed over.
"""

from indicators.models import PeerDistrict, PeerFigure
from indicators.models.imports import RunState


def are_new(observations, sha256):
    """Whether the file's figures of other districts are not in the books yet; the same file brings them once.

    A file that an earlier version of the portal took in without them brings them when it comes again.
    """
    if not observations:
        return False
    return not PeerFigure.objects.filter(run__sha256=sha256, run__state=RunState.PUBLISHED).exists()


def write(run, observations):
    """Store the figures as rows of `run`. A district is known by its code; its newest name stays."""
    names = {one.district_code: one.name for one in observations}
    PeerDistrict.objects.bulk_create(
        [PeerDistrict(code=code, name=name) for code, name in sorted(names.items())],
        update_conflicts=True,
        unique_fields=["code"],
        update_fields=["name"],
    )
    PeerFigure.objects.bulk_create(
        [
            PeerFigure(
                run=run,
                source_line=one.line,
                district_id=one.district_code,
                indicator_id=one.indicator,
                instrument=one.instrument,
                fall_year=one.fall_year,
                value=one.value,
                display_status=one.display_status,
            )
            for one in observations
        ]
    )


def take_back(run):
    run.peer_figures.all().delete()
