import district.words
import django.contrib.postgres.indexes
from district.index_building import BuildIndex
from django.db import migrations, models


class Migration(migrations.Migration):

    atomic = False  # the tables stay in use while the indexes are built

    dependencies = [
        ('district', '0006_words_to_search'),
        ('indicators', '0002_order_keys_of_values_by_what_differs'),
    ]

    operations = [
        BuildIndex(
            model_name='indicator',
            index=django.contrib.postgres.indexes.GinIndex(district.words.PortalWords(district.words.Joined(district.words.Filled(models.F('name_en')), district.words.Filled(models.F('name_es')), district.words.Filled(models.F('short_name_en')), district.words.Filled(models.F('short_name_es')), district.words.Filled(models.F('code'))), district.words.Joined(district.words.Filled(models.F('definition_en')), district.words.Filled(models.F('definition_es')))), name='indicator_words'),
        ),
    ]
