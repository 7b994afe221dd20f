import django.db.models.deletion
import django.db.models.expressions
import django.db.models.functions.datetime
import pgtrigger.compiler
import pgtrigger.migrations
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('district', '0009_attempts'),
        ("indicators", "0040_peer_figures"),
    ]

    operations = [
        migrations.CreateModel(
            name='Release',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('at', models.DateTimeField(db_default=django.db.models.functions.datetime.Now(), verbose_name='published at')),
            ],
            options={
                'ordering': ['pk'],
            },
        ),
        migrations.CreateModel(
            name='Attack',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('at', models.DateTimeField(auto_now_add=True, verbose_name='attacked at')),
                ('seconds', models.FloatField(verbose_name='seconds')),
                ('tables', models.PositiveIntegerField(verbose_name='tables')),
                ('cells', models.PositiveIntegerField(verbose_name='cells')),
                ('hidden', models.PositiveIntegerField(verbose_name='hidden cells')),
                ('recovered', models.PositiveIntegerField(verbose_name='worked out')),
                ('by_state', models.PositiveIntegerField(verbose_name="given away by the state's own files")),
                ('unproven', models.PositiveIntegerField(verbose_name='not decided in time')),
                ('findings', models.JSONField(blank=True, default=list, verbose_name='what came out')),
            ],
            options={
                'ordering': ['-at', '-pk'],
                'constraints': [models.CheckConstraint(condition=models.Q(('hidden__gte', django.db.models.expressions.CombinedExpression(django.db.models.expressions.CombinedExpression(models.F('recovered'), '+', models.F('by_state')), '+', models.F('unproven'))), ('hidden__lte', models.F('cells'))), name='attack_finds_only_what_is_hidden')],
            },
        ),
        migrations.CreateModel(
            name='ReleasedFigure',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('instrument', models.CharField(max_length=40)),
                ('scope', models.CharField(choices=[('STATE', 'State'), ('DISTRICT', 'District'), ('SCHOOL', 'School')], max_length=8)),
                ('fall_year', models.PositiveSmallIntegerField()),
                ('period', models.CharField(choices=[('FINAL', 'school year'), ('RUNNING', 'year to date')], max_length=8)),
                ('as_of_date', models.DateField(blank=True, null=True)),
                ('dimension', models.CharField(choices=[('ALL', 'All students'), ('RACE_ETH', 'Race and ethnicity'), ('SES', 'Family income'), ('RESIDENCY', 'Residency'), ('ELL', 'English learners'), ('SPED', 'Special education'), ('HIGH_NEEDS', 'High needs'), ('GENDER', 'Gender'), ('GRADE', 'Grade'), ('HOUSING', 'Housing')], max_length=12)),
                ('group', models.CharField(max_length=30)),
                ('is_computed', models.BooleanField(verbose_name='worked out by the portal')),
                ('numerator', models.DecimalField(blank=True, decimal_places=4, max_digits=12, null=True)),
                ('denominator', models.DecimalField(blank=True, decimal_places=4, max_digits=12, null=True)),
                ('value', models.DecimalField(blank=True, decimal_places=4, max_digits=12, null=True)),
                ('shown', models.CharField(choices=[('PENDING', 'not published yet'), ('VALUE', 'shown'), ('BAND_LOW', 'at or below a limit'), ('BAND_HIGH', 'at or above a limit'), ('SUPPRESSED', 'suppressed'), ('NOT_REPORTED', 'not reported'), ('NOT_APPLICABLE', 'not applicable')], max_length=14)),
                ('shown_value', models.DecimalField(blank=True, decimal_places=4, max_digits=12, null=True)),
                ('shown_numerator', models.DecimalField(blank=True, decimal_places=4, max_digits=12, null=True)),
                ('shown_denominator', models.DecimalField(blank=True, decimal_places=4, max_digits=12, null=True)),
                ('suppression_reason', models.CharField(blank=True, choices=[('SOURCE', 'hidden by the source'), ('NUMERATOR', 'too few students'), ('DENOMINATOR', 'the group is too small'), ('COMPLEMENT', 'hidden so that another cell cannot be worked out')], max_length=11)),
                ('first', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='indicators.release')),
                ('indicator', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='indicators.indicator')),
                ('school', models.ForeignKey(blank=True, db_index=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='district.school')),
                ('until', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='indicators.release')),
            ],
            options={
                'ordering': ['pk'],
                'indexes': [models.Index(fields=['indicator', 'fall_year'], name='released_by_group')],
                'constraints': [models.CheckConstraint(condition=models.Q(('until', None), ('until__gt', models.F('first')), _connector='OR'), name='released_figure_ends_after_it_began')],
            },
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='releasedfigure',
            trigger=pgtrigger.compiler.Trigger(name='released_figure_stays', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot delete rows from % table', TG_TABLE_NAME;", hash='26179192b27abb9a519b357a9d0af3b680a7f814', operation='DELETE', pgid='pgtrigger_released_figure_stays_a911a', table='indicators_releasedfigure', when='BEFORE')),
        ),
    ]
