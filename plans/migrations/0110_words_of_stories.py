import district.words
import django.contrib.postgres.indexes
from district.index_building import BuildIndex
from django.db import migrations, models


class Migration(migrations.Migration):

    atomic = False  # the table stays in use while the index is built

    dependencies = [
        ('district', '0050_saved_views'),
        ('plans', '0070_stories'),
    ]

    operations = [
        BuildIndex(
            model_name='story',
            index=django.contrib.postgres.indexes.GinIndex(district.words.PortalWords(district.words.Joined(district.words.Filled(models.F('title_en')), district.words.Filled(models.F('title_es'))), district.words.Joined(district.words.Filled(models.F('text_en')), district.words.Filled(models.F('text_es')))), name='story_words'),
        ),
    ]
