import district.words
import django.contrib.postgres.indexes
from district.index_building import BuildIndex
from django.db import migrations, models


class Migration(migrations.Migration):

    atomic = False  # the tables stay in use while the indexes are built

    dependencies = [
        ('district', '0006_words_to_search'),
    ]

    operations = [
        BuildIndex(
            model_name='school',
            index=django.contrib.postgres.indexes.GinIndex(district.words.PortalWords(district.words.Joined(district.words.Filled(models.F('name')), district.words.Filled(models.F('code')), district.words.Filled(district.words.WithoutZeros('code'))), models.Value('', output_field=models.TextField())), name='school_words'),
        ),
        BuildIndex(
            model_name='school',
            index=django.contrib.postgres.indexes.GinIndex(django.contrib.postgres.indexes.OpClass(district.words.PlainText(models.F('name')), name='gin_trgm_ops'), name='school_names_alike'),
        ),
        BuildIndex(
            model_name='schoolprofile',
            index=django.contrib.postgres.indexes.GinIndex(district.words.PortalWords(district.words.Joined(district.words.Filled(models.F('name'))), district.words.Joined(district.words.Filled(models.F('address')))), name='school_profile_words'),
        ),
        BuildIndex(
            model_name='user',
            index=django.contrib.postgres.indexes.GinIndex(district.words.PortalWords(district.words.Joined(district.words.Filled(models.F('name')), district.words.Filled(models.F('email')), district.words.Filled(district.words.AddressParts('email'))), models.Value('', output_field=models.TextField())), name='user_words'),
        ),
        BuildIndex(
            model_name='user',
            index=django.contrib.postgres.indexes.GinIndex(django.contrib.postgres.indexes.OpClass(district.words.PlainText(models.F('name')), name='gin_trgm_ops'), name='user_names_alike'),
        ),
    ]
