import district.models.directory
import district.models.evidence
import district.ranges
import django.contrib.postgres.constraints
import django.db.models.deletion
import django.db.models.functions.comparison
import django.db.models.functions.text
import django.utils.timezone
import pgtrigger.compiler
import pgtrigger.migrations
from django.conf import settings
from django.contrib.postgres.operations import BtreeGistExtension
from django.db import migrations, models


class Migration(migrations.Migration):

    initial = True

    dependencies = [
        ('pghistory', '0007_auto_20250421_0444'),
    ]

    operations = [
        BtreeGistExtension(),
        migrations.CreateModel(
            name='DirectoryUpload',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('file', models.FileField(upload_to=district.models.directory.random_path, verbose_name='file')),
                ('file_name', models.CharField(max_length=200, verbose_name='file name')),
                ('as_of', models.DateField(help_text='Changes count from this day on.', verbose_name='describes the schools on')),
                ('uploaded_at', models.DateTimeField(auto_now_add=True, verbose_name='brought at')),
                ('applied_at', models.DateTimeField(blank=True, null=True, verbose_name='taken in at')),
                ('report', models.JSONField(blank=True, default=dict)),
            ],
            options={
                'verbose_name': 'education directory file',
                'ordering': ['-uploaded_at', '-pk'],
            },
        ),
        migrations.CreateModel(
            name='DirectoryUploadEvent',
            fields=[
                ('pgh_id', models.AutoField(primary_key=True, serialize=False)),
                ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                ('pgh_label', models.TextField(help_text='The event label.')),
                ('id', models.BigIntegerField()),
                ('file', models.FileField(upload_to=district.models.directory.random_path, verbose_name='file')),
                ('file_name', models.CharField(max_length=200, verbose_name='file name')),
                ('as_of', models.DateField(help_text='Changes count from this day on.', verbose_name='describes the schools on')),
                ('uploaded_at', models.DateTimeField(auto_now_add=True, verbose_name='brought at')),
                ('applied_at', models.DateTimeField(blank=True, null=True, verbose_name='taken in at')),
                ('report', models.JSONField(blank=True, default=dict)),
            ],
            options={
                'abstract': False,
            },
        ),
        migrations.CreateModel(
            name='District',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('code', models.CharField(max_length=7, unique=True, verbose_name='state code')),
                ('name', models.CharField(max_length=120, verbose_name='name')),
                ('is_demo', models.BooleanField(default=False, verbose_name='demonstration data')),
            ],
        ),
        migrations.CreateModel(
            name='EvidenceFile',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('file', models.FileField(upload_to=district.models.evidence.random_path, verbose_name='file')),
                ('original_name', models.CharField(max_length=200, verbose_name='file name')),
                ('content_type', models.CharField(max_length=100, verbose_name='type')),
                ('size', models.PositiveIntegerField(verbose_name='size in bytes')),
                ('sha256', models.CharField(max_length=64)),
                ('uploaded_at', models.DateTimeField(auto_now_add=True, verbose_name='uploaded at')),
            ],
        ),
        migrations.CreateModel(
            name='EvidenceFileEvent',
            fields=[
                ('pgh_id', models.AutoField(primary_key=True, serialize=False)),
                ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                ('pgh_label', models.TextField(help_text='The event label.')),
                ('id', models.BigIntegerField()),
                ('file', models.FileField(upload_to=district.models.evidence.random_path, verbose_name='file')),
                ('original_name', models.CharField(max_length=200, verbose_name='file name')),
                ('content_type', models.CharField(max_length=100, verbose_name='type')),
                ('size', models.PositiveIntegerField(verbose_name='size in bytes')),
                ('sha256', models.CharField(max_length=64)),
                ('uploaded_at', models.DateTimeField(auto_now_add=True, verbose_name='uploaded at')),
            ],
            options={
                'abstract': False,
            },
        ),
        migrations.CreateModel(
            name='Job',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('kind', models.CharField(max_length=40, verbose_name='kind')),
                ('state', models.CharField(choices=[('WAITING', 'Waiting'), ('RUNNING', 'Running'), ('DONE', 'Done'), ('FAILED', 'Failed')], default='WAITING', max_length=8, verbose_name='state')),
                ('arguments', models.JSONField(blank=True, default=dict)),
                ('done', models.PositiveIntegerField(default=0)),
                ('total', models.PositiveIntegerField(default=0)),
                ('message', models.TextField(blank=True, verbose_name='message')),
                ('created_at', models.DateTimeField(auto_now_add=True, verbose_name='asked for at')),
                ('started_at', models.DateTimeField(blank=True, null=True, verbose_name='started at')),
                ('heartbeat_at', models.DateTimeField(blank=True, null=True)),
                ('finished_at', models.DateTimeField(blank=True, null=True, verbose_name='finished at')),
            ],
            options={
                'ordering': ['-created_at'],
            },
        ),
        migrations.CreateModel(
            name='Language',
            fields=[
                ('tag', models.CharField(max_length=12, primary_key=True, serialize=False, verbose_name='tag')),
                ('name', models.CharField(max_length=60, verbose_name='name')),
                ('name_en', models.CharField(max_length=60, null=True, verbose_name='name')),
                ('name_es', models.CharField(max_length=60, null=True, verbose_name='name')),
                ('own_name', models.CharField(max_length=60, verbose_name='name in the language itself')),
                ('is_right_to_left', models.BooleanField(default=False, verbose_name='right to left')),
                ('position', models.PositiveSmallIntegerField(default=100, verbose_name='position')),
            ],
            options={
                'ordering': ['position', 'tag'],
            },
        ),
        migrations.CreateModel(
            name='Membership',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('role', models.CharField(choices=[('ADMINISTRATOR', 'District administrator'), ('CENTRAL_OFFICE', 'Central office'), ('PRINCIPAL', 'Principal'), ('SCHOOL_STAFF', 'School staff'), ('COUNCIL_CHAIR', 'Council chair'), ('COUNCIL_MEMBER', 'Council member'), ('PARTNER_CONTACT', 'Partner contact'), ('BOARD_MEMBER', 'Board member')], max_length=20, verbose_name='role')),
                ('starts_on', models.DateField(default=django.utils.timezone.localdate, verbose_name='from')),
                ('ends_on', models.DateField(blank=True, help_text='Leave empty for no end.', null=True, verbose_name='until')),
                ('legitimate_interest', models.CharField(blank=True, help_text='Why this person needs to see small counts that others do not. Each such view is logged.', max_length=300, verbose_name='legitimate educational interest')),
            ],
            options={
                'ordering': ['-starts_on', 'pk'],
            },
        ),
        migrations.CreateModel(
            name='MembershipEvent',
            fields=[
                ('pgh_id', models.AutoField(primary_key=True, serialize=False)),
                ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                ('pgh_label', models.TextField(help_text='The event label.')),
                ('id', models.BigIntegerField()),
                ('role', models.CharField(choices=[('ADMINISTRATOR', 'District administrator'), ('CENTRAL_OFFICE', 'Central office'), ('PRINCIPAL', 'Principal'), ('SCHOOL_STAFF', 'School staff'), ('COUNCIL_CHAIR', 'Council chair'), ('COUNCIL_MEMBER', 'Council member'), ('PARTNER_CONTACT', 'Partner contact'), ('BOARD_MEMBER', 'Board member')], max_length=20, verbose_name='role')),
                ('starts_on', models.DateField(default=django.utils.timezone.localdate, verbose_name='from')),
                ('ends_on', models.DateField(blank=True, help_text='Leave empty for no end.', null=True, verbose_name='until')),
                ('legitimate_interest', models.CharField(blank=True, help_text='Why this person needs to see small counts that others do not. Each such view is logged.', max_length=300, verbose_name='legitimate educational interest')),
            ],
            options={
                'abstract': False,
            },
        ),
        migrations.CreateModel(
            name='School',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('code', models.CharField(max_length=7, unique=True, verbose_name='state code')),
                ('name', models.CharField(help_text='The name in use today.', max_length=120, verbose_name='name')),
                ('opened_on', models.DateField(blank=True, null=True, verbose_name='opened on')),
                ('closed_on', models.DateField(blank=True, help_text='The last day it was open.', null=True, verbose_name='closed on')),
            ],
            options={
                'ordering': ['name', 'code'],
            },
        ),
        migrations.CreateModel(
            name='SchoolEvent',
            fields=[
                ('pgh_id', models.AutoField(primary_key=True, serialize=False)),
                ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                ('pgh_label', models.TextField(help_text='The event label.')),
                ('id', models.BigIntegerField()),
                ('code', models.CharField(max_length=7, verbose_name='state code')),
                ('name', models.CharField(help_text='The name in use today.', max_length=120, verbose_name='name')),
                ('opened_on', models.DateField(blank=True, null=True, verbose_name='opened on')),
                ('closed_on', models.DateField(blank=True, help_text='The last day it was open.', null=True, verbose_name='closed on')),
            ],
            options={
                'abstract': False,
            },
        ),
        migrations.CreateModel(
            name='SchoolProfile',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('starts_on', models.DateField(verbose_name='from')),
                ('ends_on', models.DateField(blank=True, help_text='Leave empty while it holds.', null=True, verbose_name='until')),
                ('name', models.CharField(max_length=120, verbose_name='name in this period')),
                ('low_grade', models.SmallIntegerField(blank=True, choices=[(-1, 'Pre-K'), (0, 'K'), (1, '1'), (2, '2'), (3, '3'), (4, '4'), (5, '5'), (6, '6'), (7, '7'), (8, '8'), (9, '9'), (10, '10'), (11, '11'), (12, '12')], null=True, verbose_name='lowest grade')),
                ('high_grade', models.SmallIntegerField(blank=True, choices=[(-1, 'Pre-K'), (0, 'K'), (1, '1'), (2, '2'), (3, '3'), (4, '4'), (5, '5'), (6, '6'), (7, '7'), (8, '8'), (9, '9'), (10, '10'), (11, '11'), (12, '12')], null=True, verbose_name='highest grade')),
                ('tier', models.CharField(blank=True, choices=[('GUARANTEED', 'Guaranteed services'), ('NEED_BASED', 'Need-based supports'), ('INTENSIVE', 'Intensive need-based supports')], max_length=12, verbose_name='support tier')),
                ('is_title1', models.BooleanField(default=True, verbose_name='Title I')),
                ('is_magnet', models.BooleanField(default=False, verbose_name='interdistrict magnet')),
                ('is_community_school', models.BooleanField(default=False, verbose_name='Community School')),
                ('address', models.CharField(blank=True, max_length=200, verbose_name='address')),
            ],
            options={
                'ordering': ['-starts_on'],
            },
        ),
        migrations.CreateModel(
            name='SchoolProfileEvent',
            fields=[
                ('pgh_id', models.AutoField(primary_key=True, serialize=False)),
                ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                ('pgh_label', models.TextField(help_text='The event label.')),
                ('id', models.BigIntegerField()),
                ('starts_on', models.DateField(verbose_name='from')),
                ('ends_on', models.DateField(blank=True, help_text='Leave empty while it holds.', null=True, verbose_name='until')),
                ('name', models.CharField(max_length=120, verbose_name='name in this period')),
                ('low_grade', models.SmallIntegerField(blank=True, choices=[(-1, 'Pre-K'), (0, 'K'), (1, '1'), (2, '2'), (3, '3'), (4, '4'), (5, '5'), (6, '6'), (7, '7'), (8, '8'), (9, '9'), (10, '10'), (11, '11'), (12, '12')], null=True, verbose_name='lowest grade')),
                ('high_grade', models.SmallIntegerField(blank=True, choices=[(-1, 'Pre-K'), (0, 'K'), (1, '1'), (2, '2'), (3, '3'), (4, '4'), (5, '5'), (6, '6'), (7, '7'), (8, '8'), (9, '9'), (10, '10'), (11, '11'), (12, '12')], null=True, verbose_name='highest grade')),
                ('tier', models.CharField(blank=True, choices=[('GUARANTEED', 'Guaranteed services'), ('NEED_BASED', 'Need-based supports'), ('INTENSIVE', 'Intensive need-based supports')], max_length=12, verbose_name='support tier')),
                ('is_title1', models.BooleanField(default=True, verbose_name='Title I')),
                ('is_magnet', models.BooleanField(default=False, verbose_name='interdistrict magnet')),
                ('is_community_school', models.BooleanField(default=False, verbose_name='Community School')),
                ('address', models.CharField(blank=True, max_length=200, verbose_name='address')),
            ],
            options={
                'abstract': False,
            },
        ),
        migrations.CreateModel(
            name='SchoolYear',
            fields=[
                ('fall_year', models.PositiveSmallIntegerField(primary_key=True, serialize=False, verbose_name='fall year')),
                ('starts_on', models.DateField(verbose_name='first day')),
                ('ends_on', models.DateField(verbose_name='last day')),
                ('locked_at', models.DateTimeField(blank=True, editable=False, null=True, verbose_name='closed at')),
            ],
            options={
                'ordering': ['-fall_year'],
            },
        ),
        migrations.CreateModel(
            name='SchoolYearEvent',
            fields=[
                ('pgh_id', models.AutoField(primary_key=True, serialize=False)),
                ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                ('pgh_label', models.TextField(help_text='The event label.')),
                ('fall_year', models.PositiveSmallIntegerField(serialize=False, verbose_name='fall year')),
                ('starts_on', models.DateField(verbose_name='first day')),
                ('ends_on', models.DateField(verbose_name='last day')),
                ('locked_at', models.DateTimeField(blank=True, editable=False, null=True, verbose_name='closed at')),
            ],
            options={
                'abstract': False,
            },
        ),
        migrations.CreateModel(
            name='UserEvent',
            fields=[
                ('pgh_id', models.AutoField(primary_key=True, serialize=False)),
                ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                ('pgh_label', models.TextField(help_text='The event label.')),
                ('id', models.BigIntegerField()),
                ('email', models.EmailField(max_length=254, verbose_name='e-mail')),
                ('name', models.CharField(max_length=120, verbose_name='name')),
                ('preferred_language', models.CharField(blank=True, choices=[('en', 'English'), ('es', 'Español')], max_length=2, verbose_name='language')),
                ('is_active', models.BooleanField(default=True, verbose_name='may sign in')),
                ('invited_at', models.DateTimeField(blank=True, null=True, verbose_name='invited at')),
                ('date_joined', models.DateTimeField(default=django.utils.timezone.now, editable=False, verbose_name='joined')),
            ],
            options={
                'abstract': False,
            },
        ),
        migrations.CreateModel(
            name='User',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('password', models.CharField(max_length=128, verbose_name='password')),
                ('last_login', models.DateTimeField(blank=True, null=True, verbose_name='last login')),
                ('email', models.EmailField(max_length=254, unique=True, verbose_name='e-mail')),
                ('name', models.CharField(max_length=120, verbose_name='name')),
                ('preferred_language', models.CharField(blank=True, choices=[('en', 'English'), ('es', 'Español')], max_length=2, verbose_name='language')),
                ('is_active', models.BooleanField(default=True, verbose_name='may sign in')),
                ('invited_at', models.DateTimeField(blank=True, null=True, verbose_name='invited at')),
                ('date_joined', models.DateTimeField(default=django.utils.timezone.now, editable=False, verbose_name='joined')),
            ],
            options={
                'ordering': ['name', 'email'],
                'constraints': [models.UniqueConstraint(django.db.models.functions.text.Lower('email'), name='user_email_once_in_any_case', violation_error_message='A person with this e-mail is here already.')],
            },
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='user',
            trigger=pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "district_userevent" ("date_joined", "email", "id", "invited_at", "is_active", "name", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "preferred_language") VALUES (NEW."date_joined", NEW."email", NEW."id", NEW."invited_at", NEW."is_active", NEW."name", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."preferred_language"); RETURN NULL;', hash='8ddf3480b9c041fbf59b17c5cf3d77d9e175cf37', operation='INSERT', pgid='pgtrigger_insert_insert_d91f8', table='district_user', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='user',
            trigger=pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD."date_joined" IS DISTINCT FROM (NEW."date_joined") OR OLD."email" IS DISTINCT FROM (NEW."email") OR OLD."id" IS DISTINCT FROM (NEW."id") OR OLD."invited_at" IS DISTINCT FROM (NEW."invited_at") OR OLD."is_active" IS DISTINCT FROM (NEW."is_active") OR OLD."name" IS DISTINCT FROM (NEW."name") OR OLD."preferred_language" IS DISTINCT FROM (NEW."preferred_language"))', func='INSERT INTO "district_userevent" ("date_joined", "email", "id", "invited_at", "is_active", "name", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "preferred_language") VALUES (NEW."date_joined", NEW."email", NEW."id", NEW."invited_at", NEW."is_active", NEW."name", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."preferred_language"); RETURN NULL;', hash='aa534d6aa8b4c9f1c6d9edd0bc1a53a6783c4e4e', operation='UPDATE', pgid='pgtrigger_update_update_66ed2', table='district_user', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='user',
            trigger=pgtrigger.compiler.Trigger(name='delete_delete', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "district_userevent" ("date_joined", "email", "id", "invited_at", "is_active", "name", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "preferred_language") VALUES (OLD."date_joined", OLD."email", OLD."id", OLD."invited_at", OLD."is_active", OLD."name", _pgh_attach_context(), NOW(), \'delete\', OLD."id", OLD."preferred_language"); RETURN NULL;', hash='5d4574729454c481a3d4bc4be090347fa362e7df', operation='DELETE', pgid='pgtrigger_delete_delete_29c4a', table='district_user', when='AFTER')),
        ),
        migrations.AddField(
            model_name='directoryupload',
            name='applied_by',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='taken in by'),
        ),
        migrations.AddField(
            model_name='directoryupload',
            name='uploaded_by',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='brought by'),
        ),
        migrations.AddField(
            model_name='directoryuploadevent',
            name='applied_by',
            field=models.ForeignKey(blank=True, db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to=settings.AUTH_USER_MODEL, verbose_name='taken in by'),
        ),
        migrations.AddField(
            model_name='directoryuploadevent',
            name='pgh_context',
            field=models.ForeignKey(db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='pghistory.context'),
        ),
        migrations.AddField(
            model_name='directoryuploadevent',
            name='pgh_obj',
            field=models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='events', to='district.directoryupload'),
        ),
        migrations.AddField(
            model_name='directoryuploadevent',
            name='uploaded_by',
            field=models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to=settings.AUTH_USER_MODEL, verbose_name='brought by'),
        ),
        migrations.AddField(
            model_name='evidencefile',
            name='uploaded_by',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='uploaded by'),
        ),
        migrations.AddField(
            model_name='evidencefileevent',
            name='pgh_context',
            field=models.ForeignKey(db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='pghistory.context'),
        ),
        migrations.AddField(
            model_name='evidencefileevent',
            name='pgh_obj',
            field=models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='events', to='district.evidencefile'),
        ),
        migrations.AddField(
            model_name='evidencefileevent',
            name='uploaded_by',
            field=models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to=settings.AUTH_USER_MODEL, verbose_name='uploaded by'),
        ),
        migrations.AddField(
            model_name='job',
            name='owner',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.CASCADE, related_name='jobs', to=settings.AUTH_USER_MODEL),
        ),
        migrations.AddField(
            model_name='membership',
            name='user',
            field=models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='memberships', to=settings.AUTH_USER_MODEL, verbose_name='person'),
        ),
        migrations.AddField(
            model_name='membershipevent',
            name='pgh_context',
            field=models.ForeignKey(db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='pghistory.context'),
        ),
        migrations.AddField(
            model_name='membershipevent',
            name='pgh_obj',
            field=models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='events', to='district.membership'),
        ),
        migrations.AddField(
            model_name='membershipevent',
            name='user',
            field=models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to=settings.AUTH_USER_MODEL, verbose_name='person'),
        ),
        migrations.AddField(
            model_name='school',
            name='predecessors',
            field=models.ManyToManyField(blank=True, related_name='successors', to='district.school', verbose_name='grew out of'),
        ),
        migrations.AddField(
            model_name='membershipevent',
            name='school',
            field=models.ForeignKey(blank=True, db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='district.school', verbose_name='school'),
        ),
        migrations.AddField(
            model_name='membership',
            name='school',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='memberships', to='district.school', verbose_name='school'),
        ),
        migrations.AddField(
            model_name='schoolevent',
            name='pgh_context',
            field=models.ForeignKey(db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='pghistory.context'),
        ),
        migrations.AddField(
            model_name='schoolevent',
            name='pgh_obj',
            field=models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='events', to='district.school'),
        ),
        migrations.AddField(
            model_name='schoolprofile',
            name='school',
            field=models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='profiles', to='district.school', verbose_name='school'),
        ),
        migrations.AddField(
            model_name='schoolprofileevent',
            name='pgh_context',
            field=models.ForeignKey(db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='pghistory.context'),
        ),
        migrations.AddField(
            model_name='schoolprofileevent',
            name='pgh_obj',
            field=models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='events', to='district.schoolprofile'),
        ),
        migrations.AddField(
            model_name='schoolprofileevent',
            name='school',
            field=models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='district.school', verbose_name='school'),
        ),
        migrations.AddField(
            model_name='schoolyear',
            name='locked_by',
            field=models.ForeignKey(blank=True, editable=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL),
        ),
        migrations.AddField(
            model_name='schoolyearevent',
            name='locked_by',
            field=models.ForeignKey(blank=True, db_constraint=False, editable=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to=settings.AUTH_USER_MODEL),
        ),
        migrations.AddField(
            model_name='schoolyearevent',
            name='pgh_context',
            field=models.ForeignKey(db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='pghistory.context'),
        ),
        migrations.AddField(
            model_name='schoolyearevent',
            name='pgh_obj',
            field=models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='events', to='district.schoolyear'),
        ),
        migrations.AddField(
            model_name='userevent',
            name='pgh_context',
            field=models.ForeignKey(db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='pghistory.context'),
        ),
        migrations.AddField(
            model_name='userevent',
            name='pgh_obj',
            field=models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='events', to=settings.AUTH_USER_MODEL),
        ),
        migrations.AddConstraint(
            model_name='directoryupload',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('applied_at', None), ('applied_by', None)), models.Q(('applied_at__isnull', False), ('applied_by__isnull', False)), _connector='OR'), name='directory_applied_at_and_by_together'),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='directoryupload',
            trigger=pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "district_directoryuploadevent" ("applied_at", "applied_by_id", "as_of", "file", "file_name", "id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "report", "uploaded_at", "uploaded_by_id") VALUES (NEW."applied_at", NEW."applied_by_id", NEW."as_of", NEW."file", NEW."file_name", NEW."id", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."report", NEW."uploaded_at", NEW."uploaded_by_id"); RETURN NULL;', hash='c5a47e668a3ec1c2df7819e6582dcbe4af603cf4', operation='INSERT', pgid='pgtrigger_insert_insert_d125e', table='district_directoryupload', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='directoryupload',
            trigger=pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD.* IS DISTINCT FROM NEW.*)', func='INSERT INTO "district_directoryuploadevent" ("applied_at", "applied_by_id", "as_of", "file", "file_name", "id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "report", "uploaded_at", "uploaded_by_id") VALUES (NEW."applied_at", NEW."applied_by_id", NEW."as_of", NEW."file", NEW."file_name", NEW."id", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."report", NEW."uploaded_at", NEW."uploaded_by_id"); RETURN NULL;', hash='200ad7a58b2c099470f7447f513d2642d75b756a', operation='UPDATE', pgid='pgtrigger_update_update_c316e', table='district_directoryupload', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='directoryupload',
            trigger=pgtrigger.compiler.Trigger(name='delete_delete', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "district_directoryuploadevent" ("applied_at", "applied_by_id", "as_of", "file", "file_name", "id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "report", "uploaded_at", "uploaded_by_id") VALUES (OLD."applied_at", OLD."applied_by_id", OLD."as_of", OLD."file", OLD."file_name", OLD."id", _pgh_attach_context(), NOW(), \'delete\', OLD."id", OLD."report", OLD."uploaded_at", OLD."uploaded_by_id"); RETURN NULL;', hash='0d33d3f809c6c6401116f1bef2fa0f86d3e03f44', operation='DELETE', pgid='pgtrigger_delete_delete_da317', table='district_directoryupload', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='directoryuploadevent',
            trigger=pgtrigger.compiler.Trigger(name='append_only', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;", hash='f37b44fd50752209898c81bfd68a871e91811166', operation='UPDATE OR DELETE', pgid='pgtrigger_append_only_737e1', table='district_directoryuploadevent', when='BEFORE')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='evidencefile',
            trigger=pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "district_evidencefileevent" ("content_type", "file", "id", "original_name", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "sha256", "size", "uploaded_at", "uploaded_by_id") VALUES (NEW."content_type", NEW."file", NEW."id", NEW."original_name", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."sha256", NEW."size", NEW."uploaded_at", NEW."uploaded_by_id"); RETURN NULL;', hash='32782fd4ccec30007e2f5a99be8d466a6fd7edfe', operation='INSERT', pgid='pgtrigger_insert_insert_723ea', table='district_evidencefile', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='evidencefile',
            trigger=pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD.* IS DISTINCT FROM NEW.*)', func='INSERT INTO "district_evidencefileevent" ("content_type", "file", "id", "original_name", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "sha256", "size", "uploaded_at", "uploaded_by_id") VALUES (NEW."content_type", NEW."file", NEW."id", NEW."original_name", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."sha256", NEW."size", NEW."uploaded_at", NEW."uploaded_by_id"); RETURN NULL;', hash='12548b3a301c0d536174a8f90b3211c18882cbfa', operation='UPDATE', pgid='pgtrigger_update_update_be003', table='district_evidencefile', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='evidencefile',
            trigger=pgtrigger.compiler.Trigger(name='delete_delete', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "district_evidencefileevent" ("content_type", "file", "id", "original_name", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "sha256", "size", "uploaded_at", "uploaded_by_id") VALUES (OLD."content_type", OLD."file", OLD."id", OLD."original_name", _pgh_attach_context(), NOW(), \'delete\', OLD."id", OLD."sha256", OLD."size", OLD."uploaded_at", OLD."uploaded_by_id"); RETURN NULL;', hash='5f0560c370c01e483675ef13c24433dc61edc659', operation='DELETE', pgid='pgtrigger_delete_delete_350c6', table='district_evidencefile', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='evidencefileevent',
            trigger=pgtrigger.compiler.Trigger(name='append_only', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;", hash='2c68d03ca3950c56885cf89656e9470686e00188', operation='UPDATE OR DELETE', pgid='pgtrigger_append_only_36449', table='district_evidencefileevent', when='BEFORE')),
        ),
        migrations.AddConstraint(
            model_name='school',
            constraint=models.CheckConstraint(condition=models.Q(('closed_on', None), ('opened_on', None), ('closed_on__gt', models.F('opened_on')), _connector='OR'), name='school_closes_after_it_opens', violation_error_message='A school closes after it opens.'),
        ),
        migrations.AddConstraint(
            model_name='school',
            constraint=models.CheckConstraint(condition=models.Q(('code__regex', '^[0-9]{7}$')), name='school_code_is_seven_digits', violation_error_message='A state code has seven digits, for example 0640111.'),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='school',
            trigger=pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "district_schoolevent" ("closed_on", "code", "id", "name", "opened_on", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id") VALUES (NEW."closed_on", NEW."code", NEW."id", NEW."name", NEW."opened_on", _pgh_attach_context(), NOW(), \'insert\', NEW."id"); RETURN NULL;', hash='4406040b45afb9676e21832769c73a6615e6ec9d', operation='INSERT', pgid='pgtrigger_insert_insert_ed77a', table='district_school', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='school',
            trigger=pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD.* IS DISTINCT FROM NEW.*)', func='INSERT INTO "district_schoolevent" ("closed_on", "code", "id", "name", "opened_on", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id") VALUES (NEW."closed_on", NEW."code", NEW."id", NEW."name", NEW."opened_on", _pgh_attach_context(), NOW(), \'update\', NEW."id"); RETURN NULL;', hash='1f209526f0da882e01aac04446231416c1f0d34b', operation='UPDATE', pgid='pgtrigger_update_update_57f5d', table='district_school', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='school',
            trigger=pgtrigger.compiler.Trigger(name='delete_delete', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "district_schoolevent" ("closed_on", "code", "id", "name", "opened_on", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id") VALUES (OLD."closed_on", OLD."code", OLD."id", OLD."name", OLD."opened_on", _pgh_attach_context(), NOW(), \'delete\', OLD."id"); RETURN NULL;', hash='d53dcfc6374ba31b4c35eeff56da49b794e3a807', operation='DELETE', pgid='pgtrigger_delete_delete_815ce', table='district_school', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='membershipevent',
            trigger=pgtrigger.compiler.Trigger(name='append_only', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;", hash='ae72a701fc52bb6b5c6215234a1623fd76a42701', operation='UPDATE OR DELETE', pgid='pgtrigger_append_only_c58c2', table='district_membershipevent', when='BEFORE')),
        ),
        migrations.AddConstraint(
            model_name='membership',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('role__in', ['PRINCIPAL', 'SCHOOL_STAFF', 'COUNCIL_CHAIR', 'COUNCIL_MEMBER']), ('school__isnull', False)), models.Q(('role__in', ['ADMINISTRATOR', 'CENTRAL_OFFICE', 'PARTNER_CONTACT', 'BOARD_MEMBER']), ('school', None)), _connector='OR'), name='membership_school_roles_name_a_school', violation_error_message='Choose a school for a school role, and none for a district role.'),
        ),
        migrations.AddConstraint(
            model_name='membership',
            constraint=models.CheckConstraint(condition=models.Q(('ends_on', None), ('ends_on__gte', models.F('starts_on')), _connector='OR'), name='membership_ends_after_it_starts', violation_error_message='The last day must not be before the first day.'),
        ),
        migrations.AddConstraint(
            model_name='membership',
            constraint=django.contrib.postgres.constraints.ExclusionConstraint(condition=models.Q(('role', 'PARTNER_CONTACT'), _negated=True), expressions=[('user', '='), ('role', '='), (django.db.models.functions.comparison.Coalesce('school_id', models.Value(0), output_field=models.BigIntegerField()), '='), (district.ranges.DateRange('starts_on', 'ends_on', models.Value('[]')), '&&')], name='membership_no_overlap', violation_error_message='This person holds this role in these days already.'),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='membership',
            trigger=pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "district_membershipevent" ("ends_on", "id", "legitimate_interest", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "role", "school_id", "starts_on", "user_id") VALUES (NEW."ends_on", NEW."id", NEW."legitimate_interest", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."role", NEW."school_id", NEW."starts_on", NEW."user_id"); RETURN NULL;', hash='f2d4a95bd1a0cc9985d5ef117cdd043f4b191e24', operation='INSERT', pgid='pgtrigger_insert_insert_05440', table='district_membership', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='membership',
            trigger=pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD.* IS DISTINCT FROM NEW.*)', func='INSERT INTO "district_membershipevent" ("ends_on", "id", "legitimate_interest", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "role", "school_id", "starts_on", "user_id") VALUES (NEW."ends_on", NEW."id", NEW."legitimate_interest", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."role", NEW."school_id", NEW."starts_on", NEW."user_id"); RETURN NULL;', hash='a6991d7ff41adc58e9c8826b27753eacde0692b8', operation='UPDATE', pgid='pgtrigger_update_update_001ba', table='district_membership', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='membership',
            trigger=pgtrigger.compiler.Trigger(name='delete_delete', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "district_membershipevent" ("ends_on", "id", "legitimate_interest", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "role", "school_id", "starts_on", "user_id") VALUES (OLD."ends_on", OLD."id", OLD."legitimate_interest", _pgh_attach_context(), NOW(), \'delete\', OLD."id", OLD."role", OLD."school_id", OLD."starts_on", OLD."user_id"); RETURN NULL;', hash='f14de60fb56d260f8f74811ba5b0d28227f46041', operation='DELETE', pgid='pgtrigger_delete_delete_dc216', table='district_membership', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='schoolevent',
            trigger=pgtrigger.compiler.Trigger(name='append_only', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;", hash='4e0ec0af5ff3df8882aab72c9fc07821aa0e9894', operation='UPDATE OR DELETE', pgid='pgtrigger_append_only_1b459', table='district_schoolevent', when='BEFORE')),
        ),
        migrations.AddConstraint(
            model_name='schoolprofile',
            constraint=models.CheckConstraint(condition=models.Q(('ends_on', None), ('ends_on__gte', models.F('starts_on')), _connector='OR'), name='school_profile_ends_after_it_starts', violation_error_message='The last day must not be before the first day.'),
        ),
        migrations.AddConstraint(
            model_name='schoolprofile',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('high_grade', None), ('low_grade', None)), ('low_grade__lte', models.F('high_grade')), _connector='OR'), name='school_profile_grades_in_order', violation_error_message='The lowest grade must not be above the highest.'),
        ),
        migrations.AddConstraint(
            model_name='schoolprofile',
            constraint=django.contrib.postgres.constraints.ExclusionConstraint(expressions=[('school', '='), (district.ranges.DateRange('starts_on', 'ends_on', models.Value('[]')), '&&')], name='school_profile_no_overlap', violation_error_message='These dates overlap another period of the same school.'),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='schoolprofile',
            trigger=pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "district_schoolprofileevent" ("address", "ends_on", "high_grade", "id", "is_community_school", "is_magnet", "is_title1", "low_grade", "name", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "school_id", "starts_on", "tier") VALUES (NEW."address", NEW."ends_on", NEW."high_grade", NEW."id", NEW."is_community_school", NEW."is_magnet", NEW."is_title1", NEW."low_grade", NEW."name", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."school_id", NEW."starts_on", NEW."tier"); RETURN NULL;', hash='5cbcdc11eee68a533c725fd5f4465b98a001990f', operation='INSERT', pgid='pgtrigger_insert_insert_92a3d', table='district_schoolprofile', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='schoolprofile',
            trigger=pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD.* IS DISTINCT FROM NEW.*)', func='INSERT INTO "district_schoolprofileevent" ("address", "ends_on", "high_grade", "id", "is_community_school", "is_magnet", "is_title1", "low_grade", "name", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "school_id", "starts_on", "tier") VALUES (NEW."address", NEW."ends_on", NEW."high_grade", NEW."id", NEW."is_community_school", NEW."is_magnet", NEW."is_title1", NEW."low_grade", NEW."name", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."school_id", NEW."starts_on", NEW."tier"); RETURN NULL;', hash='299105fde6c6691d6fc3dac09c4f1bcea14ba908', operation='UPDATE', pgid='pgtrigger_update_update_eb187', table='district_schoolprofile', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='schoolprofile',
            trigger=pgtrigger.compiler.Trigger(name='delete_delete', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "district_schoolprofileevent" ("address", "ends_on", "high_grade", "id", "is_community_school", "is_magnet", "is_title1", "low_grade", "name", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "school_id", "starts_on", "tier") VALUES (OLD."address", OLD."ends_on", OLD."high_grade", OLD."id", OLD."is_community_school", OLD."is_magnet", OLD."is_title1", OLD."low_grade", OLD."name", _pgh_attach_context(), NOW(), \'delete\', OLD."id", OLD."school_id", OLD."starts_on", OLD."tier"); RETURN NULL;', hash='1285c71570a8fdf04057e62d20eacecf1c312c8f', operation='DELETE', pgid='pgtrigger_delete_delete_c0d94', table='district_schoolprofile', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='schoolprofileevent',
            trigger=pgtrigger.compiler.Trigger(name='append_only', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;", hash='b44c4196426dfaa15c422bf461e7a3ee903de911', operation='UPDATE OR DELETE', pgid='pgtrigger_append_only_3bd40', table='district_schoolprofileevent', when='BEFORE')),
        ),
        migrations.AddConstraint(
            model_name='schoolyear',
            constraint=models.CheckConstraint(condition=models.Q(('ends_on__gt', models.F('starts_on'))), name='school_year_ends_after_it_starts', violation_error_message='The last day must be after the first day.'),
        ),
        migrations.AddConstraint(
            model_name='schoolyear',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('locked_at', None), ('locked_by', None)), models.Q(('locked_at__isnull', False), ('locked_by__isnull', False)), _connector='OR'), name='school_year_locked_at_and_by_together'),
        ),
        migrations.AddConstraint(
            model_name='schoolyear',
            constraint=django.contrib.postgres.constraints.ExclusionConstraint(expressions=[(district.ranges.DateRange('starts_on', 'ends_on', models.Value('[]')), '&&')], name='school_year_no_overlap', violation_error_message='These dates overlap another school year.'),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='schoolyear',
            trigger=pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "district_schoolyearevent" ("ends_on", "fall_year", "locked_at", "locked_by_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "starts_on") VALUES (NEW."ends_on", NEW."fall_year", NEW."locked_at", NEW."locked_by_id", _pgh_attach_context(), NOW(), \'insert\', NEW."fall_year", NEW."starts_on"); RETURN NULL;', hash='12742d149cef490ac821abac6c0cde6d4e0175e5', operation='INSERT', pgid='pgtrigger_insert_insert_6d943', table='district_schoolyear', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='schoolyear',
            trigger=pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD.* IS DISTINCT FROM NEW.*)', func='INSERT INTO "district_schoolyearevent" ("ends_on", "fall_year", "locked_at", "locked_by_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "starts_on") VALUES (NEW."ends_on", NEW."fall_year", NEW."locked_at", NEW."locked_by_id", _pgh_attach_context(), NOW(), \'update\', NEW."fall_year", NEW."starts_on"); RETURN NULL;', hash='5502118d99fef1f34522de7e8654025263981685', operation='UPDATE', pgid='pgtrigger_update_update_84fec', table='district_schoolyear', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='schoolyear',
            trigger=pgtrigger.compiler.Trigger(name='delete_delete', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "district_schoolyearevent" ("ends_on", "fall_year", "locked_at", "locked_by_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "starts_on") VALUES (OLD."ends_on", OLD."fall_year", OLD."locked_at", OLD."locked_by_id", _pgh_attach_context(), NOW(), \'delete\', OLD."fall_year", OLD."starts_on"); RETURN NULL;', hash='bddaf67669659af941a2e4896b01ac84e78018cc', operation='DELETE', pgid='pgtrigger_delete_delete_97fbf', table='district_schoolyear', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='schoolyearevent',
            trigger=pgtrigger.compiler.Trigger(name='append_only', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;", hash='166d375a3b627df3a37ea5dbba00fda01a112702', operation='UPDATE OR DELETE', pgid='pgtrigger_append_only_885df', table='district_schoolyearevent', when='BEFORE')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='userevent',
            trigger=pgtrigger.compiler.Trigger(name='append_only', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;", hash='bf400471b28f169f0515741ec85f52b1ca7c6903', operation='UPDATE OR DELETE', pgid='pgtrigger_append_only_8a4b7', table='district_userevent', when='BEFORE')),
        ),
        # An index on the library's own table: what one person changed, without reading every request ever made.
        migrations.RunSQL(
            "CREATE INDEX district_context_by_user ON pghistory_context ((metadata -> 'user'))",
            "DROP INDEX district_context_by_user",
        ),
        # The table of Django's database cache: what counts failed sign-ins must be shared and must not need Redis.
        migrations.RunSQL(
            """
            CREATE TABLE portal_cache (
                cache_key varchar(255) PRIMARY KEY,
                value text NOT NULL,
                expires timestamp with time zone NOT NULL
            );
            CREATE INDEX portal_cache_expires ON portal_cache (expires);
            """,
            "DROP TABLE portal_cache",
        ),
    ]
