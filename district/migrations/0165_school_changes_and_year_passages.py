import datetime
import django.db.models.deletion
import django.utils.timezone
import pgtrigger.compiler
import pgtrigger.migrations
from django.conf import settings
from django.db import migrations, models

from district.together import Together

FROM_A_DAY = 'ALTER TABLE district_school_predecessors ADD COLUMN "on" date NULL'
NO_DAY = 'ALTER TABLE district_school_predecessors DROP COLUMN "on"'


class Migration(migrations.Migration):

    dependencies = [
        ("district", "0155_read_marks"),
        ('pghistory', '0007_auto_20250421_0444'),
    ]

    operations = [
        migrations.CreateModel(
            name='SchoolChange',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('last_day', models.DateField(verbose_name='last day it is open')),
                ('reason', models.CharField(max_length=300, verbose_name='why')),
                ('planned_at', models.DateTimeField(default=django.utils.timezone.now, verbose_name='planned at')),
                ('done', models.JSONField(default=dict, editable=False)),
                ('undone_at', models.DateTimeField(blank=True, null=True, verbose_name='undone at')),
                ('into', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='takes_in', to='district.school', verbose_name='becomes part of')),
                ('planned_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='planned by')),
                ('school', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='changes', to='district.school', verbose_name='school')),
                ('undone_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='undone by')),
            ],
            options={
                'ordering': ['-last_day', 'school__name', '-pk'],
            },
        ),
        migrations.CreateModel(
            name='SchoolChangeEvent',
            fields=[
                ('pgh_id', models.AutoField(primary_key=True, serialize=False)),
                ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                ('pgh_label', models.TextField(help_text='The event label.')),
                ('id', models.BigIntegerField()),
                ('last_day', models.DateField(verbose_name='last day it is open')),
                ('reason', models.CharField(max_length=300, verbose_name='why')),
                ('planned_at', models.DateTimeField(default=django.utils.timezone.now, verbose_name='planned at')),
                ('done', models.JSONField(default=dict, editable=False)),
                ('undone_at', models.DateTimeField(blank=True, null=True, verbose_name='undone at')),
                ('into', models.ForeignKey(blank=True, db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='district.school', verbose_name='becomes part of')),
                ('pgh_context', models.ForeignKey(db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='pghistory.context')),
                ('pgh_obj', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='events', to='district.schoolchange')),
                ('planned_by', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to=settings.AUTH_USER_MODEL, verbose_name='planned by')),
                ('school', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='district.school', verbose_name='school')),
                ('undone_by', models.ForeignKey(blank=True, db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to=settings.AUTH_USER_MODEL, verbose_name='undone by')),
            ],
            options={
                'abstract': False,
            },
        ),
        # The table of predecessors is there: it becomes a model and learns from which day a school carries on.
        migrations.SeparateDatabaseAndState(
            database_operations=[migrations.RunSQL(FROM_A_DAY, NO_DAY)],
            state_operations=[
                migrations.CreateModel(
                    name='SchoolSuccession',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('on', models.DateField(blank=True, null=True, verbose_name='from')),
                        ('predecessor', models.ForeignKey(db_column='to_school_id', on_delete=django.db.models.deletion.CASCADE, related_name='went_into', to='district.school')),
                        ('successor', models.ForeignKey(db_column='from_school_id', on_delete=django.db.models.deletion.CASCADE, related_name='came_from', to='district.school')),
                    ],
                    options={
                        'db_table': 'district_school_predecessors',
                    },
                ),
                migrations.AlterField(
                    model_name='school',
                    name='predecessors',
                    field=models.ManyToManyField(blank=True, related_name='successors', through='district.SchoolSuccession', through_fields=('successor', 'predecessor'), to='district.school', verbose_name='grew out of'),
                ),
            ],
        ),
        migrations.CreateModel(
            name='SchoolSuccessionEvent',
            fields=[
                ('pgh_id', models.AutoField(primary_key=True, serialize=False)),
                ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                ('pgh_label', models.TextField(help_text='The event label.')),
                ('id', models.BigIntegerField()),
                ('on', models.DateField(blank=True, null=True, verbose_name='from')),
                ('pgh_context', models.ForeignKey(db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='pghistory.context')),
                ('pgh_obj', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='events', to='district.schoolsuccession')),
                ('predecessor', models.ForeignKey(db_column='to_school_id', db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='district.school')),
                ('successor', models.ForeignKey(db_column='from_school_id', db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='district.school')),
            ],
            options={
                'abstract': False,
            },
        ),
        migrations.CreateModel(
            name='YearPassage',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('done', models.JSONField(default=dict, verbose_name='what was done')),
                ('at', models.DateTimeField(auto_now_add=True, verbose_name='done at')),
                ('undone_at', models.DateTimeField(blank=True, null=True, verbose_name='undone at')),
                ('by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='by')),
                ('undone_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='undone by')),
                ('year', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='passages', to='district.schoolyear', verbose_name='into the school year')),
            ],
            options={
                'ordering': ['-pk'],
            },
        ),
        migrations.CreateModel(
            name='YearPassageEvent',
            fields=[
                ('pgh_id', models.AutoField(primary_key=True, serialize=False)),
                ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                ('pgh_label', models.TextField(help_text='The event label.')),
                ('id', models.BigIntegerField()),
                ('done', models.JSONField(default=dict, verbose_name='what was done')),
                ('at', models.DateTimeField(auto_now_add=True, verbose_name='done at')),
                ('undone_at', models.DateTimeField(blank=True, null=True, verbose_name='undone at')),
                ('by', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to=settings.AUTH_USER_MODEL, verbose_name='by')),
                ('pgh_context', models.ForeignKey(db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='pghistory.context')),
                ('pgh_obj', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='events', to='district.yearpassage')),
                ('undone_by', models.ForeignKey(blank=True, db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to=settings.AUTH_USER_MODEL, verbose_name='undone by')),
                ('year', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='district.schoolyear', verbose_name='into the school year')),
            ],
            options={
                'abstract': False,
            },
        ),
        Together([
            migrations.AddConstraint(
                model_name='schoolchange',
                constraint=models.UniqueConstraint(condition=models.Q(('undone_at__isnull', True)), fields=('school',), name='school_change_stands_once', violation_error_message='A change of this school is planned already.'),
            ),
            migrations.AddConstraint(
                model_name='schoolchange',
                constraint=models.CheckConstraint(condition=models.Q(('into', None), models.Q(('into', models.F('school')), _negated=True), _connector='OR'), name='school_change_into_another', violation_error_message='A school cannot become part of itself.'),
            ),
            migrations.AddConstraint(
                model_name='schoolchange',
                constraint=models.CheckConstraint(condition=models.Q(('reason', ''), _negated=True), name='school_change_says_why'),
            ),
            migrations.AddConstraint(
                model_name='schoolchange',
                constraint=models.CheckConstraint(condition=models.Q(('last_day__range', (datetime.date(2000, 7, 1), datetime.date(2100, 6, 30)))), name='school_change_in_these_centuries', violation_error_message='No school year holds this date.'),
            ),
            migrations.AddConstraint(
                model_name='schoolchange',
                constraint=models.CheckConstraint(condition=models.Q(models.Q(('undone_at', None), ('undone_by', None)), models.Q(('undone_at__isnull', False), ('undone_by__isnull', False)), _connector='OR'), name='school_change_undone_at_and_by_together'),
            ),
            pgtrigger.migrations.AddTrigger(
                model_name='schoolchange',
                trigger=pgtrigger.compiler.Trigger(name='school_change_is_kept', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot delete rows from % table', TG_TABLE_NAME;", hash='65aa20ec4f6ae2ef1982630d6b3a13514e8197f1', operation='DELETE', pgid='pgtrigger_school_change_is_kept_3aa33', table='district_schoolchange', when='BEFORE')),
            ),
            pgtrigger.migrations.AddTrigger(
                model_name='schoolchange',
                trigger=pgtrigger.compiler.Trigger(name='school_change_stays', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD."school_id" IS DISTINCT FROM (NEW."school_id") OR OLD."last_day" IS DISTINCT FROM (NEW."last_day") OR OLD."into_id" IS DISTINCT FROM (NEW."into_id") OR OLD."planned_by_id" IS DISTINCT FROM (NEW."planned_by_id"))', func="RAISE EXCEPTION 'pgtrigger: Cannot update rows from % table', TG_TABLE_NAME;", hash='ee63381f3620f08c32c238db53414978447107e1', operation='UPDATE', pgid='pgtrigger_school_change_stays_f8fea', table='district_schoolchange', when='BEFORE')),
            ),
            pgtrigger.migrations.AddTrigger(
                model_name='schoolchange',
                trigger=pgtrigger.compiler.Trigger(name='school_change_into_an_open_school', sql=pgtrigger.compiler.UpsertTriggerSql(func="\n    IF NEW.into_id IS NOT NULL AND NEW.undone_at IS NULL AND NOT EXISTS (\n        SELECT FROM district_school WHERE id = NEW.into_id\n            AND (opened_on IS NULL OR opened_on <= NEW.last_day + 1)\n            AND (closed_on IS NULL OR closed_on > NEW.last_day)\n    ) THEN\n        RAISE EXCEPTION 'pgtrigger: The school that carries on is not open on the day after';\n    END IF;\n    RETURN NEW;\n", hash='be72e6e1ad8865dc085ca11e71fe292686fa988e', operation='INSERT', pgid='pgtrigger_school_change_into_an_open_school_fe28f', table='district_schoolchange', when='BEFORE')),
            ),
            pgtrigger.migrations.AddTrigger(
                model_name='schoolchange',
                trigger=pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "district_schoolchangeevent" ("done", "id", "into_id", "last_day", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "planned_at", "planned_by_id", "reason", "school_id", "undone_at", "undone_by_id") VALUES (NEW."done", NEW."id", NEW."into_id", NEW."last_day", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."planned_at", NEW."planned_by_id", NEW."reason", NEW."school_id", NEW."undone_at", NEW."undone_by_id"); RETURN NULL;', hash='2a02805c65476dfd0b3da88b293484ab6109b0f6', operation='INSERT', pgid='pgtrigger_insert_insert_37bba', table='district_schoolchange', when='AFTER')),
            ),
            pgtrigger.migrations.AddTrigger(
                model_name='schoolchange',
                trigger=pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD.* IS DISTINCT FROM NEW.*)', func='INSERT INTO "district_schoolchangeevent" ("done", "id", "into_id", "last_day", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "planned_at", "planned_by_id", "reason", "school_id", "undone_at", "undone_by_id") VALUES (NEW."done", NEW."id", NEW."into_id", NEW."last_day", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."planned_at", NEW."planned_by_id", NEW."reason", NEW."school_id", NEW."undone_at", NEW."undone_by_id"); RETURN NULL;', hash='50e685001d473ec00a147df248d634fc5f1effae', operation='UPDATE', pgid='pgtrigger_update_update_e37cb', table='district_schoolchange', when='AFTER')),
            ),
            pgtrigger.migrations.AddTrigger(
                model_name='schoolchange',
                trigger=pgtrigger.compiler.Trigger(name='delete_delete', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "district_schoolchangeevent" ("done", "id", "into_id", "last_day", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "planned_at", "planned_by_id", "reason", "school_id", "undone_at", "undone_by_id") VALUES (OLD."done", OLD."id", OLD."into_id", OLD."last_day", _pgh_attach_context(), NOW(), \'delete\', OLD."id", OLD."planned_at", OLD."planned_by_id", OLD."reason", OLD."school_id", OLD."undone_at", OLD."undone_by_id"); RETURN NULL;', hash='c5f3e8132f94d99693f47bb7b6321d79787044ac', operation='DELETE', pgid='pgtrigger_delete_delete_25b88', table='district_schoolchange', when='AFTER')),
            ),
            pgtrigger.migrations.AddTrigger(
                model_name='schoolchangeevent',
                trigger=pgtrigger.compiler.Trigger(name='append_only', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;", hash='556798b3d7a07fd6f4380a2fc595b006ca820040', operation='UPDATE OR DELETE', pgid='pgtrigger_append_only_cd538', table='district_schoolchangeevent', when='BEFORE')),
            ),
            migrations.AddConstraint(
                model_name='schoolsuccession',
                constraint=models.UniqueConstraint(fields=('successor', 'predecessor'), name='school_succession_once'),
            ),
            migrations.AddConstraint(
                model_name='schoolsuccession',
                constraint=models.CheckConstraint(condition=models.Q(('successor', models.F('predecessor')), _negated=True), name='school_succession_of_another'),
            ),
            pgtrigger.migrations.AddTrigger(
                model_name='schoolsuccession',
                trigger=pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "district_schoolsuccessionevent" ("from_school_id", "id", "on", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "to_school_id") VALUES (NEW."from_school_id", NEW."id", NEW."on", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."to_school_id"); RETURN NULL;', hash='056f9f335dc767366c316a77c86d63800823a449', operation='INSERT', pgid='pgtrigger_insert_insert_6e5b9', table='district_school_predecessors', when='AFTER')),
            ),
            pgtrigger.migrations.AddTrigger(
                model_name='schoolsuccession',
                trigger=pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD.* IS DISTINCT FROM NEW.*)', func='INSERT INTO "district_schoolsuccessionevent" ("from_school_id", "id", "on", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "to_school_id") VALUES (NEW."from_school_id", NEW."id", NEW."on", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."to_school_id"); RETURN NULL;', hash='dde752a13281ce65c72397487317e237580d1eef', operation='UPDATE', pgid='pgtrigger_update_update_a17b6', table='district_school_predecessors', when='AFTER')),
            ),
            pgtrigger.migrations.AddTrigger(
                model_name='schoolsuccession',
                trigger=pgtrigger.compiler.Trigger(name='delete_delete', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "district_schoolsuccessionevent" ("from_school_id", "id", "on", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "to_school_id") VALUES (OLD."from_school_id", OLD."id", OLD."on", _pgh_attach_context(), NOW(), \'delete\', OLD."id", OLD."to_school_id"); RETURN NULL;', hash='21d266a7fb175a6aa5810c2f71e0d09e787de0ed', operation='DELETE', pgid='pgtrigger_delete_delete_496c7', table='district_school_predecessors', when='AFTER')),
            ),
            pgtrigger.migrations.AddTrigger(
                model_name='schoolsuccessionevent',
                trigger=pgtrigger.compiler.Trigger(name='append_only', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;", hash='6b884e1e37dc5c129ce4f3e3284abc2f5b11cb6c', operation='UPDATE OR DELETE', pgid='pgtrigger_append_only_52b4c', table='district_schoolsuccessionevent', when='BEFORE')),
            ),
            migrations.AddConstraint(
                model_name='yearpassage',
                constraint=models.UniqueConstraint(condition=models.Q(('undone_at__isnull', True)), fields=('year',), name='year_passage_stands_once'),
            ),
            migrations.AddConstraint(
                model_name='yearpassage',
                constraint=models.CheckConstraint(condition=models.Q(models.Q(('undone_at', None), ('undone_by', None)), models.Q(('undone_at__isnull', False), ('undone_by__isnull', False)), _connector='OR'), name='year_passage_undone_at_and_by_together'),
            ),
            pgtrigger.migrations.AddTrigger(
                model_name='yearpassage',
                trigger=pgtrigger.compiler.Trigger(name='year_passage_is_kept', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot delete rows from % table', TG_TABLE_NAME;", hash='a6b20f8448947c08dc22a2fb9a7e259e1884de47', operation='DELETE', pgid='pgtrigger_year_passage_is_kept_c909c', table='district_yearpassage', when='BEFORE')),
            ),
            pgtrigger.migrations.AddTrigger(
                model_name='yearpassage',
                trigger=pgtrigger.compiler.Trigger(name='year_passage_says_what_was_done', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD."year_id" IS DISTINCT FROM (NEW."year_id") OR OLD."done" IS DISTINCT FROM (NEW."done") OR OLD."by_id" IS DISTINCT FROM (NEW."by_id") OR OLD."at" IS DISTINCT FROM (NEW."at"))', func="RAISE EXCEPTION 'pgtrigger: Cannot update rows from % table', TG_TABLE_NAME;", hash='afc7a5e0af507db87c2828d29d36746efc1741f6', operation='UPDATE', pgid='pgtrigger_year_passage_says_what_was_done_167fd', table='district_yearpassage', when='BEFORE')),
            ),
            pgtrigger.migrations.AddTrigger(
                model_name='yearpassage',
                trigger=pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "district_yearpassageevent" ("at", "by_id", "done", "id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "undone_at", "undone_by_id", "year_id") VALUES (NEW."at", NEW."by_id", NEW."done", NEW."id", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."undone_at", NEW."undone_by_id", NEW."year_id"); RETURN NULL;', hash='67ecc4b36c66351247ee1327dd8924c7d37f55ba', operation='INSERT', pgid='pgtrigger_insert_insert_64063', table='district_yearpassage', when='AFTER')),
            ),
            pgtrigger.migrations.AddTrigger(
                model_name='yearpassage',
                trigger=pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD.* IS DISTINCT FROM NEW.*)', func='INSERT INTO "district_yearpassageevent" ("at", "by_id", "done", "id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "undone_at", "undone_by_id", "year_id") VALUES (NEW."at", NEW."by_id", NEW."done", NEW."id", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."undone_at", NEW."undone_by_id", NEW."year_id"); RETURN NULL;', hash='4e73e1feb61c7e613d46a3e6d15a105cea029c67', operation='UPDATE', pgid='pgtrigger_update_update_0a168', table='district_yearpassage', when='AFTER')),
            ),
            pgtrigger.migrations.AddTrigger(
                model_name='yearpassage',
                trigger=pgtrigger.compiler.Trigger(name='delete_delete', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "district_yearpassageevent" ("at", "by_id", "done", "id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "undone_at", "undone_by_id", "year_id") VALUES (OLD."at", OLD."by_id", OLD."done", OLD."id", _pgh_attach_context(), NOW(), \'delete\', OLD."id", OLD."undone_at", OLD."undone_by_id", OLD."year_id"); RETURN NULL;', hash='edd3c1e20de920a3b89a3ecfafdc282bf40d227a', operation='DELETE', pgid='pgtrigger_delete_delete_0d1c1', table='district_yearpassage', when='AFTER')),
            ),
            pgtrigger.migrations.AddTrigger(
                model_name='yearpassageevent',
                trigger=pgtrigger.compiler.Trigger(name='append_only', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;", hash='ed9ce9bd8d9f05dcbbc4ec8db397946395c3ce6a', operation='UPDATE OR DELETE', pgid='pgtrigger_append_only_88cf7', table='district_yearpassageevent', when='BEFORE')),
            ),
        ]),
    ]
