
import django.contrib.postgres.fields
import django.core.validators
import django.db.models.deletion
import django.utils.timezone
import pgtrigger.compiler
import pgtrigger.migrations
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ("indicators", "0090_comments"),
        ('pghistory', '0007_auto_20250421_0444'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.AddField(
            model_name='indicator',
            name='breaks',
            field=django.contrib.postgres.fields.ArrayField(base_field=models.PositiveSmallIntegerField(), blank=True, default=list, editable=False, help_text='School years from which a changed definition counts; a trigger keeps them (DefinitionChange).', size=None),
        ),
        migrations.CreateModel(
            name='DefinitionChange',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('fall_year', models.PositiveSmallIntegerField(validators=[django.core.validators.MinValueValidator(2000), django.core.validators.MaxValueValidator(2099)], verbose_name='counts from school year')),
                ('definition_en', models.TextField(max_length=1500, verbose_name='definition, in English')),
                ('definition_es', models.TextField(max_length=1500, verbose_name='definition, in Spanish')),
                ('counted_en', models.TextField(max_length=1500, verbose_name='what is counted, in English')),
                ('counted_es', models.TextField(max_length=1500, verbose_name='what is counted, in Spanish')),
                ('of_whom_en', models.TextField(max_length=1500, verbose_name='out of whom, in English')),
                ('of_whom_es', models.TextField(max_length=1500, verbose_name='out of whom, in Spanish')),
                ('source_en', models.CharField(max_length=300, verbose_name='source, in English')),
                ('source_es', models.CharField(max_length=300, verbose_name='source, in Spanish')),
                ('reason_en', models.CharField(max_length=300, verbose_name='what changes and why, in English')),
                ('reason_es', models.CharField(max_length=300, verbose_name='what changes and why, in Spanish')),
                ('proposed_at', models.DateTimeField(default=django.utils.timezone.now, verbose_name='proposed at')),
                ('approved_at', models.DateTimeField(blank=True, null=True, verbose_name='approved at')),
                ('declined_at', models.DateTimeField(blank=True, null=True, verbose_name='declined at')),
                ('declined_reason', models.CharField(blank=True, max_length=300, verbose_name='why it was declined')),
                ('approved_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='approved by')),
                ('declined_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='declined by')),
                ('indicator', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='definition_changes', to='indicators.indicator', verbose_name='indicator')),
                ('proposed_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='proposed by')),
            ],
            options={
                'ordering': ['indicator', '-fall_year', '-pk'],
            },
        ),
        migrations.CreateModel(
            name='DefinitionChangeEvent',
            fields=[
                ('pgh_id', models.AutoField(primary_key=True, serialize=False)),
                ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                ('pgh_label', models.TextField(help_text='The event label.')),
                ('id', models.BigIntegerField()),
                ('fall_year', models.PositiveSmallIntegerField(validators=[django.core.validators.MinValueValidator(2000), django.core.validators.MaxValueValidator(2099)], verbose_name='counts from school year')),
                ('definition_en', models.TextField(max_length=1500, verbose_name='definition, in English')),
                ('definition_es', models.TextField(max_length=1500, verbose_name='definition, in Spanish')),
                ('counted_en', models.TextField(max_length=1500, verbose_name='what is counted, in English')),
                ('counted_es', models.TextField(max_length=1500, verbose_name='what is counted, in Spanish')),
                ('of_whom_en', models.TextField(max_length=1500, verbose_name='out of whom, in English')),
                ('of_whom_es', models.TextField(max_length=1500, verbose_name='out of whom, in Spanish')),
                ('source_en', models.CharField(max_length=300, verbose_name='source, in English')),
                ('source_es', models.CharField(max_length=300, verbose_name='source, in Spanish')),
                ('reason_en', models.CharField(max_length=300, verbose_name='what changes and why, in English')),
                ('reason_es', models.CharField(max_length=300, verbose_name='what changes and why, in Spanish')),
                ('proposed_at', models.DateTimeField(default=django.utils.timezone.now, verbose_name='proposed at')),
                ('approved_at', models.DateTimeField(blank=True, null=True, verbose_name='approved at')),
                ('declined_at', models.DateTimeField(blank=True, null=True, verbose_name='declined at')),
                ('declined_reason', models.CharField(blank=True, max_length=300, verbose_name='why it was declined')),
                ('approved_by', models.ForeignKey(blank=True, db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to=settings.AUTH_USER_MODEL, verbose_name='approved by')),
                ('declined_by', models.ForeignKey(blank=True, db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to=settings.AUTH_USER_MODEL, verbose_name='declined by')),
                ('indicator', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='indicators.indicator', verbose_name='indicator')),
                ('pgh_context', models.ForeignKey(db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='pghistory.context')),
                ('pgh_obj', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='events', to='indicators.definitionchange')),
                ('proposed_by', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to=settings.AUTH_USER_MODEL, verbose_name='proposed by')),
            ],
            options={
                'abstract': False,
            },
        ),
        migrations.CreateModel(
            name='GapTarget',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('dimension', models.CharField(choices=[('ALL', 'All students'), ('RACE_ETH', 'Race and ethnicity'), ('SES', 'Family income'), ('RESIDENCY', 'Residency'), ('ELL', 'English learners'), ('SPED', 'Special education'), ('HIGH_NEEDS', 'High needs'), ('GENDER', 'Gender'), ('GRADE', 'Grade'), ('HOUSING', 'Housing')], max_length=12, verbose_name='breakdown')),
                ('group', models.CharField(max_length=30, verbose_name='group')),
                ('fall_year', models.PositiveSmallIntegerField(validators=[django.core.validators.MinValueValidator(2000), django.core.validators.MaxValueValidator(2099)], verbose_name='by the end of school year')),
                ('points', models.DecimalField(decimal_places=1, max_digits=4, validators=[django.core.validators.MinValueValidator(0), django.core.validators.MaxValueValidator(100)], verbose_name='at most, in percentage points')),
                ('instrument', models.CharField(max_length=40, verbose_name='series')),
                ('start_fall_year', models.PositiveSmallIntegerField(validators=[django.core.validators.MinValueValidator(2000), django.core.validators.MaxValueValidator(2099)], verbose_name='measured from school year')),
                ('start_points', models.DecimalField(decimal_places=4, max_digits=7, validators=[django.core.validators.MinValueValidator(0), django.core.validators.MaxValueValidator(100)], verbose_name='gap in that year')),
                ('wording', models.CharField(blank=True, max_length=300, verbose_name='why this target')),
                ('set_at', models.DateTimeField(auto_now_add=True, verbose_name='set at')),
                ('adopted_on', models.DateField(blank=True, null=True, verbose_name='adopted on')),
                ('decision', models.CharField(blank=True, max_length=200, verbose_name='decision that adopts it')),
                ('adopted_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('indicator', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='gap_targets', to='indicators.indicator', verbose_name='indicator')),
                ('set_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='set by')),
            ],
            options={
                'ordering': ['indicator', 'dimension', 'group', 'fall_year'],
            },
        ),
        migrations.CreateModel(
            name='GapTargetEvent',
            fields=[
                ('pgh_id', models.AutoField(primary_key=True, serialize=False)),
                ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                ('pgh_label', models.TextField(help_text='The event label.')),
                ('id', models.BigIntegerField()),
                ('dimension', models.CharField(choices=[('ALL', 'All students'), ('RACE_ETH', 'Race and ethnicity'), ('SES', 'Family income'), ('RESIDENCY', 'Residency'), ('ELL', 'English learners'), ('SPED', 'Special education'), ('HIGH_NEEDS', 'High needs'), ('GENDER', 'Gender'), ('GRADE', 'Grade'), ('HOUSING', 'Housing')], max_length=12, verbose_name='breakdown')),
                ('group', models.CharField(max_length=30, verbose_name='group')),
                ('fall_year', models.PositiveSmallIntegerField(validators=[django.core.validators.MinValueValidator(2000), django.core.validators.MaxValueValidator(2099)], verbose_name='by the end of school year')),
                ('points', models.DecimalField(decimal_places=1, max_digits=4, validators=[django.core.validators.MinValueValidator(0), django.core.validators.MaxValueValidator(100)], verbose_name='at most, in percentage points')),
                ('instrument', models.CharField(max_length=40, verbose_name='series')),
                ('start_fall_year', models.PositiveSmallIntegerField(validators=[django.core.validators.MinValueValidator(2000), django.core.validators.MaxValueValidator(2099)], verbose_name='measured from school year')),
                ('start_points', models.DecimalField(decimal_places=4, max_digits=7, validators=[django.core.validators.MinValueValidator(0), django.core.validators.MaxValueValidator(100)], verbose_name='gap in that year')),
                ('wording', models.CharField(blank=True, max_length=300, verbose_name='why this target')),
                ('set_at', models.DateTimeField(auto_now_add=True, verbose_name='set at')),
                ('adopted_on', models.DateField(blank=True, null=True, verbose_name='adopted on')),
                ('decision', models.CharField(blank=True, max_length=200, verbose_name='decision that adopts it')),
                ('adopted_by', models.ForeignKey(blank=True, db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to=settings.AUTH_USER_MODEL)),
                ('indicator', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='indicators.indicator', verbose_name='indicator')),
                ('pgh_context', models.ForeignKey(db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='pghistory.context')),
                ('pgh_obj', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='events', to='indicators.gaptarget')),
                ('set_by', models.ForeignKey(db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to=settings.AUTH_USER_MODEL, verbose_name='set by')),
            ],
            options={
                'abstract': False,
            },
        ),
        migrations.AddConstraint(
            model_name='definitionchange',
            constraint=models.UniqueConstraint(condition=models.Q(('approved_at__isnull', False)), fields=('indicator', 'fall_year'), name='definition_change_approved_once_a_year', violation_error_message='A change from this school year on is approved already.'),
        ),
        migrations.AddConstraint(
            model_name='definitionchange',
            constraint=models.UniqueConstraint(condition=models.Q(('approved_at', None), ('declined_at', None)), fields=('indicator',), name='definition_change_proposed_one_at_a_time', violation_error_message='A change of this definition is proposed already.'),
        ),
        migrations.AddConstraint(
            model_name='definitionchange',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('approved_at', None), ('approved_by', None)), models.Q(('approved_at__isnull', False), ('approved_by__isnull', False), models.Q(('approved_by', models.F('proposed_by')), _negated=True)), _connector='OR'), name='definition_change_approved_by_another', violation_error_message='Whoever proposed a change cannot approve it: ask a colleague.'),
        ),
        migrations.AddConstraint(
            model_name='definitionchange',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('declined_at', None), ('declined_by', None), ('declined_reason', '')), models.Q(('approved_at', None), ('declined_at__isnull', False), ('declined_by__isnull', False), models.Q(('declined_reason', ''), _negated=True)), _connector='OR'), name='definition_change_declined_with_reason'),
        ),
        migrations.AddConstraint(
            model_name='definitionchange',
            constraint=models.CheckConstraint(condition=models.Q(('fall_year__gte', 2000), ('fall_year__lte', 2099)), name='definition_change_in_these_centuries'),
        ),
        migrations.AddConstraint(
            model_name='definitionchange',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('definition_en', ''), _negated=True), models.Q(('definition_es', ''), _negated=True), models.Q(('counted_en', ''), _negated=True), models.Q(('counted_es', ''), _negated=True), models.Q(('of_whom_en', ''), _negated=True), models.Q(('of_whom_es', ''), _negated=True), models.Q(('source_en', ''), _negated=True), models.Q(('source_es', ''), _negated=True), models.Q(('reason_en', ''), _negated=True), models.Q(('reason_es', ''), _negated=True)), name='definition_change_says_all_in_both_languages'),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='definitionchange',
            trigger=pgtrigger.compiler.Trigger(name='definition_change_stays_with_its_indicator', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD."indicator_id" IS DISTINCT FROM (NEW."indicator_id"))', func="RAISE EXCEPTION 'pgtrigger: Cannot update rows from % table', TG_TABLE_NAME;", hash='e3916d2a7fbed053f46c6ed757d26e1f6470e2b0', operation='UPDATE', pgid='pgtrigger_definition_change_stays_with_its_indicator_37ca5', table='indicators_definitionchange', when='BEFORE')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='definitionchange',
            trigger=pgtrigger.compiler.Trigger(name='definition_change_is_kept', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD."approved_at" IS NOT NULL OR OLD."declined_at" IS NOT NULL)', func="RAISE EXCEPTION 'pgtrigger: Cannot delete rows from % table', TG_TABLE_NAME;", hash='bfc3a8ab5e6975c89c0e87f679190daa9dd00d6a', operation='DELETE', pgid='pgtrigger_definition_change_is_kept_615e1', table='indicators_definitionchange', when='BEFORE')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='definitionchange',
            trigger=pgtrigger.compiler.Trigger(name='definition_change_that_is_decided_stays', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD."approved_at" IS NOT NULL OR OLD."declined_at" IS NOT NULL)', func="RAISE EXCEPTION 'pgtrigger: Cannot update rows from % table', TG_TABLE_NAME;", hash='636dd9f7967893707f42b629c6b2ecaea15cb301', operation='UPDATE', pgid='pgtrigger_definition_change_that_is_decided_stays_89933', table='indicators_definitionchange', when='BEFORE')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='definitionchange',
            trigger=pgtrigger.compiler.Trigger(name='definition_change_marks_its_indicator', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (NEW."approved_at" IS NOT NULL)', func='\n    UPDATE indicators_indicator SET breaks = ARRAY(\n        SELECT fall_year FROM indicators_definitionchange\n        WHERE indicator_id = NEW.indicator_id AND approved_at IS NOT NULL ORDER BY fall_year\n    ) WHERE code = NEW.indicator_id;\n    RETURN NULL;\n', hash='44a2c900fdbe75f83376ec01c9ebc49c79e0382d', operation='INSERT OR UPDATE', pgid='pgtrigger_definition_change_marks_its_indicator_3c060', table='indicators_definitionchange', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='definitionchange',
            trigger=pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "indicators_definitionchangeevent" ("approved_at", "approved_by_id", "counted_en", "counted_es", "declined_at", "declined_by_id", "declined_reason", "definition_en", "definition_es", "fall_year", "id", "indicator_id", "of_whom_en", "of_whom_es", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "proposed_at", "proposed_by_id", "reason_en", "reason_es", "source_en", "source_es") VALUES (NEW."approved_at", NEW."approved_by_id", NEW."counted_en", NEW."counted_es", NEW."declined_at", NEW."declined_by_id", NEW."declined_reason", NEW."definition_en", NEW."definition_es", NEW."fall_year", NEW."id", NEW."indicator_id", NEW."of_whom_en", NEW."of_whom_es", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."proposed_at", NEW."proposed_by_id", NEW."reason_en", NEW."reason_es", NEW."source_en", NEW."source_es"); RETURN NULL;', hash='d2b909664a159d5ce31e897b2087bd22be0a3dd5', operation='INSERT', pgid='pgtrigger_insert_insert_322fa', table='indicators_definitionchange', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='definitionchange',
            trigger=pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD.* IS DISTINCT FROM NEW.*)', func='INSERT INTO "indicators_definitionchangeevent" ("approved_at", "approved_by_id", "counted_en", "counted_es", "declined_at", "declined_by_id", "declined_reason", "definition_en", "definition_es", "fall_year", "id", "indicator_id", "of_whom_en", "of_whom_es", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "proposed_at", "proposed_by_id", "reason_en", "reason_es", "source_en", "source_es") VALUES (NEW."approved_at", NEW."approved_by_id", NEW."counted_en", NEW."counted_es", NEW."declined_at", NEW."declined_by_id", NEW."declined_reason", NEW."definition_en", NEW."definition_es", NEW."fall_year", NEW."id", NEW."indicator_id", NEW."of_whom_en", NEW."of_whom_es", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."proposed_at", NEW."proposed_by_id", NEW."reason_en", NEW."reason_es", NEW."source_en", NEW."source_es"); RETURN NULL;', hash='b8707b19b9d972e06859407a077253cb49639b95', operation='UPDATE', pgid='pgtrigger_update_update_a1cbe', table='indicators_definitionchange', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='definitionchange',
            trigger=pgtrigger.compiler.Trigger(name='delete_delete', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "indicators_definitionchangeevent" ("approved_at", "approved_by_id", "counted_en", "counted_es", "declined_at", "declined_by_id", "declined_reason", "definition_en", "definition_es", "fall_year", "id", "indicator_id", "of_whom_en", "of_whom_es", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "proposed_at", "proposed_by_id", "reason_en", "reason_es", "source_en", "source_es") VALUES (OLD."approved_at", OLD."approved_by_id", OLD."counted_en", OLD."counted_es", OLD."declined_at", OLD."declined_by_id", OLD."declined_reason", OLD."definition_en", OLD."definition_es", OLD."fall_year", OLD."id", OLD."indicator_id", OLD."of_whom_en", OLD."of_whom_es", _pgh_attach_context(), NOW(), \'delete\', OLD."id", OLD."proposed_at", OLD."proposed_by_id", OLD."reason_en", OLD."reason_es", OLD."source_en", OLD."source_es"); RETURN NULL;', hash='1325447c0f4121aa4667bc027ccc76194e5eec23', operation='DELETE', pgid='pgtrigger_delete_delete_01d6f', table='indicators_definitionchange', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='definitionchangeevent',
            trigger=pgtrigger.compiler.Trigger(name='append_only', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;", hash='c4d5af0ef3e761227e9b16616b21444c0a26a6c3', operation='UPDATE OR DELETE', pgid='pgtrigger_append_only_2a42c', table='indicators_definitionchangeevent', when='BEFORE')),
        ),
        migrations.AddConstraint(
            model_name='gaptarget',
            constraint=models.UniqueConstraint(fields=('indicator', 'dimension', 'group', 'fall_year'), name='gap_target_once_for_a_group_and_year', violation_error_message='The gap of this group has a target for this school year already.'),
        ),
        migrations.AddConstraint(
            model_name='gaptarget',
            constraint=models.CheckConstraint(condition=models.Q(('dimension', 'ALL'), _negated=True), name='gap_target_is_of_a_group'),
        ),
        migrations.AddConstraint(
            model_name='gaptarget',
            constraint=models.CheckConstraint(condition=models.Q(('fall_year__gt', models.F('start_fall_year'))), name='gap_target_comes_after_its_start', violation_error_message='The target has to be of a later school year than the gap it starts from.'),
        ),
        migrations.AddConstraint(
            model_name='gaptarget',
            constraint=models.CheckConstraint(condition=models.Q(('points__gte', 0), ('points__lt', models.F('start_points')), ('start_points__lte', 100)), name='gap_target_narrows_the_gap', violation_error_message='The target has to be narrower than the gap it starts from.'),
        ),
        migrations.AddConstraint(
            model_name='gaptarget',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('adopted_by', None), ('adopted_on', None), ('decision', '')), models.Q(('adopted_by__isnull', False), ('adopted_on__isnull', False), models.Q(('decision', ''), _negated=True)), _connector='OR'), name='gap_target_adopted_by_a_decision'),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='gaptarget',
            trigger=pgtrigger.compiler.Trigger(name='gap_target_adopted_stays', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD."adopted_on" IS NOT NULL)', func="RAISE EXCEPTION 'pgtrigger: Cannot update rows from % table', TG_TABLE_NAME;", hash='4cd6966210c59ca2ffbf34c7bf3a5c35e62eebeb', operation='UPDATE', pgid='pgtrigger_gap_target_adopted_stays_0fefd', table='indicators_gaptarget', when='BEFORE')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='gaptarget',
            trigger=pgtrigger.compiler.Trigger(name='gap_target_adopted_is_kept', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD."adopted_on" IS NOT NULL)', func="RAISE EXCEPTION 'pgtrigger: Cannot delete rows from % table', TG_TABLE_NAME;", hash='1d13f711cfc1c7c3b8b1c4bb4e6e9c5286005cff', operation='DELETE', pgid='pgtrigger_gap_target_adopted_is_kept_cabe7', table='indicators_gaptarget', when='BEFORE')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='gaptarget',
            trigger=pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "indicators_gaptargetevent" ("adopted_by_id", "adopted_on", "decision", "dimension", "fall_year", "group", "id", "indicator_id", "instrument", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "points", "set_at", "set_by_id", "start_fall_year", "start_points", "wording") VALUES (NEW."adopted_by_id", NEW."adopted_on", NEW."decision", NEW."dimension", NEW."fall_year", NEW."group", NEW."id", NEW."indicator_id", NEW."instrument", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."points", NEW."set_at", NEW."set_by_id", NEW."start_fall_year", NEW."start_points", NEW."wording"); RETURN NULL;', hash='15f0cac60cdd4047cadb3907c292099f7e878cfb', operation='INSERT', pgid='pgtrigger_insert_insert_50d15', table='indicators_gaptarget', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='gaptarget',
            trigger=pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD.* IS DISTINCT FROM NEW.*)', func='INSERT INTO "indicators_gaptargetevent" ("adopted_by_id", "adopted_on", "decision", "dimension", "fall_year", "group", "id", "indicator_id", "instrument", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "points", "set_at", "set_by_id", "start_fall_year", "start_points", "wording") VALUES (NEW."adopted_by_id", NEW."adopted_on", NEW."decision", NEW."dimension", NEW."fall_year", NEW."group", NEW."id", NEW."indicator_id", NEW."instrument", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."points", NEW."set_at", NEW."set_by_id", NEW."start_fall_year", NEW."start_points", NEW."wording"); RETURN NULL;', hash='74bf7bc22e7a76d08d67fa655bb35887826f334d', operation='UPDATE', pgid='pgtrigger_update_update_1b30f', table='indicators_gaptarget', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='gaptarget',
            trigger=pgtrigger.compiler.Trigger(name='delete_delete', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "indicators_gaptargetevent" ("adopted_by_id", "adopted_on", "decision", "dimension", "fall_year", "group", "id", "indicator_id", "instrument", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "points", "set_at", "set_by_id", "start_fall_year", "start_points", "wording") VALUES (OLD."adopted_by_id", OLD."adopted_on", OLD."decision", OLD."dimension", OLD."fall_year", OLD."group", OLD."id", OLD."indicator_id", OLD."instrument", _pgh_attach_context(), NOW(), \'delete\', OLD."id", OLD."points", OLD."set_at", OLD."set_by_id", OLD."start_fall_year", OLD."start_points", OLD."wording"); RETURN NULL;', hash='bcf5ae7cee3066ce07335fa02fca4a4157381a52', operation='DELETE', pgid='pgtrigger_delete_delete_af0f8', table='indicators_gaptarget', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='gaptargetevent',
            trigger=pgtrigger.compiler.Trigger(name='append_only', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;", hash='3353e478891690a27a1886c39b76e9770c512d12', operation='UPDATE OR DELETE', pgid='pgtrigger_append_only_55f33', table='indicators_gaptargetevent', when='BEFORE')),
        ),
    ]
