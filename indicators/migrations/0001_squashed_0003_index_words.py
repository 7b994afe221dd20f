import district.table_making
import district.words
import django.contrib.postgres.fields
import django.contrib.postgres.indexes
import django.db.models.deletion
import django.db.models.functions.datetime
import pgtrigger.compiler
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    replaces = [('indicators', '0001_initial'), ('indicators', '0002_order_keys_of_values_by_what_differs'), ('indicators', '0003_index_words')]

    initial = True

    dependencies = [
        ('district', '0006_words_to_search'),
        ('pghistory', '0007_auto_20250421_0444'),
    ]

    operations = [
        district.table_making.CreateTables(
            models=[
                migrations.CreateModel(
                    name='DistrictCell',
                    fields=[
                        ('pk', models.CompositePrimaryKey('month', 'source', 'slice_key', blank=True, editable=False, primary_key=True, serialize=False)),
                        ('month', models.DateField()),
                        ('source', models.CharField(max_length=40)),
                        ('slice_key', models.BigIntegerField(default=0)),
                        ('counts', django.contrib.postgres.fields.ArrayField(base_field=models.BigIntegerField(), size=None)),
                        ('schools_total', models.IntegerField()),
                    ],
                ),
                migrations.CreateModel(
                    name='Indicator',
                    fields=[
                        ('code', models.CharField(max_length=20, primary_key=True, serialize=False, verbose_name='code')),
                        ('position', models.PositiveSmallIntegerField(verbose_name='position')),
                        ('name', models.CharField(max_length=120, verbose_name='name')),
                        ('name_en', models.CharField(max_length=120, null=True, verbose_name='name')),
                        ('name_es', models.CharField(max_length=120, null=True, verbose_name='name')),
                        ('short_name', models.CharField(max_length=60, verbose_name='short name')),
                        ('short_name_en', models.CharField(max_length=60, null=True, verbose_name='short name')),
                        ('short_name_es', models.CharField(max_length=60, null=True, verbose_name='short name')),
                        ('definition', models.TextField(verbose_name='definition')),
                        ('definition_en', models.TextField(null=True, verbose_name='definition')),
                        ('definition_es', models.TextField(null=True, verbose_name='definition')),
                        ('is_equity', models.BooleanField(default=True, verbose_name='equity indicator')),
                        ('unit', models.CharField(choices=[('PERCENT', 'percent'), ('COUNT', 'count')], max_length=7, verbose_name='unit')),
                        ('direction', models.CharField(choices=[('HIGHER', 'higher is better'), ('LOWER', 'lower is better')], max_length=6, verbose_name='direction')),
                        ('low_grade', models.SmallIntegerField(choices=[(-1, 'Pre-K'), (0, 'K'), (1, '1'), (2, '2'), (3, '3'), (4, '4'), (5, '5'), (6, '6'), (7, '7'), (8, '8'), (9, '9'), (10, '10'), (11, '11'), (12, '12')], help_text='The indicator applies to a school whose grade span meets these grades.', verbose_name='applies from grade')),
                        ('high_grade', models.SmallIntegerField(choices=[(-1, 'Pre-K'), (0, 'K'), (1, '1'), (2, '2'), (3, '3'), (4, '4'), (5, '5'), (6, '6'), (7, '7'), (8, '8'), (9, '9'), (10, '10'), (11, '11'), (12, '12')], verbose_name='applies to grade')),
                        ('primary_instrument', models.CharField(help_text='The series that is held against baseline and target.', max_length=40, verbose_name='main instrument')),
                        ('zero_may_show', models.BooleanField(default=False, help_text='True only where a zero harms nobody.', verbose_name='zero may be shown')),
                        ('source', models.CharField(max_length=300, verbose_name='source')),
                    ],
                    options={
                        'ordering': ['position'],
                        'indexes': [django.contrib.postgres.indexes.GinIndex(district.words.PortalWords(district.words.Joined(district.words.Filled(models.F('name_en')), district.words.Filled(models.F('name_es')), district.words.Filled(models.F('short_name_en')), district.words.Filled(models.F('short_name_es')), district.words.Filled(models.F('code'))), district.words.Joined(district.words.Filled(models.F('definition_en')), district.words.Filled(models.F('definition_es')))), name='indicator_words')],
                    },
                ),
                migrations.CreateModel(
                    name='MeasureCell',
                    fields=[
                        ('pk', models.CompositePrimaryKey('school_key', 'month', 'source', 'slice_key', blank=True, editable=False, primary_key=True, serialize=False)),
                        ('school_key', models.BigIntegerField()),
                        ('month', models.DateField()),
                        ('source', models.CharField(max_length=40)),
                        ('slice_key', models.BigIntegerField(default=0)),
                        ('counts', django.contrib.postgres.fields.ArrayField(base_field=models.BigIntegerField(), size=None)),
                    ],
                ),
                migrations.CreateModel(
                    name='PublicationStamp',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('number', models.PositiveBigIntegerField(default=0)),
                    ],
                ),
                migrations.CreateModel(
                    name='SuppressionRule',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('min_numerator', models.PositiveSmallIntegerField(default=6, verbose_name='smallest numerator shown')),
                        ('min_complement', models.PositiveSmallIntegerField(default=6, verbose_name='smallest complement shown')),
                        ('min_denominator', models.PositiveSmallIntegerField(default=20, verbose_name='smallest group shown')),
                        ('band_300', models.DecimalField(decimal_places=1, default=1, max_digits=4, verbose_name='band for 300 students and more')),
                        ('band_100', models.DecimalField(decimal_places=1, default=2, max_digits=4, verbose_name='band for 100 to 299 students')),
                        ('band_40', models.DecimalField(decimal_places=1, default=5, max_digits=4, verbose_name='band for 40 to 99 students')),
                        ('band_20', models.DecimalField(decimal_places=1, default=10, max_digits=4, verbose_name='band for fewer than 40 students')),
                        ('complementary', models.BooleanField(default=True, verbose_name='hide a second cell where one could be worked out')),
                    ],
                    options={
                        'triggers': [pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "indicators_suppressionruleevent" ("band_100", "band_20", "band_300", "band_40", "complementary", "id", "min_complement", "min_denominator", "min_numerator", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id") VALUES (NEW."band_100", NEW."band_20", NEW."band_300", NEW."band_40", NEW."complementary", NEW."id", NEW."min_complement", NEW."min_denominator", NEW."min_numerator", _pgh_attach_context(), NOW(), \'insert\', NEW."id"); RETURN NULL;', hash='0dbbf89c2f0906a747af25abb485684907eb0bd2', operation='INSERT', pgid='pgtrigger_insert_insert_fcc07', table='indicators_suppressionrule', when='AFTER')), pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD.* IS DISTINCT FROM NEW.*)', func='INSERT INTO "indicators_suppressionruleevent" ("band_100", "band_20", "band_300", "band_40", "complementary", "id", "min_complement", "min_denominator", "min_numerator", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id") VALUES (NEW."band_100", NEW."band_20", NEW."band_300", NEW."band_40", NEW."complementary", NEW."id", NEW."min_complement", NEW."min_denominator", NEW."min_numerator", _pgh_attach_context(), NOW(), \'update\', NEW."id"); RETURN NULL;', hash='1525a19bc493827f10bdc7c5d909ef36176e45dd', operation='UPDATE', pgid='pgtrigger_update_update_5ea6f', table='indicators_suppressionrule', when='AFTER')), pgtrigger.compiler.Trigger(name='delete_delete', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "indicators_suppressionruleevent" ("band_100", "band_20", "band_300", "band_40", "complementary", "id", "min_complement", "min_denominator", "min_numerator", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id") VALUES (OLD."band_100", OLD."band_20", OLD."band_300", OLD."band_40", OLD."complementary", OLD."id", OLD."min_complement", OLD."min_denominator", OLD."min_numerator", _pgh_attach_context(), NOW(), \'delete\', OLD."id"); RETURN NULL;', hash='361f1d39760138020bd72f5e1bf707714ba7830f', operation='DELETE', pgid='pgtrigger_delete_delete_61d24', table='indicators_suppressionrule', when='AFTER'))],
                    },
                ),
                migrations.CreateModel(
                    name='SuppressionRuleEvent',
                    fields=[
                        ('pgh_id', models.AutoField(primary_key=True, serialize=False)),
                        ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                        ('pgh_label', models.TextField(help_text='The event label.')),
                        ('id', models.BigIntegerField()),
                        ('min_numerator', models.PositiveSmallIntegerField(default=6, verbose_name='smallest numerator shown')),
                        ('min_complement', models.PositiveSmallIntegerField(default=6, verbose_name='smallest complement shown')),
                        ('min_denominator', models.PositiveSmallIntegerField(default=20, verbose_name='smallest group shown')),
                        ('band_300', models.DecimalField(decimal_places=1, default=1, max_digits=4, verbose_name='band for 300 students and more')),
                        ('band_100', models.DecimalField(decimal_places=1, default=2, max_digits=4, verbose_name='band for 100 to 299 students')),
                        ('band_40', models.DecimalField(decimal_places=1, default=5, max_digits=4, verbose_name='band for 40 to 99 students')),
                        ('band_20', models.DecimalField(decimal_places=1, default=10, max_digits=4, verbose_name='band for fewer than 40 students')),
                        ('complementary', models.BooleanField(default=True, verbose_name='hide a second cell where one could be worked out')),
                        ('pgh_context', models.ForeignKey(db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='pghistory.context')),
                        ('pgh_obj', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='events', to='indicators.suppressionrule')),
                    ],
                    options={
                        'abstract': False,
                        'triggers': [pgtrigger.compiler.Trigger(name='append_only', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;", hash='090e4c11132c4f57a3f9b7fbea70f2ae4817f26f', operation='UPDATE OR DELETE', pgid='pgtrigger_append_only_aad62', table='indicators_suppressionruleevent', when='BEFORE'))],
                    },
                ),
                migrations.CreateModel(
                    name='ImportRun',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('file_name', models.CharField(max_length=255, verbose_name='file')),
                        ('sha256', models.CharField(db_index=True, max_length=64)),
                        ('file', models.FileField(blank=True, upload_to='imports', verbose_name='stored file')),
                        ('format_code', models.CharField(blank=True, max_length=60, verbose_name='recognised as')),
                        ('source_kind', models.CharField(blank=True, choices=[('STATE', 'Published by the state'), ('DISTRICT', "The district's own figures")], max_length=8, verbose_name='source')),
                        ('district_code', models.CharField(max_length=7, verbose_name='district')),
                        ('state', models.CharField(choices=[('PREVIEW', 'Preview, nothing stored'), ('ENTERED', 'Entered, not published'), ('APPROVED', 'Approved, not published'), ('PUBLISHED', 'Published'), ('REFUSED', 'Refused'), ('UNDONE', 'Undone')], default='PREVIEW', max_length=9, verbose_name='state')),
                        ('rows_read', models.PositiveIntegerField(default=0, verbose_name='rows read')),
                        ('rows_other_districts', models.PositiveIntegerField(default=0, verbose_name='rows of other districts')),
                        ('rows_refused', models.PositiveIntegerField(default=0, verbose_name='rows refused')),
                        ('values_new', models.PositiveIntegerField(default=0, verbose_name='new values')),
                        ('values_restated', models.PositiveIntegerField(default=0, verbose_name='restated values')),
                        ('values_same', models.PositiveIntegerField(default=0, verbose_name='unchanged values')),
                        ('message', models.TextField(blank=True, verbose_name='message')),
                        ('options', models.JSONField(blank=True, default=dict, help_text='What a person added: the school year, which schools may be added.')),
                        ('summary', models.JSONField(blank=True, default=dict, help_text='What the preview found, for its page.')),
                        ('started_at', models.DateTimeField(auto_now_add=True, verbose_name='started at')),
                        ('approved_at', models.DateTimeField(blank=True, null=True, verbose_name='approved at')),
                        ('published_at', models.DateTimeField(blank=True, null=True, verbose_name='published at')),
                        ('undone_at', models.DateTimeField(blank=True, null=True, verbose_name='undone at')),
                        ('undo_reason', models.CharField(blank=True, max_length=300, verbose_name='why it was undone')),
                        ('approved_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                        ('job', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='import_runs', to='district.job')),
                        ('published_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                        ('started_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                        ('undone_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                    ],
                    options={
                        'ordering': ['-started_at', '-pk'],
                        'constraints': [models.CheckConstraint(condition=models.Q(models.Q(('state', 'PUBLISHED'), _negated=True), ('published_at__isnull', False), _connector='OR'), name='import_published_state_and_moment_together'), models.CheckConstraint(condition=models.Q(models.Q(('state', 'UNDONE'), ('undone_at__isnull', False)), models.Q(models.Q(('state', 'UNDONE'), _negated=True), ('undone_at', None)), _connector='OR'), name='import_undone_state_and_moment_together')],
                        'triggers': [pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "indicators_importrunevent" ("approved_at", "approved_by_id", "district_code", "file_name", "format_code", "id", "message", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "published_at", "published_by_id", "rows_other_districts", "rows_read", "rows_refused", "source_kind", "started_at", "started_by_id", "state", "undo_reason", "undone_at", "undone_by_id", "values_new", "values_restated", "values_same") VALUES (NEW."approved_at", NEW."approved_by_id", NEW."district_code", NEW."file_name", NEW."format_code", NEW."id", NEW."message", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."published_at", NEW."published_by_id", NEW."rows_other_districts", NEW."rows_read", NEW."rows_refused", NEW."source_kind", NEW."started_at", NEW."started_by_id", NEW."state", NEW."undo_reason", NEW."undone_at", NEW."undone_by_id", NEW."values_new", NEW."values_restated", NEW."values_same"); RETURN NULL;', hash='07a8a09118524a618f7b4b5b9ca2a0d0fb7f59d5', operation='INSERT', pgid='pgtrigger_insert_insert_12f4c', table='indicators_importrun', when='AFTER')), pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD."approved_at" IS DISTINCT FROM (NEW."approved_at") OR OLD."approved_by_id" IS DISTINCT FROM (NEW."approved_by_id") OR OLD."district_code" IS DISTINCT FROM (NEW."district_code") OR OLD."file_name" IS DISTINCT FROM (NEW."file_name") OR OLD."format_code" IS DISTINCT FROM (NEW."format_code") OR OLD."id" IS DISTINCT FROM (NEW."id") OR OLD."message" IS DISTINCT FROM (NEW."message") OR OLD."published_at" IS DISTINCT FROM (NEW."published_at") OR OLD."published_by_id" IS DISTINCT FROM (NEW."published_by_id") OR OLD."rows_other_districts" IS DISTINCT FROM (NEW."rows_other_districts") OR OLD."rows_read" IS DISTINCT FROM (NEW."rows_read") OR OLD."rows_refused" IS DISTINCT FROM (NEW."rows_refused") OR OLD."source_kind" IS DISTINCT FROM (NEW."source_kind") OR OLD."started_at" IS DISTINCT FROM (NEW."started_at") OR OLD."started_by_id" IS DISTINCT FROM (NEW."started_by_id") OR OLD."state" IS DISTINCT FROM (NEW."state") OR OLD."undo_reason" IS DISTINCT FROM (NEW."undo_reason") OR OLD."undone_at" IS DISTINCT FROM (NEW."undone_at") OR OLD."undone_by_id" IS DISTINCT FROM (NEW."undone_by_id") OR OLD."values_new" IS DISTINCT FROM (NEW."values_new") OR OLD."values_restated" IS DISTINCT FROM (NEW."values_restated") OR OLD."values_same" IS DISTINCT FROM (NEW."values_same"))', func='INSERT INTO "indicators_importrunevent" ("approved_at", "approved_by_id", "district_code", "file_name", "format_code", "id", "message", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "published_at", "published_by_id", "rows_other_districts", "rows_read", "rows_refused", "source_kind", "started_at", "started_by_id", "state", "undo_reason", "undone_at", "undone_by_id", "values_new", "values_restated", "values_same") VALUES (NEW."approved_at", NEW."approved_by_id", NEW."district_code", NEW."file_name", NEW."format_code", NEW."id", NEW."message", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."published_at", NEW."published_by_id", NEW."rows_other_districts", NEW."rows_read", NEW."rows_refused", NEW."source_kind", NEW."started_at", NEW."started_by_id", NEW."state", NEW."undo_reason", NEW."undone_at", NEW."undone_by_id", NEW."values_new", NEW."values_restated", NEW."values_same"); RETURN NULL;', hash='c22ed516c084c4b9cb54c09c76fe3699b12da35f', operation='UPDATE', pgid='pgtrigger_update_update_43a9b', table='indicators_importrun', when='AFTER')), pgtrigger.compiler.Trigger(name='delete_delete', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "indicators_importrunevent" ("approved_at", "approved_by_id", "district_code", "file_name", "format_code", "id", "message", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "published_at", "published_by_id", "rows_other_districts", "rows_read", "rows_refused", "source_kind", "started_at", "started_by_id", "state", "undo_reason", "undone_at", "undone_by_id", "values_new", "values_restated", "values_same") VALUES (OLD."approved_at", OLD."approved_by_id", OLD."district_code", OLD."file_name", OLD."format_code", OLD."id", OLD."message", _pgh_attach_context(), NOW(), \'delete\', OLD."id", OLD."published_at", OLD."published_by_id", OLD."rows_other_districts", OLD."rows_read", OLD."rows_refused", OLD."source_kind", OLD."started_at", OLD."started_by_id", OLD."state", OLD."undo_reason", OLD."undone_at", OLD."undone_by_id", OLD."values_new", OLD."values_restated", OLD."values_same"); RETURN NULL;', hash='601b4eb7548d270ca8e59dc4f9152d31b7658e7c', operation='DELETE', pgid='pgtrigger_delete_delete_fc12c', table='indicators_importrun', when='AFTER'))],
                    },
                ),
                migrations.CreateModel(
                    name='ImportIssue',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('line', models.PositiveIntegerField(verbose_name='line')),
                        ('column', models.CharField(blank=True, max_length=120, verbose_name='column')),
                        ('code', models.CharField(max_length=40, verbose_name='reason')),
                        ('details', models.JSONField(default=dict)),
                        ('text', models.CharField(blank=True, max_length=300, verbose_name='row')),
                        ('run', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='issues', to='indicators.importrun')),
                    ],
                    options={
                        'ordering': ['line', 'pk'],
                    },
                ),
                migrations.CreateModel(
                    name='ImportRunEvent',
                    fields=[
                        ('pgh_id', models.AutoField(primary_key=True, serialize=False)),
                        ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                        ('pgh_label', models.TextField(help_text='The event label.')),
                        ('id', models.BigIntegerField()),
                        ('file_name', models.CharField(max_length=255, verbose_name='file')),
                        ('format_code', models.CharField(blank=True, max_length=60, verbose_name='recognised as')),
                        ('source_kind', models.CharField(blank=True, choices=[('STATE', 'Published by the state'), ('DISTRICT', "The district's own figures")], max_length=8, verbose_name='source')),
                        ('district_code', models.CharField(max_length=7, verbose_name='district')),
                        ('state', models.CharField(choices=[('PREVIEW', 'Preview, nothing stored'), ('ENTERED', 'Entered, not published'), ('APPROVED', 'Approved, not published'), ('PUBLISHED', 'Published'), ('REFUSED', 'Refused'), ('UNDONE', 'Undone')], default='PREVIEW', max_length=9, verbose_name='state')),
                        ('rows_read', models.PositiveIntegerField(default=0, verbose_name='rows read')),
                        ('rows_other_districts', models.PositiveIntegerField(default=0, verbose_name='rows of other districts')),
                        ('rows_refused', models.PositiveIntegerField(default=0, verbose_name='rows refused')),
                        ('values_new', models.PositiveIntegerField(default=0, verbose_name='new values')),
                        ('values_restated', models.PositiveIntegerField(default=0, verbose_name='restated values')),
                        ('values_same', models.PositiveIntegerField(default=0, verbose_name='unchanged values')),
                        ('message', models.TextField(blank=True, verbose_name='message')),
                        ('started_at', models.DateTimeField(auto_now_add=True, verbose_name='started at')),
                        ('approved_at', models.DateTimeField(blank=True, null=True, verbose_name='approved at')),
                        ('published_at', models.DateTimeField(blank=True, null=True, verbose_name='published at')),
                        ('undone_at', models.DateTimeField(blank=True, null=True, verbose_name='undone at')),
                        ('undo_reason', models.CharField(blank=True, max_length=300, verbose_name='why it was undone')),
                        ('approved_by', models.ForeignKey(blank=True, db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to=settings.AUTH_USER_MODEL)),
                        ('pgh_context', models.ForeignKey(db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='pghistory.context')),
                        ('pgh_obj', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='events', to='indicators.importrun')),
                        ('published_by', models.ForeignKey(blank=True, db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to=settings.AUTH_USER_MODEL)),
                        ('started_by', models.ForeignKey(blank=True, db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to=settings.AUTH_USER_MODEL)),
                        ('undone_by', models.ForeignKey(blank=True, db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to=settings.AUTH_USER_MODEL)),
                    ],
                    options={
                        'abstract': False,
                        'triggers': [pgtrigger.compiler.Trigger(name='append_only', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;", hash='b779728a0f238ea33fbd4b5c443ec5e7fd67fca8', operation='UPDATE OR DELETE', pgid='pgtrigger_append_only_00c59', table='indicators_importrunevent', when='BEFORE'))],
                    },
                ),
                migrations.CreateModel(
                    name='ComputedFigure',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('instrument', models.CharField(max_length=40)),
                        ('fall_year', models.PositiveSmallIntegerField()),
                        ('period', models.CharField(choices=[('FINAL', 'school year'), ('RUNNING', 'year to date')], max_length=8)),
                        ('as_of_date', models.DateField(blank=True, null=True)),
                        ('dimension', models.CharField(choices=[('ALL', 'All students'), ('RACE_ETH', 'Race and ethnicity'), ('SES', 'Family income'), ('RESIDENCY', 'Residency'), ('ELL', 'English learners'), ('SPED', 'Special education'), ('HIGH_NEEDS', 'High needs'), ('GENDER', 'Gender'), ('GRADE', 'Grade'), ('HOUSING', 'Housing')], max_length=12)),
                        ('group', models.CharField(max_length=30)),
                        ('numerator', models.DecimalField(blank=True, decimal_places=4, max_digits=12, null=True)),
                        ('denominator', models.DecimalField(blank=True, decimal_places=4, max_digits=12, null=True)),
                        ('value', models.DecimalField(decimal_places=4, max_digits=12)),
                        ('schools_counted', models.PositiveIntegerField()),
                        ('schools_total', models.PositiveIntegerField()),
                        ('shown', models.CharField(choices=[('PENDING', 'not published yet'), ('VALUE', 'shown'), ('BAND_LOW', 'at or below a limit'), ('BAND_HIGH', 'at or above a limit'), ('SUPPRESSED', 'suppressed'), ('NOT_REPORTED', 'not reported'), ('NOT_APPLICABLE', 'not applicable')], default='PENDING', max_length=14)),
                        ('shown_value', models.DecimalField(blank=True, decimal_places=4, max_digits=12, null=True)),
                        ('shown_numerator', models.DecimalField(blank=True, decimal_places=4, max_digits=12, null=True)),
                        ('shown_denominator', models.DecimalField(blank=True, decimal_places=4, max_digits=12, null=True)),
                        ('suppression_reason', models.CharField(blank=True, choices=[('SOURCE', 'hidden by the source'), ('NUMERATOR', 'too few students'), ('DENOMINATOR', 'the group is too small'), ('COMPLEMENT', 'hidden so that another cell cannot be worked out')], max_length=11)),
                        ('computed_at', models.DateTimeField(db_default=django.db.models.functions.datetime.Now())),
                        ('indicator', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to='indicators.indicator')),
                    ],
                    options={
                        'constraints': [models.UniqueConstraint(fields=('indicator', 'instrument', 'fall_year', 'period', 'as_of_date', 'dimension', 'group'), name='computed_figure_once', nulls_distinct=False)],
                    },
                ),
                migrations.CreateModel(
                    name='IndicatorTarget',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('kind', models.CharField(choices=[('ADOPTED', 'adopted with the plan'), ('INTERIM', 'interim target set by the district')], max_length=8, verbose_name='kind')),
                        ('cycle', models.CharField(max_length=20, verbose_name='plan cycle')),
                        ('dimension', models.CharField(choices=[('ALL', 'All students'), ('RACE_ETH', 'Race and ethnicity'), ('SES', 'Family income'), ('RESIDENCY', 'Residency'), ('ELL', 'English learners'), ('SPED', 'Special education'), ('HIGH_NEEDS', 'High needs'), ('GENDER', 'Gender'), ('GRADE', 'Grade'), ('HOUSING', 'Housing')], default='ALL', max_length=12, verbose_name='breakdown')),
                        ('group', models.CharField(default='ALL', max_length=30, verbose_name='group')),
                        ('baseline_value', models.DecimalField(blank=True, decimal_places=4, max_digits=12, null=True, verbose_name='baseline')),
                        ('baseline_label', models.CharField(blank=True, max_length=120, verbose_name='baseline label')),
                        ('baseline_label_en', models.CharField(blank=True, max_length=120, null=True, verbose_name='baseline label')),
                        ('baseline_label_es', models.CharField(blank=True, max_length=120, null=True, verbose_name='baseline label')),
                        ('target_value', models.DecimalField(decimal_places=4, max_digits=12, verbose_name='target')),
                        ('comparator', models.CharField(choices=[('>=', 'at least'), ('<=', 'at most'), ('<', 'less than')], max_length=2, verbose_name='comparator')),
                        ('target_fall_year', models.PositiveSmallIntegerField(verbose_name='by school year')),
                        ('wording', models.CharField(blank=True, max_length=300, verbose_name='wording')),
                        ('wording_en', models.CharField(blank=True, max_length=300, null=True, verbose_name='wording')),
                        ('wording_es', models.CharField(blank=True, max_length=300, null=True, verbose_name='wording')),
                        ('set_at', models.DateTimeField(auto_now_add=True)),
                        ('indicator', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='targets', to='indicators.indicator', verbose_name='indicator')),
                        ('school', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.CASCADE, related_name='+', to='district.school', verbose_name='school')),
                        ('set_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                    ],
                    options={
                        'ordering': ['indicator', 'target_fall_year'],
                        'constraints': [models.UniqueConstraint(fields=('indicator', 'kind', 'school', 'dimension', 'group', 'target_fall_year'), name='target_once_per_scope_and_year', nulls_distinct=False, violation_error_message='There is a target for this indicator, group and year already.'), models.CheckConstraint(condition=models.Q(('target_value__gte', 0)), name='target_percent_or_count_is_not_negative')],
                        'triggers': [pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "indicators_indicatortargetevent" ("baseline_label", "baseline_value", "comparator", "cycle", "dimension", "group", "id", "indicator_id", "kind", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "school_id", "set_at", "set_by_id", "target_fall_year", "target_value", "wording") VALUES (NEW."baseline_label", NEW."baseline_value", NEW."comparator", NEW."cycle", NEW."dimension", NEW."group", NEW."id", NEW."indicator_id", NEW."kind", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."school_id", NEW."set_at", NEW."set_by_id", NEW."target_fall_year", NEW."target_value", NEW."wording"); RETURN NULL;', hash='33ccf752780a33c69a1b72fa9088325909acf7a6', operation='INSERT', pgid='pgtrigger_insert_insert_3c0a0', table='indicators_indicatortarget', when='AFTER')), pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD."baseline_label" IS DISTINCT FROM (NEW."baseline_label") OR OLD."baseline_value" IS DISTINCT FROM (NEW."baseline_value") OR OLD."comparator" IS DISTINCT FROM (NEW."comparator") OR OLD."cycle" IS DISTINCT FROM (NEW."cycle") OR OLD."dimension" IS DISTINCT FROM (NEW."dimension") OR OLD."group" IS DISTINCT FROM (NEW."group") OR OLD."id" IS DISTINCT FROM (NEW."id") OR OLD."indicator_id" IS DISTINCT FROM (NEW."indicator_id") OR OLD."kind" IS DISTINCT FROM (NEW."kind") OR OLD."school_id" IS DISTINCT FROM (NEW."school_id") OR OLD."set_at" IS DISTINCT FROM (NEW."set_at") OR OLD."set_by_id" IS DISTINCT FROM (NEW."set_by_id") OR OLD."target_fall_year" IS DISTINCT FROM (NEW."target_fall_year") OR OLD."target_value" IS DISTINCT FROM (NEW."target_value") OR OLD."wording" IS DISTINCT FROM (NEW."wording"))', func='INSERT INTO "indicators_indicatortargetevent" ("baseline_label", "baseline_value", "comparator", "cycle", "dimension", "group", "id", "indicator_id", "kind", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "school_id", "set_at", "set_by_id", "target_fall_year", "target_value", "wording") VALUES (NEW."baseline_label", NEW."baseline_value", NEW."comparator", NEW."cycle", NEW."dimension", NEW."group", NEW."id", NEW."indicator_id", NEW."kind", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."school_id", NEW."set_at", NEW."set_by_id", NEW."target_fall_year", NEW."target_value", NEW."wording"); RETURN NULL;', hash='7fbcd852e6053419b6f9d4845b45d51997721752', operation='UPDATE', pgid='pgtrigger_update_update_71714', table='indicators_indicatortarget', when='AFTER')), pgtrigger.compiler.Trigger(name='delete_delete', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "indicators_indicatortargetevent" ("baseline_label", "baseline_value", "comparator", "cycle", "dimension", "group", "id", "indicator_id", "kind", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "school_id", "set_at", "set_by_id", "target_fall_year", "target_value", "wording") VALUES (OLD."baseline_label", OLD."baseline_value", OLD."comparator", OLD."cycle", OLD."dimension", OLD."group", OLD."id", OLD."indicator_id", OLD."kind", _pgh_attach_context(), NOW(), \'delete\', OLD."id", OLD."school_id", OLD."set_at", OLD."set_by_id", OLD."target_fall_year", OLD."target_value", OLD."wording"); RETURN NULL;', hash='128bb83a6628a8176b555b7ef297c224f4f03f35', operation='DELETE', pgid='pgtrigger_delete_delete_91370', table='indicators_indicatortarget', when='AFTER'))],
                    },
                ),
                migrations.CreateModel(
                    name='IndicatorTargetEvent',
                    fields=[
                        ('pgh_id', models.AutoField(primary_key=True, serialize=False)),
                        ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                        ('pgh_label', models.TextField(help_text='The event label.')),
                        ('id', models.BigIntegerField()),
                        ('kind', models.CharField(choices=[('ADOPTED', 'adopted with the plan'), ('INTERIM', 'interim target set by the district')], max_length=8, verbose_name='kind')),
                        ('cycle', models.CharField(max_length=20, verbose_name='plan cycle')),
                        ('dimension', models.CharField(choices=[('ALL', 'All students'), ('RACE_ETH', 'Race and ethnicity'), ('SES', 'Family income'), ('RESIDENCY', 'Residency'), ('ELL', 'English learners'), ('SPED', 'Special education'), ('HIGH_NEEDS', 'High needs'), ('GENDER', 'Gender'), ('GRADE', 'Grade'), ('HOUSING', 'Housing')], default='ALL', max_length=12, verbose_name='breakdown')),
                        ('group', models.CharField(default='ALL', max_length=30, verbose_name='group')),
                        ('baseline_value', models.DecimalField(blank=True, decimal_places=4, max_digits=12, null=True, verbose_name='baseline')),
                        ('baseline_label', models.CharField(blank=True, max_length=120, verbose_name='baseline label')),
                        ('target_value', models.DecimalField(decimal_places=4, max_digits=12, verbose_name='target')),
                        ('comparator', models.CharField(choices=[('>=', 'at least'), ('<=', 'at most'), ('<', 'less than')], max_length=2, verbose_name='comparator')),
                        ('target_fall_year', models.PositiveSmallIntegerField(verbose_name='by school year')),
                        ('wording', models.CharField(blank=True, max_length=300, verbose_name='wording')),
                        ('set_at', models.DateTimeField(auto_now_add=True)),
                        ('indicator', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='indicators.indicator', verbose_name='indicator')),
                        ('pgh_context', models.ForeignKey(db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='pghistory.context')),
                        ('pgh_obj', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='events', to='indicators.indicatortarget')),
                        ('school', models.ForeignKey(blank=True, db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='district.school', verbose_name='school')),
                        ('set_by', models.ForeignKey(blank=True, db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to=settings.AUTH_USER_MODEL)),
                    ],
                    options={
                        'abstract': False,
                        'triggers': [pgtrigger.compiler.Trigger(name='append_only', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;", hash='62ab02d36326afd354f886cf47928534fa7e2e99', operation='UPDATE OR DELETE', pgid='pgtrigger_append_only_4a3d6', table='indicators_indicatortargetevent', when='BEFORE'))],
                    },
                ),
                migrations.CreateModel(
                    name='IndicatorValue',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('instrument', models.CharField(max_length=40, verbose_name='instrument')),
                        ('scope', models.CharField(choices=[('STATE', 'State'), ('DISTRICT', 'District'), ('SCHOOL', 'School')], max_length=8, verbose_name='scope')),
                        ('fall_year', models.PositiveSmallIntegerField(verbose_name='school year')),
                        ('period', models.CharField(choices=[('FINAL', 'school year'), ('RUNNING', 'year to date')], default='FINAL', max_length=8, verbose_name='period')),
                        ('as_of_date', models.DateField(blank=True, null=True, verbose_name='as of')),
                        ('dimension', models.CharField(choices=[('ALL', 'All students'), ('RACE_ETH', 'Race and ethnicity'), ('SES', 'Family income'), ('RESIDENCY', 'Residency'), ('ELL', 'English learners'), ('SPED', 'Special education'), ('HIGH_NEEDS', 'High needs'), ('GENDER', 'Gender'), ('GRADE', 'Grade'), ('HOUSING', 'Housing')], default='ALL', max_length=12, verbose_name='breakdown')),
                        ('group', models.CharField(default='ALL', max_length=30, verbose_name='group')),
                        ('version', models.PositiveSmallIntegerField(default=1, verbose_name='version')),
                        ('is_current', models.BooleanField(default=True, verbose_name='in force')),
                        ('is_published', models.BooleanField(db_default=False, default=False, help_text='The newest version that was published; kept by `indicators.publication`.', verbose_name='published')),
                        ('numerator', models.DecimalField(blank=True, decimal_places=4, max_digits=12, null=True, verbose_name='numerator')),
                        ('denominator', models.DecimalField(blank=True, decimal_places=4, max_digits=12, null=True, verbose_name='denominator')),
                        ('value', models.DecimalField(blank=True, decimal_places=4, max_digits=12, null=True, verbose_name='value')),
                        ('display_status', models.CharField(choices=[('REPORTED', 'reported'), ('SUPPRESSED', 'suppressed'), ('NOT_REPORTED', 'not reported'), ('NOT_APPLICABLE', 'not applicable')], max_length=14, verbose_name='reported as')),
                        ('status', models.CharField(choices=[('PRELIMINARY', 'preliminary'), ('FINAL', 'final'), ('RESTATED', 'restated')], default='FINAL', max_length=11, verbose_name='status')),
                        ('source_kind', models.CharField(choices=[('STATE', 'Published by the state'), ('DISTRICT', "The district's own figures")], max_length=8, verbose_name='source')),
                        ('source_line', models.PositiveIntegerField(verbose_name='line')),
                        ('shown', models.CharField(choices=[('PENDING', 'not published yet'), ('VALUE', 'shown'), ('BAND_LOW', 'at or below a limit'), ('BAND_HIGH', 'at or above a limit'), ('SUPPRESSED', 'suppressed'), ('NOT_REPORTED', 'not reported'), ('NOT_APPLICABLE', 'not applicable')], default='PENDING', max_length=14, verbose_name='published as')),
                        ('shown_value', models.DecimalField(blank=True, decimal_places=4, help_text='The value, or the limit of the band.', max_digits=12, null=True, verbose_name='published value')),
                        ('shown_numerator', models.DecimalField(blank=True, decimal_places=4, max_digits=12, null=True)),
                        ('shown_denominator', models.DecimalField(blank=True, decimal_places=4, max_digits=12, null=True)),
                        ('suppression_reason', models.CharField(blank=True, choices=[('SOURCE', 'hidden by the source'), ('NUMERATOR', 'too few students'), ('DENOMINATOR', 'the group is too small'), ('COMPLEMENT', 'hidden so that another cell cannot be worked out')], max_length=11)),
                        ('indicator', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='values', to='indicators.indicator', verbose_name='indicator')),
                        ('run', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='values', to='indicators.importrun')),
                        ('school', models.ForeignKey(blank=True, db_index=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='indicator_values', to='district.school')),
                    ],
                    options={
                        'indexes': [models.Index(condition=models.Q(('is_published', True)), fields=['scope', 'school', 'indicator', 'fall_year'], name='value_for_dashboards')],
                        'constraints': [models.UniqueConstraint(condition=models.Q(('is_published', True)), fields=('indicator', 'instrument', 'scope', 'school', 'fall_year', 'period', 'as_of_date', 'dimension', 'group'), name='value_one_version_published', nulls_distinct=False), models.CheckConstraint(condition=models.Q(models.Q(('school__isnull', False), ('scope', 'SCHOOL')), models.Q(models.Q(('scope', 'SCHOOL'), _negated=True), ('school', None)), _connector='OR'), name='value_school_scope_names_a_school'), models.CheckConstraint(condition=models.Q(models.Q(('display_status', 'REPORTED'), ('value__isnull', False)), models.Q(models.Q(('display_status', 'REPORTED'), _negated=True), ('value', None)), _connector='OR'), name='value_reported_means_a_value'), models.CheckConstraint(condition=models.Q(models.Q(('numerator', None), ('numerator__gte', 0), _connector='OR'), models.Q(('denominator', None), ('denominator__gte', 0), _connector='OR'), models.Q(('value', None), ('value__gte', 0), _connector='OR')), name='value_counts_are_not_negative'), models.CheckConstraint(condition=models.Q(models.Q(('shown__in', ['VALUE', 'BAND_LOW', 'BAND_HIGH']), ('shown_value__isnull', False)), models.Q(models.Q(('shown__in', ['VALUE', 'BAND_LOW', 'BAND_HIGH']), _negated=True), ('shown_value', None)), _connector='OR'), name='value_shown_has_a_figure'), models.UniqueConstraint(fields=('indicator', 'fall_year', 'school', 'group', 'dimension', 'instrument', 'scope', 'period', 'as_of_date', 'version'), name='value_version_once', nulls_distinct=False), models.UniqueConstraint(condition=models.Q(('is_current', True)), fields=('indicator', 'fall_year', 'school', 'group', 'dimension', 'instrument', 'scope', 'period', 'as_of_date'), name='value_one_version_in_force', nulls_distinct=False)],
                    },
                ),
                migrations.CreateModel(
                    name='Confirmation',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('source_line', models.PositiveIntegerField(verbose_name='line')),
                        ('run', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='confirmations', to='indicators.importrun')),
                        ('value', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='confirmations', to='indicators.indicatorvalue')),
                    ],
                    options={
                        'constraints': [models.UniqueConstraint(fields=('run', 'value'), name='confirmation_once_per_run')],
                    },
                ),
                migrations.CreateModel(
                    name='RawCellView',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('at', models.DateTimeField(auto_now_add=True)),
                        ('page', models.CharField(max_length=300)),
                        ('interest', models.CharField(max_length=300)),
                        ('user', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                    ],
                    options={
                        'ordering': ['-at'],
                    },
                ),
                migrations.CreateModel(
                    name='RollupRun',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('kind', models.CharField(choices=[('REFRESH', 'Refresh'), ('REBUILD', 'Rebuild'), ('VERIFY', 'Check')], max_length=8, verbose_name='kind')),
                        ('started_at', models.DateTimeField(verbose_name='started at')),
                        ('finished_at', models.DateTimeField(blank=True, null=True, verbose_name='finished at')),
                        ('claimed', models.PositiveIntegerField(default=0, verbose_name='school-months')),
                        ('cells_changed', models.PositiveIntegerField(default=0, verbose_name='cells changed')),
                        ('definition', models.CharField(blank=True, max_length=64)),
                        ('error', models.TextField(blank=True, verbose_name='error')),
                    ],
                    options={
                        'ordering': ['-started_at'],
                        'indexes': [models.Index(fields=['-started_at'], name='rollup_run_by_time')],
                    },
                ),
                migrations.CreateModel(
                    name='SchoolYearCell',
                    fields=[
                        ('pk', models.CompositePrimaryKey('fall_year', 'school_key', 'source', blank=True, editable=False, primary_key=True, serialize=False)),
                        ('fall_year', models.SmallIntegerField()),
                        ('school_key', models.BigIntegerField()),
                        ('source', models.CharField(max_length=40)),
                        ('counts', django.contrib.postgres.fields.ArrayField(base_field=models.BigIntegerField(), size=None)),
                        ('school', models.ForeignObject(from_fields=['school_key'], null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='year_cells', to='district.school', to_fields=['id'])),
                    ],
                ),
                migrations.CreateModel(
                    name='StaleCell',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('source', models.CharField(max_length=40)),
                        ('school_key', models.BigIntegerField()),
                        ('month', models.DateField()),
                        ('marked_at', models.DateTimeField(db_default=django.db.models.functions.datetime.Now())),
                    ],
                    options={
                        'indexes': [models.Index(fields=['marked_at'], name='stale_by_age')],
                    },
                ),
            ],
        ),
        migrations.RunSQL(
            """
            CREATE FUNCTION counts_plus(one bigint[], other bigint[]) RETURNS bigint[]
            LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE
            RETURN (
                SELECT array_agg(coalesce(part.one, 0) + coalesce(part.other, 0) ORDER BY part.slot)
                FROM unnest(one, other) WITH ORDINALITY AS part (one, other, slot)
            );
            COMMENT ON FUNCTION counts_plus IS 'Adds two arrays place by place; the shorter counts as filled with zeros.';
            """,
            "DROP FUNCTION counts_plus(bigint[], bigint[])",
        ),
    ]
