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
        ('partnerships', '0001_initial'),
        ('plans', '0007_index_words'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        BuildIndex(
            model_name='activity',
            index=django.contrib.postgres.indexes.GinIndex(district.words.PortalWords(district.words.Joined(district.words.Filled(models.F('title'))), district.words.Joined(district.words.Filled(models.F('notes')), district.words.Filled(models.F('follow_up')))), condition=models.Q(('deleted_at', None)), name='activity_words'),
        ),
        BuildIndex(
            model_name='partner',
            index=django.contrib.postgres.indexes.GinIndex(district.words.PortalWords(district.words.Joined(district.words.Filled(models.F('name'))), district.words.Joined(district.words.Filled(models.F('about')), district.words.Filled(models.F('about_es')))), name='partner_words'),
        ),
        BuildIndex(
            model_name='partner',
            index=django.contrib.postgres.indexes.GinIndex(django.contrib.postgres.indexes.OpClass(district.words.PlainText(models.F('name')), name='gin_trgm_ops'), name='partner_names_alike'),
        ),
    ]
