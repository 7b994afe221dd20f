"""What councils advised on action plans before advice was answered in writing: kept as advice, to be answered."""

from datetime import timedelta

from django.db import migrations

DAYS = 14  # ten school days, without looking up the holidays


def keep(apps, schema_editor):
    Advice = apps.get_model("governance", "Advice")
    CouncilAdvice = apps.get_model("governance", "CouncilAdvice")
    found = CouncilAdvice.objects.select_related("plan", "motion__meeting").iterator()
    Advice.objects.bulk_create(
        (
            Advice(
                school_id=one.plan.school_id,
                fall_year=one.plan.fall_year,
                kind="PLAN",
                text=one.text,
                meeting=one.motion.meeting,
                motion=one.motion,
                action_plan=one.plan,
                given_on=one.motion.meeting.held_on,
                due_on=one.motion.meeting.held_on + timedelta(days=DAYS),
                answer_by=one.motion.meeting.held_on + timedelta(days=DAYS),
                recorded_by_id=one.by_id,
            )
            for one in found
        ),
        batch_size=500,
    )


class Migration(migrations.Migration):
    dependencies = [("governance", "0007_duties")]
    operations = [migrations.RunPython(keep, migrations.RunPython.noop, elidable=True)]
