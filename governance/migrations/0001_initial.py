import datetime
import django.db.models.deletion
import pgtrigger.compiler
import pgtrigger.migrations
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    initial = True

    dependencies = [
        ('district', '0001_initial'),
        ('pghistory', '0007_auto_20250421_0444'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name='CouncilModel',
            fields=[
                ('code', models.CharField(max_length=20, primary_key=True, serialize=False, verbose_name='code')),
                ('name', models.CharField(max_length=120, verbose_name='name')),
                ('name_en', models.CharField(max_length=120, null=True, verbose_name='name')),
                ('name_es', models.CharField(max_length=120, null=True, verbose_name='name')),
                ('voting_seats', models.PositiveSmallIntegerField(verbose_name='voting seats')),
                ('source', models.CharField(max_length=300, verbose_name='source')),
            ],
        ),
        migrations.CreateModel(
            name='Council',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('school', models.OneToOneField(on_delete=django.db.models.deletion.CASCADE, related_name='council', to='district.school', verbose_name='school')),
                ('model', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='councils', to='governance.councilmodel', verbose_name='council model')),
            ],
            options={
                'ordering': ['school__name'],
            },
        ),
        migrations.CreateModel(
            name='CouncilMeeting',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('held_on', models.DateField(verbose_name='date')),
                ('voting_present', models.PositiveSmallIntegerField(verbose_name='voting members present')),
                ('quorum_required', models.PositiveSmallIntegerField(editable=False, verbose_name='quorum')),
                ('recorded_at', models.DateTimeField(auto_now_add=True, verbose_name='recorded at')),
                ('council', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='meetings', to='governance.council', verbose_name='council')),
                ('recorded_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='recorded by')),
            ],
            options={
                'ordering': ['-held_on', '-pk'],
            },
        ),
        migrations.CreateModel(
            name='CouncilMeetingEvent',
            fields=[
                ('pgh_id', models.AutoField(primary_key=True, serialize=False)),
                ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                ('pgh_label', models.TextField(help_text='The event label.')),
                ('id', models.BigIntegerField()),
                ('held_on', models.DateField(verbose_name='date')),
                ('voting_present', models.PositiveSmallIntegerField(verbose_name='voting members present')),
                ('quorum_required', models.PositiveSmallIntegerField(editable=False, verbose_name='quorum')),
                ('recorded_at', models.DateTimeField(auto_now_add=True, verbose_name='recorded at')),
                ('council', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='governance.council', verbose_name='council')),
                ('pgh_context', models.ForeignKey(db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='pghistory.context')),
                ('pgh_obj', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='events', to='governance.councilmeeting')),
                ('recorded_by', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to=settings.AUTH_USER_MODEL, verbose_name='recorded by')),
            ],
            options={
                'abstract': False,
            },
        ),
        migrations.CreateModel(
            name='CouncilEvent',
            fields=[
                ('pgh_id', models.AutoField(primary_key=True, serialize=False)),
                ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                ('pgh_label', models.TextField(help_text='The event label.')),
                ('id', models.BigIntegerField()),
                ('pgh_context', models.ForeignKey(db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='pghistory.context')),
                ('pgh_obj', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='events', to='governance.council')),
                ('school', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='district.school', verbose_name='school')),
                ('model', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='governance.councilmodel', verbose_name='council model')),
            ],
            options={
                'abstract': False,
            },
        ),
        migrations.AddConstraint(
            model_name='councilmeeting',
            constraint=models.CheckConstraint(condition=models.Q(('held_on__range', (datetime.date(2000, 7, 1), datetime.date(2100, 6, 30)))), name='council_meeting_held_in_these_centuries', violation_error_message='No school year holds this date.'),
        ),
        migrations.AddConstraint(
            model_name='councilmeeting',
            constraint=models.UniqueConstraint(fields=('council', 'held_on'), name='council_meeting_once_a_day', violation_error_message='A meeting of this council on this day is recorded already.'),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='councilmeeting',
            trigger=pgtrigger.compiler.Trigger(name='stale_on_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func="\nINSERT INTO indicators_stalecell (source, school_key, month)\nSELECT DISTINCT 'council_meetings', marked.school_key, date_trunc('month', marked.day::timestamp)::date\nFROM (SELECT council.school_id, rows.held_on FROM new_rows AS rows\n            JOIN governance_council AS council ON council.id = rows.council_id\n            ORDER BY council.id FOR NO KEY UPDATE OF council) AS marked (school_key, day);\nRETURN NULL;\n", hash='81c12af4407bc894fbaa4a9e2e486a69d46b19d8', level='STATEMENT', operation='INSERT', pgid='pgtrigger_stale_on_insert_7012c', referencing='REFERENCING NEW TABLE AS new_rows ', table='governance_councilmeeting', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='councilmeeting',
            trigger=pgtrigger.compiler.Trigger(name='stale_before_delete', sql=pgtrigger.compiler.UpsertTriggerSql(func="\nINSERT INTO indicators_stalecell (source, school_key, month)\nSELECT DISTINCT 'council_meetings', marked.school_key, date_trunc('month', marked.day::timestamp)::date\nFROM (SELECT council.school_id, rows.held_on FROM (SELECT OLD.*) AS rows\n            JOIN governance_council AS council ON council.id = rows.council_id\n            ORDER BY council.id FOR NO KEY UPDATE OF council) AS marked (school_key, day);\nRETURN OLD;\n", hash='2e8323e70eb5ea7830ad6dcdec4d9851fb7f13f7', operation='DELETE', pgid='pgtrigger_stale_before_delete_70315', table='governance_councilmeeting', when='BEFORE')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='councilmeeting',
            trigger=pgtrigger.compiler.Trigger(name='stale_before_update', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD."council_id" IS DISTINCT FROM (NEW."council_id") OR OLD."held_on" IS DISTINCT FROM (NEW."held_on") OR OLD."id" IS DISTINCT FROM (NEW."id") OR OLD."quorum_required" IS DISTINCT FROM (NEW."quorum_required") OR OLD."voting_present" IS DISTINCT FROM (NEW."voting_present"))', func="\nINSERT INTO indicators_stalecell (source, school_key, month)\nSELECT DISTINCT 'council_meetings', marked.school_key, date_trunc('month', marked.day::timestamp)::date\nFROM (SELECT council.school_id, rows.held_on FROM (SELECT OLD.*) AS rows\n            JOIN governance_council AS council ON council.id = rows.council_id\n            ORDER BY council.id FOR NO KEY UPDATE OF council) AS marked (school_key, day);\nRETURN NEW;\n", hash='b173cf784c1fb9fd008ecdfadbd2a00e151d04ec', operation='UPDATE', pgid='pgtrigger_stale_before_update_4dd82', table='governance_councilmeeting', when='BEFORE')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='councilmeeting',
            trigger=pgtrigger.compiler.Trigger(name='stale_on_update', sql=pgtrigger.compiler.UpsertTriggerSql(func="\nINSERT INTO indicators_stalecell (source, school_key, month)\nSELECT DISTINCT 'council_meetings', marked.school_key, date_trunc('month', marked.day::timestamp)::date\nFROM (SELECT council.school_id, rows.held_on FROM (\n    (SELECT id, council_id, held_on, voting_present, quorum_required FROM old_rows EXCEPT ALL SELECT id, council_id, held_on, voting_present, quorum_required FROM new_rows)\n    UNION ALL\n    (SELECT id, council_id, held_on, voting_present, quorum_required FROM new_rows EXCEPT ALL SELECT id, council_id, held_on, voting_present, quorum_required FROM old_rows)\n) AS rows\n            JOIN governance_council AS council ON council.id = rows.council_id\n            ORDER BY council.id FOR NO KEY UPDATE OF council) AS marked (school_key, day);\nRETURN NULL;\n", hash='68d6a2d6fa1bb1e24a94f04df4cc0f090dc97260', level='STATEMENT', operation='UPDATE', pgid='pgtrigger_stale_on_update_b7921', referencing='REFERENCING OLD TABLE AS old_rows  NEW TABLE AS new_rows ', table='governance_councilmeeting', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='councilmeeting',
            trigger=pgtrigger.compiler.Trigger(name='stale_on_truncate', sql=pgtrigger.compiler.UpsertTriggerSql(func="\nINSERT INTO indicators_stalecell (source, school_key, month) SELECT DISTINCT source, school_key, month FROM indicators_measurecell\nWHERE source = 'council_meetings';\nRETURN NULL;\n", hash='4bafdfdf7b7ef4b205c65853ca641a26b12669a6', level='STATEMENT', operation='TRUNCATE', pgid='pgtrigger_stale_on_truncate_d06dd', table='governance_councilmeeting', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='councilmeeting',
            trigger=pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "governance_councilmeetingevent" ("council_id", "held_on", "id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "quorum_required", "recorded_at", "recorded_by_id", "voting_present") VALUES (NEW."council_id", NEW."held_on", NEW."id", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."quorum_required", NEW."recorded_at", NEW."recorded_by_id", NEW."voting_present"); RETURN NULL;', hash='3e1fa5a03fbc5faf895483c0fcda7a52ccb14442', operation='INSERT', pgid='pgtrigger_insert_insert_f54f0', table='governance_councilmeeting', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='councilmeeting',
            trigger=pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD.* IS DISTINCT FROM NEW.*)', func='INSERT INTO "governance_councilmeetingevent" ("council_id", "held_on", "id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "quorum_required", "recorded_at", "recorded_by_id", "voting_present") VALUES (NEW."council_id", NEW."held_on", NEW."id", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."quorum_required", NEW."recorded_at", NEW."recorded_by_id", NEW."voting_present"); RETURN NULL;', hash='8181df5807bb8b1e9f4e2b99e27818f351ab0d05', operation='UPDATE', pgid='pgtrigger_update_update_828e9', table='governance_councilmeeting', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='councilmeeting',
            trigger=pgtrigger.compiler.Trigger(name='delete_delete', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "governance_councilmeetingevent" ("council_id", "held_on", "id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "quorum_required", "recorded_at", "recorded_by_id", "voting_present") VALUES (OLD."council_id", OLD."held_on", OLD."id", _pgh_attach_context(), NOW(), \'delete\', OLD."id", OLD."quorum_required", OLD."recorded_at", OLD."recorded_by_id", OLD."voting_present"); RETURN NULL;', hash='b9cf49924e81551bc6ecf3962f30e736c8aeabbc', operation='DELETE', pgid='pgtrigger_delete_delete_34fc3', table='governance_councilmeeting', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='councilmeetingevent',
            trigger=pgtrigger.compiler.Trigger(name='append_only', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;", hash='ae71165403f40c613931a71a180b8367ec265881', operation='UPDATE OR DELETE', pgid='pgtrigger_append_only_61244', table='governance_councilmeetingevent', when='BEFORE')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='councilevent',
            trigger=pgtrigger.compiler.Trigger(name='append_only', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;", hash='ad2daf6f9570b0b5bd6f3526a89c2f2efb8fd6d1', operation='UPDATE OR DELETE', pgid='pgtrigger_append_only_47eef', table='governance_councilevent', when='BEFORE')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='council',
            trigger=pgtrigger.compiler.Trigger(name='stale_on_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func="\nINSERT INTO indicators_stalecell (source, school_key, month)\nSELECT DISTINCT 'council_meetings', marked.school_key, date_trunc('month', marked.day::timestamp)::date\nFROM (SELECT rows.school_id, meeting.held_on FROM new_rows AS rows\n            JOIN governance_councilmeeting AS meeting ON meeting.council_id = rows.id) AS marked (school_key, day);\nRETURN NULL;\n", hash='7b04614451681bd47e81b58944796711989a32a5', level='STATEMENT', operation='INSERT', pgid='pgtrigger_stale_on_insert_e6d26', referencing='REFERENCING NEW TABLE AS new_rows ', table='governance_council', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='council',
            trigger=pgtrigger.compiler.Trigger(name='stale_before_delete', sql=pgtrigger.compiler.UpsertTriggerSql(func="\nINSERT INTO indicators_stalecell (source, school_key, month)\nSELECT DISTINCT 'council_meetings', marked.school_key, date_trunc('month', marked.day::timestamp)::date\nFROM (SELECT rows.school_id, meeting.held_on FROM (SELECT OLD.*) AS rows\n            JOIN governance_councilmeeting AS meeting ON meeting.council_id = rows.id) AS marked (school_key, day);\nRETURN OLD;\n", hash='79e3a6f9259d42eeecbdab74ac74f7e5698410b9', operation='DELETE', pgid='pgtrigger_stale_before_delete_fd3ff', table='governance_council', when='BEFORE')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='council',
            trigger=pgtrigger.compiler.Trigger(name='stale_before_update', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD."id" IS DISTINCT FROM (NEW."id") OR OLD."school_id" IS DISTINCT FROM (NEW."school_id"))', func="\nINSERT INTO indicators_stalecell (source, school_key, month)\nSELECT DISTINCT 'council_meetings', marked.school_key, date_trunc('month', marked.day::timestamp)::date\nFROM (SELECT rows.school_id, meeting.held_on FROM (SELECT OLD.*) AS rows\n            JOIN governance_councilmeeting AS meeting ON meeting.council_id = rows.id) AS marked (school_key, day);\nRETURN NEW;\n", hash='dfb6170ac21571a66f6125adaca85ae3d590d164', operation='UPDATE', pgid='pgtrigger_stale_before_update_1b792', table='governance_council', when='BEFORE')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='council',
            trigger=pgtrigger.compiler.Trigger(name='stale_on_update', sql=pgtrigger.compiler.UpsertTriggerSql(func="\nINSERT INTO indicators_stalecell (source, school_key, month)\nSELECT DISTINCT 'council_meetings', marked.school_key, date_trunc('month', marked.day::timestamp)::date\nFROM (SELECT rows.school_id, meeting.held_on FROM (\n    (SELECT id, school_id FROM old_rows EXCEPT ALL SELECT id, school_id FROM new_rows)\n    UNION ALL\n    (SELECT id, school_id FROM new_rows EXCEPT ALL SELECT id, school_id FROM old_rows)\n) AS rows\n            JOIN governance_councilmeeting AS meeting ON meeting.council_id = rows.id) AS marked (school_key, day);\nRETURN NULL;\n", hash='54b54004eac41c08220f0972c9cdd8d26c7a90f9', level='STATEMENT', operation='UPDATE', pgid='pgtrigger_stale_on_update_c809b', referencing='REFERENCING OLD TABLE AS old_rows  NEW TABLE AS new_rows ', table='governance_council', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='council',
            trigger=pgtrigger.compiler.Trigger(name='stale_on_truncate', sql=pgtrigger.compiler.UpsertTriggerSql(func="\nINSERT INTO indicators_stalecell (source, school_key, month) SELECT DISTINCT source, school_key, month FROM indicators_measurecell\nWHERE source = 'council_meetings';\nRETURN NULL;\n", hash='19bd0202dd67d318906275538adf439c0882ebd1', level='STATEMENT', operation='TRUNCATE', pgid='pgtrigger_stale_on_truncate_7c21c', table='governance_council', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='council',
            trigger=pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "governance_councilevent" ("id", "model_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "school_id") VALUES (NEW."id", NEW."model_id", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."school_id"); RETURN NULL;', hash='4b2e4d619eb696f431f53bdb87bdbb0674f1ced6', operation='INSERT', pgid='pgtrigger_insert_insert_c2e7b', table='governance_council', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='council',
            trigger=pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD.* IS DISTINCT FROM NEW.*)', func='INSERT INTO "governance_councilevent" ("id", "model_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "school_id") VALUES (NEW."id", NEW."model_id", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."school_id"); RETURN NULL;', hash='29ef1875ab4b44b4d2b769733df175e8c5a9a364', operation='UPDATE', pgid='pgtrigger_update_update_a5bb6', table='governance_council', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='council',
            trigger=pgtrigger.compiler.Trigger(name='delete_delete', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "governance_councilevent" ("id", "model_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "school_id") VALUES (OLD."id", OLD."model_id", _pgh_attach_context(), NOW(), \'delete\', OLD."id", OLD."school_id"); RETURN NULL;', hash='ade792cebcdd49a91449b635b6934f85961b9734', operation='DELETE', pgid='pgtrigger_delete_delete_6eba1', table='governance_council', when='AFTER')),
        ),
    ]
