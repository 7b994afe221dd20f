import district.words
import django.contrib.postgres.indexes
from django.conf import settings
from district.index_building import BuildIndex
from django.db import migrations, models


class Migration(migrations.Migration):

    atomic = False  # the tables stay in use while the indexes are built

    dependencies = [
        ('district', '0006_words_to_search'),
        ('district', '0007_index_words'),
        ('indicators', '0003_index_words'),
        ('plans', '0006_reminders_and_who_reads_comments'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        BuildIndex(
            model_name='actionstep',
            index=django.contrib.postgres.indexes.GinIndex(district.words.PortalWords(district.words.Joined(district.words.Filled(models.F('what'))), district.words.Joined(district.words.Filled(models.F('who')), district.words.Filled(models.F('resources')), district.words.Filled(models.F('evidence')))), name='action_step_words'),
        ),
        BuildIndex(
            model_name='initiative',
            index=django.contrib.postgres.indexes.GinIndex(district.words.PortalWords(district.words.Joined(district.words.Filled(models.F('code')), district.words.Filled(models.F('title_en')), district.words.Filled(models.F('title_es'))), district.words.Joined(district.words.Filled(models.F('intent_en')), district.words.Filled(models.F('intent_es')), district.words.Filled(models.F('named_measures_en')), district.words.Filled(models.F('named_measures_es')), district.words.Filled(models.F('named_partners_en')), district.words.Filled(models.F('named_partners_es')))), name='initiative_words'),
        ),
        BuildIndex(
            model_name='initiativework',
            index=django.contrib.postgres.indexes.GinIndex(district.words.PortalWords(models.Value('', output_field=models.TextField()), district.words.Joined(district.words.Filled(models.F('families_grow')), district.words.Filled(models.F('staff_grows')), district.words.Filled(models.F('resources')))), name='initiative_work_words'),
        ),
        BuildIndex(
            model_name='milestone',
            index=django.contrib.postgres.indexes.GinIndex(district.words.PortalWords(district.words.Joined(district.words.Filled(models.F('title'))), district.words.Joined(district.words.Filled(models.F('details')))), name='milestone_words'),
        ),
        BuildIndex(
            model_name='plangoal',
            index=django.contrib.postgres.indexes.GinIndex(district.words.PortalWords(district.words.Joined(district.words.Filled(models.F('statement'))), district.words.Joined(district.words.Filled(models.F('strategy')))), name='plan_goal_words'),
        ),
        BuildIndex(
            model_name='priorityaction',
            index=django.contrib.postgres.indexes.GinIndex(district.words.PortalWords(district.words.Joined(district.words.Filled(models.F('code')), district.words.Filled(models.F('title_en')), district.words.Filled(models.F('title_es'))), models.Value('', output_field=models.TextField())), name='priority_action_words'),
        ),
        BuildIndex(
            model_name='schoolactionplan',
            index=django.contrib.postgres.indexes.GinIndex(district.words.PortalWords(models.Value('', output_field=models.TextField()), district.words.Joined(district.words.Filled(models.F('needs')), district.words.Filled(models.F('voice')), district.words.Filled(models.F('services_note')), district.words.Filled(models.F('advice')), district.words.Filled(models.F('answer')), district.words.Filled(models.F('no_advice_reason')), district.words.Filled(models.F('reflection')), district.words.Filled(models.F('next_year')))), name='action_plan_words'),
        ),
        BuildIndex(
            model_name='statusupdate',
            index=django.contrib.postgres.indexes.GinIndex(district.words.PortalWords(models.Value('', output_field=models.TextField()), district.words.Joined(district.words.Filled(models.F('happened')), district.words.Filled(models.F('next_steps')), district.words.Filled(models.F('families_said')), district.words.Filled(models.F('help_needed')))), name='status_update_words'),
        ),
    ]
