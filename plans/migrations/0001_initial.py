import django.db.models.deletion
import pgtrigger.compiler
import pgtrigger.migrations
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    initial = True

    dependencies = [
        ('indicators', '0001_initial'),
        ('pghistory', '0007_auto_20250421_0444'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name='Initiative',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('code', models.CharField(max_length=8, verbose_name='code')),
                ('title', models.CharField(max_length=200, verbose_name='title')),
                ('title_en', models.CharField(max_length=200, null=True, verbose_name='title')),
                ('title_es', models.CharField(max_length=200, null=True, verbose_name='title')),
                ('intent', models.TextField(verbose_name='intent')),
                ('intent_en', models.TextField(null=True, verbose_name='intent')),
                ('intent_es', models.TextField(null=True, verbose_name='intent')),
                ('named_measures', models.TextField(blank=True, verbose_name='measures named in the plan')),
                ('named_measures_en', models.TextField(blank=True, null=True, verbose_name='measures named in the plan')),
                ('named_measures_es', models.TextField(blank=True, null=True, verbose_name='measures named in the plan')),
                ('named_partners', models.TextField(blank=True, verbose_name='partners and bodies named in the plan')),
                ('named_partners_en', models.TextField(blank=True, null=True, verbose_name='partners and bodies named in the plan')),
                ('named_partners_es', models.TextField(blank=True, null=True, verbose_name='partners and bodies named in the plan')),
                ('indicators', models.ManyToManyField(blank=True, related_name='initiatives', to='indicators.indicator', verbose_name='indicators named in the plan')),
            ],
            options={
                'ordering': ['code'],
            },
        ),
        migrations.CreateModel(
            name='InitiativeAim',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('dimension', models.CharField(choices=[('ALL', 'All students'), ('RACE_ETH', 'Race and ethnicity'), ('SES', 'Family income'), ('RESIDENCY', 'Residency'), ('ELL', 'English learners'), ('SPED', 'Special education'), ('HIGH_NEEDS', 'High needs'), ('GENDER', 'Gender'), ('GRADE', 'Grade'), ('HOUSING', 'Housing')], default='ALL', max_length=12, verbose_name='breakdown')),
                ('group', models.CharField(default='ALL', max_length=30, verbose_name='group')),
                ('note', models.CharField(blank=True, max_length=200, verbose_name='why it should move')),
                ('set_at', models.DateTimeField(auto_now_add=True, verbose_name='set at')),
                ('indicator', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='aims', to='indicators.indicator', verbose_name='equity indicator')),
                ('initiative', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='aims', to='plans.initiative', verbose_name='initiative')),
                ('set_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='set by')),
            ],
            options={
                'ordering': ['indicator__position', 'dimension', 'group'],
            },
        ),
        migrations.CreateModel(
            name='InitiativeAimEvent',
            fields=[
                ('pgh_id', models.AutoField(primary_key=True, serialize=False)),
                ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                ('pgh_label', models.TextField(help_text='The event label.')),
                ('id', models.BigIntegerField()),
                ('dimension', models.CharField(choices=[('ALL', 'All students'), ('RACE_ETH', 'Race and ethnicity'), ('SES', 'Family income'), ('RESIDENCY', 'Residency'), ('ELL', 'English learners'), ('SPED', 'Special education'), ('HIGH_NEEDS', 'High needs'), ('GENDER', 'Gender'), ('GRADE', 'Grade'), ('HOUSING', 'Housing')], default='ALL', max_length=12, verbose_name='breakdown')),
                ('group', models.CharField(default='ALL', max_length=30, verbose_name='group')),
                ('note', models.CharField(blank=True, max_length=200, verbose_name='why it should move')),
                ('set_at', models.DateTimeField(auto_now_add=True, verbose_name='set at')),
                ('indicator', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='indicators.indicator', verbose_name='equity indicator')),
                ('initiative', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='plans.initiative', verbose_name='initiative')),
                ('pgh_context', models.ForeignKey(db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='pghistory.context')),
                ('pgh_obj', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='events', to='plans.initiativeaim')),
                ('set_by', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to=settings.AUTH_USER_MODEL, verbose_name='set by')),
            ],
            options={
                'abstract': False,
            },
        ),
        migrations.CreateModel(
            name='PlanCycle',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('code', models.CharField(max_length=20, unique=True, verbose_name='code')),
                ('title', models.CharField(max_length=200, verbose_name='title')),
                ('title_en', models.CharField(max_length=200, null=True, verbose_name='title')),
                ('title_es', models.CharField(max_length=200, null=True, verbose_name='title')),
                ('first_fall_year', models.PositiveSmallIntegerField(verbose_name='first school year')),
                ('last_fall_year', models.PositiveSmallIntegerField(verbose_name='last school year')),
                ('vision', models.TextField(verbose_name='vision')),
                ('vision_en', models.TextField(null=True, verbose_name='vision')),
                ('vision_es', models.TextField(null=True, verbose_name='vision')),
                ('mission', models.TextField(verbose_name='mission')),
                ('mission_en', models.TextField(null=True, verbose_name='mission')),
                ('mission_es', models.TextField(null=True, verbose_name='mission')),
                ('fce_definition', models.TextField(verbose_name='definition of family and community engagement')),
                ('fce_definition_en', models.TextField(null=True, verbose_name='definition of family and community engagement')),
                ('fce_definition_es', models.TextField(null=True, verbose_name='definition of family and community engagement')),
                ('source', models.CharField(max_length=400, verbose_name='source')),
                ('source_en', models.CharField(max_length=400, null=True, verbose_name='source')),
                ('source_es', models.CharField(max_length=400, null=True, verbose_name='source')),
            ],
            options={
                'ordering': ['-first_fall_year'],
                'constraints': [models.CheckConstraint(condition=models.Q(('last_fall_year__gte', models.F('first_fall_year'))), name='plan_cycle_years_in_order')],
            },
        ),
        migrations.CreateModel(
            name='CrossCuttingAim',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('code', models.CharField(max_length=24, verbose_name='code')),
                ('position', models.PositiveSmallIntegerField(verbose_name='position')),
                ('text', models.TextField(verbose_name='text')),
                ('text_en', models.TextField(null=True, verbose_name='text')),
                ('text_es', models.TextField(null=True, verbose_name='text')),
                ('cycle', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='aims', to='plans.plancycle')),
            ],
            options={
                'ordering': ['position'],
            },
        ),
        migrations.CreateModel(
            name='PriorityAction',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('code', models.CharField(max_length=4, verbose_name='code')),
                ('title', models.CharField(max_length=200, verbose_name='title')),
                ('title_en', models.CharField(max_length=200, null=True, verbose_name='title')),
                ('title_es', models.CharField(max_length=200, null=True, verbose_name='title')),
                ('cycle', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='priority_actions', to='plans.plancycle')),
            ],
            options={
                'ordering': ['code'],
            },
        ),
        migrations.AddField(
            model_name='initiative',
            name='priority_action',
            field=models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='initiatives', to='plans.priorityaction'),
        ),
        migrations.CreateModel(
            name='TheoryStatement',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('theory', models.CharField(choices=[('FIVE_ES', "The 5 E's"), ('FCE', 'Theory of action for engagement')], max_length=8, verbose_name='theory of action')),
                ('position', models.PositiveSmallIntegerField(verbose_name='position')),
                ('heading', models.CharField(blank=True, max_length=80, verbose_name='heading')),
                ('heading_en', models.CharField(blank=True, max_length=80, null=True, verbose_name='heading')),
                ('heading_es', models.CharField(blank=True, max_length=80, null=True, verbose_name='heading')),
                ('text', models.TextField(verbose_name='text')),
                ('text_en', models.TextField(null=True, verbose_name='text')),
                ('text_es', models.TextField(null=True, verbose_name='text')),
                ('is_conclusion', models.BooleanField(default=False, verbose_name='the THEN of the theory')),
                ('cycle', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='theory_statements', to='plans.plancycle')),
            ],
            options={
                'ordering': ['theory', 'position'],
            },
        ),
        migrations.AddConstraint(
            model_name='initiativeaim',
            constraint=models.UniqueConstraint(fields=('initiative', 'indicator', 'dimension', 'group'), name='initiative_aim_once', violation_error_message='This indicator and these students are listed already.'),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='initiativeaim',
            trigger=pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "plans_initiativeaimevent" ("dimension", "group", "id", "indicator_id", "initiative_id", "note", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "set_at", "set_by_id") VALUES (NEW."dimension", NEW."group", NEW."id", NEW."indicator_id", NEW."initiative_id", NEW."note", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."set_at", NEW."set_by_id"); RETURN NULL;', hash='c65f6782804902ddc843b2530a9657be21f564bc', operation='INSERT', pgid='pgtrigger_insert_insert_ecc29', table='plans_initiativeaim', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='initiativeaim',
            trigger=pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD.* IS DISTINCT FROM NEW.*)', func='INSERT INTO "plans_initiativeaimevent" ("dimension", "group", "id", "indicator_id", "initiative_id", "note", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "set_at", "set_by_id") VALUES (NEW."dimension", NEW."group", NEW."id", NEW."indicator_id", NEW."initiative_id", NEW."note", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."set_at", NEW."set_by_id"); RETURN NULL;', hash='96c6b96075d027f8f594611f674e2b270edb31f1', operation='UPDATE', pgid='pgtrigger_update_update_abbff', table='plans_initiativeaim', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='initiativeaim',
            trigger=pgtrigger.compiler.Trigger(name='delete_delete', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "plans_initiativeaimevent" ("dimension", "group", "id", "indicator_id", "initiative_id", "note", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "set_at", "set_by_id") VALUES (OLD."dimension", OLD."group", OLD."id", OLD."indicator_id", OLD."initiative_id", OLD."note", _pgh_attach_context(), NOW(), \'delete\', OLD."id", OLD."set_at", OLD."set_by_id"); RETURN NULL;', hash='9793653afba30580912a1f9055b694b21329a7c1', operation='DELETE', pgid='pgtrigger_delete_delete_0bdeb', table='plans_initiativeaim', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='initiativeaimevent',
            trigger=pgtrigger.compiler.Trigger(name='append_only', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;", hash='8a85e85830c14da0170046cb7c016d742733ed1f', operation='UPDATE OR DELETE', pgid='pgtrigger_append_only_fc3ac', table='plans_initiativeaimevent', when='BEFORE')),
        ),
        migrations.AddConstraint(
            model_name='crosscuttingaim',
            constraint=models.UniqueConstraint(fields=('cycle', 'code'), name='aim_once_per_cycle'),
        ),
        migrations.AddConstraint(
            model_name='priorityaction',
            constraint=models.UniqueConstraint(fields=('cycle', 'code'), name='priority_action_once_per_cycle'),
        ),
        migrations.AddConstraint(
            model_name='initiative',
            constraint=models.UniqueConstraint(fields=('priority_action', 'code'), name='initiative_once_per_action'),
        ),
        migrations.AddConstraint(
            model_name='theorystatement',
            constraint=models.UniqueConstraint(fields=('cycle', 'theory', 'position'), name='theory_statement_once'),
        ),
    ]
