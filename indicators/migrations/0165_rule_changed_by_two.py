import django.core.validators
import django.db.models.deletion
import django.utils.timezone
import pgtrigger.compiler
import pgtrigger.migrations
from django.conf import settings
from django.db import migrations, models

from district.together import Together


class Migration(migrations.Migration):

    dependencies = [
        ("indicators", "0120_raw_views_in_the_audit_trail"),
        ('pghistory', '0007_auto_20250421_0444'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name='RuleChange',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('min_numerator', models.PositiveSmallIntegerField(validators=[django.core.validators.MinValueValidator(3), django.core.validators.MaxValueValidator(1000)], verbose_name='smallest numerator shown')),
                ('min_complement', models.PositiveSmallIntegerField(validators=[django.core.validators.MinValueValidator(3), django.core.validators.MaxValueValidator(1000)], verbose_name='smallest complement shown')),
                ('min_denominator', models.PositiveSmallIntegerField(validators=[django.core.validators.MinValueValidator(3), django.core.validators.MaxValueValidator(1000)], verbose_name='smallest group shown')),
                ('band_300', models.DecimalField(decimal_places=1, max_digits=4, validators=[django.core.validators.MinValueValidator(0), django.core.validators.MaxValueValidator(50)], verbose_name='band for 300 students and more')),
                ('band_100', models.DecimalField(decimal_places=1, max_digits=4, validators=[django.core.validators.MinValueValidator(0), django.core.validators.MaxValueValidator(50)], verbose_name='band for 100 to 299 students')),
                ('band_40', models.DecimalField(decimal_places=1, max_digits=4, validators=[django.core.validators.MinValueValidator(0), django.core.validators.MaxValueValidator(50)], verbose_name='band for 40 to 99 students')),
                ('band_20', models.DecimalField(decimal_places=1, max_digits=4, validators=[django.core.validators.MinValueValidator(0), django.core.validators.MaxValueValidator(50)], verbose_name='band for fewer than 40 students')),
                ('complementary', models.BooleanField(default=True, verbose_name='hide a second cell where one could be worked out')),
                ('reason', models.CharField(max_length=300, verbose_name='why the rule is to change')),
                ('proposed_at', models.DateTimeField(default=django.utils.timezone.now, verbose_name='proposed at')),
                ('approved_at', models.DateTimeField(blank=True, null=True, verbose_name='approved at')),
                ('declined_at', models.DateTimeField(blank=True, null=True, verbose_name='declined at')),
                ('declined_reason', models.CharField(blank=True, max_length=300, verbose_name='why it was declined')),
            ],
            options={
                'ordering': ['-pk'],
            },
        ),
        migrations.CreateModel(
            name='RuleChangeEvent',
            fields=[
                ('pgh_id', models.AutoField(primary_key=True, serialize=False)),
                ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                ('pgh_label', models.TextField(help_text='The event label.')),
                ('id', models.BigIntegerField()),
                ('min_numerator', models.PositiveSmallIntegerField(validators=[django.core.validators.MinValueValidator(3), django.core.validators.MaxValueValidator(1000)], verbose_name='smallest numerator shown')),
                ('min_complement', models.PositiveSmallIntegerField(validators=[django.core.validators.MinValueValidator(3), django.core.validators.MaxValueValidator(1000)], verbose_name='smallest complement shown')),
                ('min_denominator', models.PositiveSmallIntegerField(validators=[django.core.validators.MinValueValidator(3), django.core.validators.MaxValueValidator(1000)], verbose_name='smallest group shown')),
                ('band_300', models.DecimalField(decimal_places=1, max_digits=4, validators=[django.core.validators.MinValueValidator(0), django.core.validators.MaxValueValidator(50)], verbose_name='band for 300 students and more')),
                ('band_100', models.DecimalField(decimal_places=1, max_digits=4, validators=[django.core.validators.MinValueValidator(0), django.core.validators.MaxValueValidator(50)], verbose_name='band for 100 to 299 students')),
                ('band_40', models.DecimalField(decimal_places=1, max_digits=4, validators=[django.core.validators.MinValueValidator(0), django.core.validators.MaxValueValidator(50)], verbose_name='band for 40 to 99 students')),
                ('band_20', models.DecimalField(decimal_places=1, max_digits=4, validators=[django.core.validators.MinValueValidator(0), django.core.validators.MaxValueValidator(50)], verbose_name='band for fewer than 40 students')),
                ('complementary', models.BooleanField(default=True, verbose_name='hide a second cell where one could be worked out')),
                ('reason', models.CharField(max_length=300, verbose_name='why the rule is to change')),
                ('proposed_at', models.DateTimeField(default=django.utils.timezone.now, verbose_name='proposed at')),
                ('approved_at', models.DateTimeField(blank=True, null=True, verbose_name='approved at')),
                ('declined_at', models.DateTimeField(blank=True, null=True, verbose_name='declined at')),
                ('declined_reason', models.CharField(blank=True, max_length=300, verbose_name='why it was declined')),
            ],
            options={
                'abstract': False,
            },
        ),
        Together([
            pgtrigger.migrations.AddTrigger(
                model_name='suppressionrule',
                trigger=pgtrigger.compiler.Trigger(name='suppression_rule_stays', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot delete rows from % table', TG_TABLE_NAME;", hash='c0b8cc51a7496b14374f3bff2a48311ec14e6c9d', operation='DELETE', pgid='pgtrigger_suppression_rule_stays_906de', table='indicators_suppressionrule', when='BEFORE')),
            ),
            pgtrigger.migrations.AddTrigger(
                model_name='suppressionrule',
                trigger=pgtrigger.compiler.Trigger(name='suppression_rule_is_as_approved', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD.* IS DISTINCT FROM NEW.*)', func="\n    IF NOT COALESCE((\n        SELECT (min_numerator, min_complement, min_denominator, band_300, band_100, band_40, band_20, complementary)\n            = (NEW.min_numerator, NEW.min_complement, NEW.min_denominator, NEW.band_300, NEW.band_100, NEW.band_40,\n               NEW.band_20, NEW.complementary)\n        FROM indicators_rulechange WHERE approved_at IS NOT NULL ORDER BY approved_at DESC, id DESC LIMIT 1\n    ), false) THEN\n        RAISE EXCEPTION 'pgtrigger: The publication rule changes only to what was approved last';\n    END IF;\n    RETURN NEW;\n", hash='a38a29907058665761ba831998f9c0e9f42f7fef', operation='UPDATE', pgid='pgtrigger_suppression_rule_is_as_approved_71f4d', table='indicators_suppressionrule', when='BEFORE')),
            ),
            migrations.AddField(
                model_name='rulechange',
                name='approved_by',
                field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='approved by'),
            ),
            migrations.AddField(
                model_name='rulechange',
                name='declined_by',
                field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='declined by'),
            ),
            migrations.AddField(
                model_name='rulechange',
                name='proposed_by',
                field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='proposed by'),
            ),
            migrations.AddField(
                model_name='rulechangeevent',
                name='approved_by',
                field=models.ForeignKey(blank=True, db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to=settings.AUTH_USER_MODEL, verbose_name='approved by'),
            ),
            migrations.AddField(
                model_name='rulechangeevent',
                name='declined_by',
                field=models.ForeignKey(blank=True, db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to=settings.AUTH_USER_MODEL, verbose_name='declined by'),
            ),
            migrations.AddField(
                model_name='rulechangeevent',
                name='pgh_context',
                field=models.ForeignKey(db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='pghistory.context'),
            ),
            migrations.AddField(
                model_name='rulechangeevent',
                name='pgh_obj',
                field=models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='events', to='indicators.rulechange'),
            ),
            migrations.AddField(
                model_name='rulechangeevent',
                name='proposed_by',
                field=models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to=settings.AUTH_USER_MODEL, verbose_name='proposed by'),
            ),
        ]),
        migrations.CreateModel(
            name='RulePreview',
            fields=[
                ('change', models.OneToOneField(on_delete=django.db.models.deletion.CASCADE, primary_key=True, related_name='preview', serialize=False, to='indicators.rulechange')),
                ('proposed_at', models.DateTimeField()),
                ('made_at', models.DateTimeField(auto_now=True)),
                ('lines', models.JSONField(default=list)),
                ('release', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='indicators.release')),
            ],
        ),
        Together([
            migrations.AddConstraint(
                model_name='rulechange',
                constraint=models.UniqueConstraint(models.Value(1), condition=models.Q(('approved_at', None), ('declined_at', None)), name='rule_change_proposed_one_at_a_time', violation_error_message='A change of the rule is proposed already.'),
            ),
            migrations.AddConstraint(
                model_name='rulechange',
                constraint=models.CheckConstraint(condition=models.Q(models.Q(('approved_at', None), ('approved_by', None)), models.Q(('approved_at__isnull', False), ('approved_by__isnull', False), models.Q(('approved_by', models.F('proposed_by')), _negated=True)), _connector='OR'), name='rule_change_approved_by_another', violation_error_message='Whoever proposed a change cannot approve it: ask a colleague.'),
            ),
            migrations.AddConstraint(
                model_name='rulechange',
                constraint=models.CheckConstraint(condition=models.Q(models.Q(('declined_at', None), ('declined_by', None), ('declined_reason', '')), models.Q(('approved_at', None), ('declined_at__isnull', False), ('declined_by__isnull', False), models.Q(('declined_reason', ''), _negated=True)), _connector='OR'), name='rule_change_declined_with_reason'),
            ),
            migrations.AddConstraint(
                model_name='rulechange',
                constraint=models.CheckConstraint(condition=models.Q(('reason', ''), _negated=True), name='rule_change_says_why'),
            ),
            migrations.AddConstraint(
                model_name='rulechange',
                constraint=models.CheckConstraint(condition=models.Q(('min_complement__range', (3, 1000)), ('min_denominator__range', (3, 1000)), ('min_numerator__range', (3, 1000)), ('band_100__range', (0, 50)), ('band_20__range', (0, 50)), ('band_300__range', (0, 50)), ('band_40__range', (0, 50))), name='rule_change_protects_people'),
            ),
            pgtrigger.migrations.AddTrigger(
                model_name='rulechange',
                trigger=pgtrigger.compiler.Trigger(name='rule_change_is_kept', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD."approved_at" IS NOT NULL OR OLD."declined_at" IS NOT NULL)', func="RAISE EXCEPTION 'pgtrigger: Cannot delete rows from % table', TG_TABLE_NAME;", hash='f5eaf3719dfa18cb22a4338fa14e94720229ef30', operation='DELETE', pgid='pgtrigger_rule_change_is_kept_30de9', table='indicators_rulechange', when='BEFORE')),
            ),
            pgtrigger.migrations.AddTrigger(
                model_name='rulechange',
                trigger=pgtrigger.compiler.Trigger(name='rule_change_that_is_decided_stays', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD."approved_at" IS NOT NULL OR OLD."declined_at" IS NOT NULL)', func="RAISE EXCEPTION 'pgtrigger: Cannot update rows from % table', TG_TABLE_NAME;", hash='bfd1bafb8f1976f5b62e632bde622f46c5c4262c', operation='UPDATE', pgid='pgtrigger_rule_change_that_is_decided_stays_8d824', table='indicators_rulechange', when='BEFORE')),
            ),
            pgtrigger.migrations.AddTrigger(
                model_name='rulechange',
                trigger=pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "indicators_rulechangeevent" ("approved_at", "approved_by_id", "band_100", "band_20", "band_300", "band_40", "complementary", "declined_at", "declined_by_id", "declined_reason", "id", "min_complement", "min_denominator", "min_numerator", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "proposed_at", "proposed_by_id", "reason") VALUES (NEW."approved_at", NEW."approved_by_id", NEW."band_100", NEW."band_20", NEW."band_300", NEW."band_40", NEW."complementary", NEW."declined_at", NEW."declined_by_id", NEW."declined_reason", NEW."id", NEW."min_complement", NEW."min_denominator", NEW."min_numerator", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."proposed_at", NEW."proposed_by_id", NEW."reason"); RETURN NULL;', hash='abd2b1c72700a5756b527acdd2a6a74f70223c43', operation='INSERT', pgid='pgtrigger_insert_insert_79795', table='indicators_rulechange', when='AFTER')),
            ),
            pgtrigger.migrations.AddTrigger(
                model_name='rulechange',
                trigger=pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD.* IS DISTINCT FROM NEW.*)', func='INSERT INTO "indicators_rulechangeevent" ("approved_at", "approved_by_id", "band_100", "band_20", "band_300", "band_40", "complementary", "declined_at", "declined_by_id", "declined_reason", "id", "min_complement", "min_denominator", "min_numerator", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "proposed_at", "proposed_by_id", "reason") VALUES (NEW."approved_at", NEW."approved_by_id", NEW."band_100", NEW."band_20", NEW."band_300", NEW."band_40", NEW."complementary", NEW."declined_at", NEW."declined_by_id", NEW."declined_reason", NEW."id", NEW."min_complement", NEW."min_denominator", NEW."min_numerator", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."proposed_at", NEW."proposed_by_id", NEW."reason"); RETURN NULL;', hash='b146265d2ad11789cbc32b0f6aba6b948cf596ad', operation='UPDATE', pgid='pgtrigger_update_update_bfd64', table='indicators_rulechange', when='AFTER')),
            ),
            pgtrigger.migrations.AddTrigger(
                model_name='rulechange',
                trigger=pgtrigger.compiler.Trigger(name='delete_delete', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "indicators_rulechangeevent" ("approved_at", "approved_by_id", "band_100", "band_20", "band_300", "band_40", "complementary", "declined_at", "declined_by_id", "declined_reason", "id", "min_complement", "min_denominator", "min_numerator", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "proposed_at", "proposed_by_id", "reason") VALUES (OLD."approved_at", OLD."approved_by_id", OLD."band_100", OLD."band_20", OLD."band_300", OLD."band_40", OLD."complementary", OLD."declined_at", OLD."declined_by_id", OLD."declined_reason", OLD."id", OLD."min_complement", OLD."min_denominator", OLD."min_numerator", _pgh_attach_context(), NOW(), \'delete\', OLD."id", OLD."proposed_at", OLD."proposed_by_id", OLD."reason"); RETURN NULL;', hash='e03faa36289b9c5e71b6470c8dce3e666016f602', operation='DELETE', pgid='pgtrigger_delete_delete_6f7de', table='indicators_rulechange', when='AFTER')),
            ),
            pgtrigger.migrations.AddTrigger(
                model_name='rulechangeevent',
                trigger=pgtrigger.compiler.Trigger(name='append_only', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;", hash='c2f28d48c48cd397baa75d674239a274f7d7ed17', operation='UPDATE OR DELETE', pgid='pgtrigger_append_only_907f9', table='indicators_rulechangeevent', when='BEFORE')),
            ),
        ]),
    ]
