"""How long the rollup takes to work out one changed activity: seconds of each refresh, warm."""

import time

from bench.inside import run

WARM_UP = 10


def main(times):
    from django.db.models import F

    from indicators import rollups
    from partnerships.models import Activity

    rollups.refresh_all()
    ids = spread_ids(Activity, times + WARM_UP)
    seconds = []
    for pk in ids:
        Activity.objects.filter(pk=pk).update(adults_total=F("adults_total") + 1)
        started = time.perf_counter()
        done = rollups.refresh()
        seconds.append(time.perf_counter() - started)
        if done.claimed != 1:
            raise RuntimeError(f"One changed activity should be one stale school-month, not {done.claimed}.")
    return seconds[WARM_UP:]


def spread_ids(model, how_many):
    """Ids from all over the table, of activities at schools that count adults."""
    counted = (
        model.objects.kept().exclude(school=None).exclude(adults_total=None).exclude(activity_type__startswith="HOME")
    )
    first, last = model.objects.order_by("pk").values_list("pk", flat=True)[0], model.objects.latest("pk").pk
    step = max(1, (last - first) // how_many)
    ids = [
        counted.filter(pk__gte=first + step * n).order_by("pk").values_list("pk", flat=True).first()
        for n in range(how_many)
    ]
    return [pk for pk in ids if pk is not None]


if __name__ == "__main__":
    run(main)
