"""Make the yardstick's table: 10,000 rows, 200 of them of one place (`python -m bench.yardstick.prepare`)."""

import os
from datetime import date, timedelta

import django

os.environ["DJANGO_SETTINGS_MODULE"] = "bench.yardstick.settings"
django.setup()

from django.db import connection  # noqa: E402  only after the set-up

from bench.yardstick.models import Entry  # noqa: E402


def main():
    with connection.schema_editor() as editor:
        editor.create_model(Entry)
    days = (date(2025, 7, 1) + timedelta(days=number % 300) for number in range(10_000))
    Entry.objects.bulk_create(
        [
            Entry(place=number % 50, held_on=day, title=f"Family literacy night {number}", people=number % 90)
            for number, day in enumerate(days)
        ],
        batch_size=2000,
    )
    with connection.cursor() as cursor:
        cursor.execute("VACUUM ANALYZE")


if __name__ == "__main__":
    main()
