"""Begin the keys of values with indicator and year, then what differs; drop the indexes that say the same."""

import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('district', '0001_initial'),
        ('indicators', '0001_initial'),
    ]

    operations = [
        migrations.RemoveConstraint(
            model_name='indicatorvalue',
            name='value_version_once',
        ),
        migrations.RemoveConstraint(
            model_name='indicatorvalue',
            name='value_one_version_in_force',
        ),
        migrations.AlterField(
            model_name='indicatorvalue',
            name='indicator',
            field=models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='values', to='indicators.indicator', verbose_name='indicator'),
        ),
        migrations.AlterField(
            model_name='indicatorvalue',
            name='school',
            field=models.ForeignKey(blank=True, db_index=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='indicator_values', to='district.school'),
        ),
        migrations.AddConstraint(
            model_name='indicatorvalue',
            constraint=models.UniqueConstraint(fields=('indicator', 'fall_year', 'school', 'group', 'dimension', 'instrument', 'scope', 'period', 'as_of_date', 'version'), name='value_version_once', nulls_distinct=False),
        ),
        migrations.AddConstraint(
            model_name='indicatorvalue',
            constraint=models.UniqueConstraint(condition=models.Q(('is_current', True)), fields=('indicator', 'fall_year', 'school', 'group', 'dimension', 'instrument', 'scope', 'period', 'as_of_date'), name='value_one_version_in_force', nulls_distinct=False),
        ),
    ]
