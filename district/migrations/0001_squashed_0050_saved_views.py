import datetime
import district.models.directory
import district.models.evidence
import district.models.feeds
import district.models.mails
import district.ranges
import district.table_making
import district.words
import django.contrib.postgres.constraints
import django.contrib.postgres.indexes
import django.db.models.deletion
import django.db.models.functions.comparison
import django.db.models.functions.text
import django.utils.timezone
import pgtrigger.compiler
import uuid
from django.conf import settings
from django.contrib.postgres.operations import BtreeGistExtension, TrigramExtension, UnaccentExtension
from django.db import migrations, models

# Two readings of a text. portal_en: English stems of letters without accents, which also serves Spanish words that were
# typed without them. PostgreSQL's own Spanish reading needs the accents to find its stems ("educación", "educaciones").
# portal_plain: whole words, for names and for words that are still being typed.
CONFIGURATIONS = """
CREATE TEXT SEARCH CONFIGURATION public.portal_en (COPY = pg_catalog.english);
ALTER TEXT SEARCH CONFIGURATION public.portal_en
    ALTER MAPPING FOR hword, hword_part, word WITH public.unaccent, english_stem;
CREATE TEXT SEARCH CONFIGURATION public.portal_plain (COPY = pg_catalog.simple);
ALTER TEXT SEARCH CONFIGURATION public.portal_plain
    ALTER MAPPING FOR hword, hword_part, word WITH public.unaccent, simple;
"""
NO_CONFIGURATIONS = """
DROP TEXT SEARCH CONFIGURATION public.portal_plain;
DROP TEXT SEARCH CONFIGURATION public.portal_en;
"""

# The parser takes "math/science" for the path of a file and leaves out what stands in <angles>; with spaces all of it is
# words. Each reading begins with words that it leaves out, so that its first word does not stand beside the last word of the reading before.
PORTAL_WORDS = """
CREATE FUNCTION public.portal_words(names text, texts text) RETURNS tsvector
LANGUAGE sql IMMUTABLE PARALLEL SAFE
RETURN setweight(
        to_tsvector('public.portal_plain'::regconfig, translate(names, '/<>', '   '))
        || to_tsvector('public.portal_en'::regconfig, 'the the the the the ' || translate(names, '/<>', '   '))
        || to_tsvector('pg_catalog.spanish'::regconfig, 'de de de de de ' || translate(names, '/<>', '   ')),
        'A'
    )
    || to_tsvector('public.portal_en'::regconfig, 'the the the the the ' || translate(texts, '/<>', '   '))
    || to_tsvector('pg_catalog.spanish'::regconfig, 'de de de de de ' || translate(texts, '/<>', '   '));
"""
# unaccent() counts as changeable, because somebody could edit its rules; nobody here does.
PORTAL_PLAIN = """
CREATE FUNCTION public.portal_plain(name text) RETURNS text
LANGUAGE sql IMMUTABLE PARALLEL SAFE STRICT
RETURN lower(public.unaccent('public.unaccent'::regdictionary, name));
"""


class Migration(migrations.Migration):

    replaces = [('district', '0001_initial'), ('district', '0002_digests'), ('district', '0003_form_drafts'), ('district', '0004_standing_in'), ('district', '0005_notices_and_outbox'), ('district', '0006_words_to_search'), ('district', '0007_index_words'), ('district', '0008_notice_of_council_meetings'), ('district', '0009_attempts'), ('district', '0030_board_meetings'), ('district', '0050_saved_views')]

    initial = True

    dependencies = [
        ('pghistory', '0007_auto_20250421_0444'),
    ]

    operations = [
        BtreeGistExtension(),
        UnaccentExtension(),
        TrigramExtension(),
        migrations.RunSQL(CONFIGURATIONS, NO_CONFIGURATIONS),
        migrations.RunSQL(PORTAL_WORDS, 'DROP FUNCTION public.portal_words(text, text);'),
        migrations.RunSQL(PORTAL_PLAIN, 'DROP FUNCTION public.portal_plain(text);'),
        district.table_making.CreateTables(
            models=[
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
                        ('applied_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='taken in by')),
                        ('uploaded_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='brought by')),
                    ],
                    options={
                        'verbose_name': 'education directory file',
                        'ordering': ['-uploaded_at', '-pk'],
                        'constraints': [models.CheckConstraint(condition=models.Q(models.Q(('applied_at', None), ('applied_by', None)), models.Q(('applied_at__isnull', False), ('applied_by__isnull', False)), _connector='OR'), name='directory_applied_at_and_by_together')],
                        'triggers': [pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "district_directoryuploadevent" ("applied_at", "applied_by_id", "as_of", "file", "file_name", "id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "report", "uploaded_at", "uploaded_by_id") VALUES (NEW."applied_at", NEW."applied_by_id", NEW."as_of", NEW."file", NEW."file_name", NEW."id", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."report", NEW."uploaded_at", NEW."uploaded_by_id"); RETURN NULL;', hash='c5a47e668a3ec1c2df7819e6582dcbe4af603cf4', operation='INSERT', pgid='pgtrigger_insert_insert_d125e', table='district_directoryupload', when='AFTER')), pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD.* IS DISTINCT FROM NEW.*)', func='INSERT INTO "district_directoryuploadevent" ("applied_at", "applied_by_id", "as_of", "file", "file_name", "id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "report", "uploaded_at", "uploaded_by_id") VALUES (NEW."applied_at", NEW."applied_by_id", NEW."as_of", NEW."file", NEW."file_name", NEW."id", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."report", NEW."uploaded_at", NEW."uploaded_by_id"); RETURN NULL;', hash='200ad7a58b2c099470f7447f513d2642d75b756a', operation='UPDATE', pgid='pgtrigger_update_update_c316e', table='district_directoryupload', when='AFTER')), pgtrigger.compiler.Trigger(name='delete_delete', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "district_directoryuploadevent" ("applied_at", "applied_by_id", "as_of", "file", "file_name", "id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "report", "uploaded_at", "uploaded_by_id") VALUES (OLD."applied_at", OLD."applied_by_id", OLD."as_of", OLD."file", OLD."file_name", OLD."id", _pgh_attach_context(), NOW(), \'delete\', OLD."id", OLD."report", OLD."uploaded_at", OLD."uploaded_by_id"); RETURN NULL;', hash='0d33d3f809c6c6401116f1bef2fa0f86d3e03f44', operation='DELETE', pgid='pgtrigger_delete_delete_da317', table='district_directoryupload', when='AFTER'))],
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
                        ('applied_by', models.ForeignKey(blank=True, db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to=settings.AUTH_USER_MODEL, verbose_name='taken in by')),
                        ('pgh_context', models.ForeignKey(db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='pghistory.context')),
                        ('pgh_obj', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='events', to='district.directoryupload')),
                        ('uploaded_by', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to=settings.AUTH_USER_MODEL, verbose_name='brought by')),
                    ],
                    options={
                        'abstract': False,
                        'triggers': [pgtrigger.compiler.Trigger(name='append_only', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;", hash='f37b44fd50752209898c81bfd68a871e91811166', operation='UPDATE OR DELETE', pgid='pgtrigger_append_only_737e1', table='district_directoryuploadevent', when='BEFORE'))],
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
                        ('uploaded_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='uploaded by')),
                    ],
                    options={
                        'triggers': [pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "district_evidencefileevent" ("content_type", "file", "id", "original_name", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "sha256", "size", "uploaded_at", "uploaded_by_id") VALUES (NEW."content_type", NEW."file", NEW."id", NEW."original_name", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."sha256", NEW."size", NEW."uploaded_at", NEW."uploaded_by_id"); RETURN NULL;', hash='32782fd4ccec30007e2f5a99be8d466a6fd7edfe', operation='INSERT', pgid='pgtrigger_insert_insert_723ea', table='district_evidencefile', when='AFTER')), pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD.* IS DISTINCT FROM NEW.*)', func='INSERT INTO "district_evidencefileevent" ("content_type", "file", "id", "original_name", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "sha256", "size", "uploaded_at", "uploaded_by_id") VALUES (NEW."content_type", NEW."file", NEW."id", NEW."original_name", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."sha256", NEW."size", NEW."uploaded_at", NEW."uploaded_by_id"); RETURN NULL;', hash='12548b3a301c0d536174a8f90b3211c18882cbfa', operation='UPDATE', pgid='pgtrigger_update_update_be003', table='district_evidencefile', when='AFTER')), pgtrigger.compiler.Trigger(name='delete_delete', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "district_evidencefileevent" ("content_type", "file", "id", "original_name", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "sha256", "size", "uploaded_at", "uploaded_by_id") VALUES (OLD."content_type", OLD."file", OLD."id", OLD."original_name", _pgh_attach_context(), NOW(), \'delete\', OLD."id", OLD."sha256", OLD."size", OLD."uploaded_at", OLD."uploaded_by_id"); RETURN NULL;', hash='5f0560c370c01e483675ef13c24433dc61edc659', operation='DELETE', pgid='pgtrigger_delete_delete_350c6', table='district_evidencefile', when='AFTER'))],
                    },
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
                        ('pgh_context', models.ForeignKey(db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='pghistory.context')),
                        ('pgh_obj', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='events', to='district.evidencefile')),
                        ('uploaded_by', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to=settings.AUTH_USER_MODEL, verbose_name='uploaded by')),
                    ],
                    options={
                        'abstract': False,
                        'triggers': [pgtrigger.compiler.Trigger(name='append_only', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;", hash='2c68d03ca3950c56885cf89656e9470686e00188', operation='UPDATE OR DELETE', pgid='pgtrigger_append_only_36449', table='district_evidencefileevent', when='BEFORE'))],
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
                        ('owner', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.CASCADE, related_name='jobs', to=settings.AUTH_USER_MODEL)),
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
                        ('user', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='memberships', to=settings.AUTH_USER_MODEL, verbose_name='person')),
                        ('school', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='memberships', to='district.school', verbose_name='school')),
                        ('lent_from', models.ForeignKey(blank=True, editable=False, null=True, on_delete=django.db.models.deletion.CASCADE, related_name='lent', to='district.membership', verbose_name='lent from')),
                    ],
                    options={
                        'ordering': ['-starts_on', 'pk'],
                        'constraints': [models.CheckConstraint(condition=models.Q(models.Q(('role__in', ['PRINCIPAL', 'SCHOOL_STAFF', 'COUNCIL_CHAIR', 'COUNCIL_MEMBER']), ('school__isnull', False)), models.Q(('role__in', ['ADMINISTRATOR', 'CENTRAL_OFFICE', 'PARTNER_CONTACT', 'BOARD_MEMBER']), ('school', None)), _connector='OR'), name='membership_school_roles_name_a_school', violation_error_message='Choose a school for a school role, and none for a district role.'), models.CheckConstraint(condition=models.Q(('ends_on', None), ('ends_on__gte', models.F('starts_on')), _connector='OR'), name='membership_ends_after_it_starts', violation_error_message='The last day must not be before the first day.'), django.contrib.postgres.constraints.ExclusionConstraint(condition=models.Q(('role', 'PARTNER_CONTACT'), _negated=True), expressions=[('user', '='), ('role', '='), (django.db.models.functions.comparison.Coalesce('school_id', models.Value(0), output_field=models.BigIntegerField()), '='), (district.ranges.DateRange('starts_on', 'ends_on', models.Value('[]')), '&&')], name='membership_no_overlap', violation_error_message='This person holds this role in these days already.'), models.CheckConstraint(condition=models.Q(('lent_from', None), models.Q(('ends_on__isnull', False), ('legitimate_interest', '')), _connector='OR'), name='membership_lent_with_an_end')],
                        'triggers': [pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "district_membershipevent" ("ends_on", "id", "legitimate_interest", "lent_from_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "role", "school_id", "starts_on", "user_id") VALUES (NEW."ends_on", NEW."id", NEW."legitimate_interest", NEW."lent_from_id", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."role", NEW."school_id", NEW."starts_on", NEW."user_id"); RETURN NULL;', hash='ca3796a75374f13c87da510219af2b9df6e8b8e9', operation='INSERT', pgid='pgtrigger_insert_insert_05440', table='district_membership', when='AFTER')), pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD.* IS DISTINCT FROM NEW.*)', func='INSERT INTO "district_membershipevent" ("ends_on", "id", "legitimate_interest", "lent_from_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "role", "school_id", "starts_on", "user_id") VALUES (NEW."ends_on", NEW."id", NEW."legitimate_interest", NEW."lent_from_id", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."role", NEW."school_id", NEW."starts_on", NEW."user_id"); RETURN NULL;', hash='9115a2f81543093a80618c728ac93482a7cb3ad1', operation='UPDATE', pgid='pgtrigger_update_update_001ba', table='district_membership', when='AFTER')), pgtrigger.compiler.Trigger(name='delete_delete', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "district_membershipevent" ("ends_on", "id", "legitimate_interest", "lent_from_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "role", "school_id", "starts_on", "user_id") VALUES (OLD."ends_on", OLD."id", OLD."legitimate_interest", OLD."lent_from_id", _pgh_attach_context(), NOW(), \'delete\', OLD."id", OLD."role", OLD."school_id", OLD."starts_on", OLD."user_id"); RETURN NULL;', hash='d98cdbf4538d1bff6b1ffc6379ebfdad48a6e70f', operation='DELETE', pgid='pgtrigger_delete_delete_dc216', table='district_membership', when='AFTER'))],
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
                        ('pgh_context', models.ForeignKey(db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='pghistory.context')),
                        ('pgh_obj', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='events', to='district.membership')),
                        ('user', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to=settings.AUTH_USER_MODEL, verbose_name='person')),
                        ('school', models.ForeignKey(blank=True, db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='district.school', verbose_name='school')),
                        ('lent_from', models.ForeignKey(blank=True, db_constraint=False, editable=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='district.membership', verbose_name='lent from')),
                    ],
                    options={
                        'abstract': False,
                        'triggers': [pgtrigger.compiler.Trigger(name='append_only', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;", hash='ae72a701fc52bb6b5c6215234a1623fd76a42701', operation='UPDATE OR DELETE', pgid='pgtrigger_append_only_c58c2', table='district_membershipevent', when='BEFORE'))],
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
                        ('predecessors', models.ManyToManyField(blank=True, related_name='successors', to='district.school', verbose_name='grew out of')),
                    ],
                    options={
                        'ordering': ['name', 'code'],
                        'indexes': [django.contrib.postgres.indexes.GinIndex(district.words.PortalWords(district.words.Joined(district.words.Filled(models.F('name')), district.words.Filled(models.F('code')), district.words.Filled(district.words.WithoutZeros('code'))), models.Value('', output_field=models.TextField())), name='school_words'), django.contrib.postgres.indexes.GinIndex(django.contrib.postgres.indexes.OpClass(district.words.PlainText(models.F('name')), name='gin_trgm_ops'), name='school_names_alike')],
                        'constraints': [models.CheckConstraint(condition=models.Q(('closed_on', None), ('opened_on', None), ('closed_on__gt', models.F('opened_on')), _connector='OR'), name='school_closes_after_it_opens', violation_error_message='A school closes after it opens.'), models.CheckConstraint(condition=models.Q(('code__regex', '^[0-9]{7}$')), name='school_code_is_seven_digits', violation_error_message='A state code has seven digits, for example 0640111.')],
                        'triggers': [pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "district_schoolevent" ("closed_on", "code", "id", "name", "opened_on", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id") VALUES (NEW."closed_on", NEW."code", NEW."id", NEW."name", NEW."opened_on", _pgh_attach_context(), NOW(), \'insert\', NEW."id"); RETURN NULL;', hash='4406040b45afb9676e21832769c73a6615e6ec9d', operation='INSERT', pgid='pgtrigger_insert_insert_ed77a', table='district_school', when='AFTER')), pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD.* IS DISTINCT FROM NEW.*)', func='INSERT INTO "district_schoolevent" ("closed_on", "code", "id", "name", "opened_on", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id") VALUES (NEW."closed_on", NEW."code", NEW."id", NEW."name", NEW."opened_on", _pgh_attach_context(), NOW(), \'update\', NEW."id"); RETURN NULL;', hash='1f209526f0da882e01aac04446231416c1f0d34b', operation='UPDATE', pgid='pgtrigger_update_update_57f5d', table='district_school', when='AFTER')), pgtrigger.compiler.Trigger(name='delete_delete', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "district_schoolevent" ("closed_on", "code", "id", "name", "opened_on", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id") VALUES (OLD."closed_on", OLD."code", OLD."id", OLD."name", OLD."opened_on", _pgh_attach_context(), NOW(), \'delete\', OLD."id"); RETURN NULL;', hash='d53dcfc6374ba31b4c35eeff56da49b794e3a807', operation='DELETE', pgid='pgtrigger_delete_delete_815ce', table='district_school', when='AFTER'))],
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
                        ('pgh_context', models.ForeignKey(db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='pghistory.context')),
                        ('pgh_obj', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='events', to='district.school')),
                    ],
                    options={
                        'abstract': False,
                        'triggers': [pgtrigger.compiler.Trigger(name='append_only', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;", hash='4e0ec0af5ff3df8882aab72c9fc07821aa0e9894', operation='UPDATE OR DELETE', pgid='pgtrigger_append_only_1b459', table='district_schoolevent', when='BEFORE'))],
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
                        ('school', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='profiles', to='district.school', verbose_name='school')),
                    ],
                    options={
                        'ordering': ['-starts_on'],
                        'indexes': [django.contrib.postgres.indexes.GinIndex(district.words.PortalWords(district.words.Joined(district.words.Filled(models.F('name'))), district.words.Joined(district.words.Filled(models.F('address')))), name='school_profile_words')],
                        'constraints': [models.CheckConstraint(condition=models.Q(('ends_on', None), ('ends_on__gte', models.F('starts_on')), _connector='OR'), name='school_profile_ends_after_it_starts', violation_error_message='The last day must not be before the first day.'), models.CheckConstraint(condition=models.Q(models.Q(('high_grade', None), ('low_grade', None)), ('low_grade__lte', models.F('high_grade')), _connector='OR'), name='school_profile_grades_in_order', violation_error_message='The lowest grade must not be above the highest.'), django.contrib.postgres.constraints.ExclusionConstraint(expressions=[('school', '='), (district.ranges.DateRange('starts_on', 'ends_on', models.Value('[]')), '&&')], name='school_profile_no_overlap', violation_error_message='These dates overlap another period of the same school.')],
                        'triggers': [pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "district_schoolprofileevent" ("address", "ends_on", "high_grade", "id", "is_community_school", "is_magnet", "is_title1", "low_grade", "name", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "school_id", "starts_on", "tier") VALUES (NEW."address", NEW."ends_on", NEW."high_grade", NEW."id", NEW."is_community_school", NEW."is_magnet", NEW."is_title1", NEW."low_grade", NEW."name", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."school_id", NEW."starts_on", NEW."tier"); RETURN NULL;', hash='5cbcdc11eee68a533c725fd5f4465b98a001990f', operation='INSERT', pgid='pgtrigger_insert_insert_92a3d', table='district_schoolprofile', when='AFTER')), pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD.* IS DISTINCT FROM NEW.*)', func='INSERT INTO "district_schoolprofileevent" ("address", "ends_on", "high_grade", "id", "is_community_school", "is_magnet", "is_title1", "low_grade", "name", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "school_id", "starts_on", "tier") VALUES (NEW."address", NEW."ends_on", NEW."high_grade", NEW."id", NEW."is_community_school", NEW."is_magnet", NEW."is_title1", NEW."low_grade", NEW."name", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."school_id", NEW."starts_on", NEW."tier"); RETURN NULL;', hash='299105fde6c6691d6fc3dac09c4f1bcea14ba908', operation='UPDATE', pgid='pgtrigger_update_update_eb187', table='district_schoolprofile', when='AFTER')), pgtrigger.compiler.Trigger(name='delete_delete', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "district_schoolprofileevent" ("address", "ends_on", "high_grade", "id", "is_community_school", "is_magnet", "is_title1", "low_grade", "name", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "school_id", "starts_on", "tier") VALUES (OLD."address", OLD."ends_on", OLD."high_grade", OLD."id", OLD."is_community_school", OLD."is_magnet", OLD."is_title1", OLD."low_grade", OLD."name", _pgh_attach_context(), NOW(), \'delete\', OLD."id", OLD."school_id", OLD."starts_on", OLD."tier"); RETURN NULL;', hash='1285c71570a8fdf04057e62d20eacecf1c312c8f', operation='DELETE', pgid='pgtrigger_delete_delete_c0d94', table='district_schoolprofile', when='AFTER'))],
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
                        ('pgh_context', models.ForeignKey(db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='pghistory.context')),
                        ('pgh_obj', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='events', to='district.schoolprofile')),
                        ('school', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='district.school', verbose_name='school')),
                    ],
                    options={
                        'abstract': False,
                        'triggers': [pgtrigger.compiler.Trigger(name='append_only', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;", hash='b44c4196426dfaa15c422bf461e7a3ee903de911', operation='UPDATE OR DELETE', pgid='pgtrigger_append_only_3bd40', table='district_schoolprofileevent', when='BEFORE'))],
                    },
                ),
                migrations.CreateModel(
                    name='SchoolYear',
                    fields=[
                        ('fall_year', models.PositiveSmallIntegerField(primary_key=True, serialize=False, verbose_name='fall year')),
                        ('starts_on', models.DateField(verbose_name='first day')),
                        ('ends_on', models.DateField(verbose_name='last day')),
                        ('locked_at', models.DateTimeField(blank=True, editable=False, null=True, verbose_name='closed at')),
                        ('locked_by', models.ForeignKey(blank=True, editable=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                    ],
                    options={
                        'ordering': ['-fall_year'],
                        'constraints': [models.CheckConstraint(condition=models.Q(('ends_on__gt', models.F('starts_on'))), name='school_year_ends_after_it_starts', violation_error_message='The last day must be after the first day.'), models.CheckConstraint(condition=models.Q(models.Q(('locked_at', None), ('locked_by', None)), models.Q(('locked_at__isnull', False), ('locked_by__isnull', False)), _connector='OR'), name='school_year_locked_at_and_by_together'), django.contrib.postgres.constraints.ExclusionConstraint(expressions=[(district.ranges.DateRange('starts_on', 'ends_on', models.Value('[]')), '&&')], name='school_year_no_overlap', violation_error_message='These dates overlap another school year.')],
                        'triggers': [pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "district_schoolyearevent" ("ends_on", "fall_year", "locked_at", "locked_by_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "starts_on") VALUES (NEW."ends_on", NEW."fall_year", NEW."locked_at", NEW."locked_by_id", _pgh_attach_context(), NOW(), \'insert\', NEW."fall_year", NEW."starts_on"); RETURN NULL;', hash='12742d149cef490ac821abac6c0cde6d4e0175e5', operation='INSERT', pgid='pgtrigger_insert_insert_6d943', table='district_schoolyear', when='AFTER')), pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD.* IS DISTINCT FROM NEW.*)', func='INSERT INTO "district_schoolyearevent" ("ends_on", "fall_year", "locked_at", "locked_by_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "starts_on") VALUES (NEW."ends_on", NEW."fall_year", NEW."locked_at", NEW."locked_by_id", _pgh_attach_context(), NOW(), \'update\', NEW."fall_year", NEW."starts_on"); RETURN NULL;', hash='5502118d99fef1f34522de7e8654025263981685', operation='UPDATE', pgid='pgtrigger_update_update_84fec', table='district_schoolyear', when='AFTER')), pgtrigger.compiler.Trigger(name='delete_delete', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "district_schoolyearevent" ("ends_on", "fall_year", "locked_at", "locked_by_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "starts_on") VALUES (OLD."ends_on", OLD."fall_year", OLD."locked_at", OLD."locked_by_id", _pgh_attach_context(), NOW(), \'delete\', OLD."fall_year", OLD."starts_on"); RETURN NULL;', hash='bddaf67669659af941a2e4896b01ac84e78018cc', operation='DELETE', pgid='pgtrigger_delete_delete_97fbf', table='district_schoolyear', when='AFTER'))],
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
                        ('locked_by', models.ForeignKey(blank=True, db_constraint=False, editable=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to=settings.AUTH_USER_MODEL)),
                        ('pgh_context', models.ForeignKey(db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='pghistory.context')),
                        ('pgh_obj', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='events', to='district.schoolyear')),
                    ],
                    options={
                        'abstract': False,
                        'triggers': [pgtrigger.compiler.Trigger(name='append_only', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;", hash='166d375a3b627df3a37ea5dbba00fda01a112702', operation='UPDATE OR DELETE', pgid='pgtrigger_append_only_885df', table='district_schoolyearevent', when='BEFORE'))],
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
                        ('pgh_context', models.ForeignKey(db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='pghistory.context')),
                        ('pgh_obj', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='events', to=settings.AUTH_USER_MODEL)),
                        ('digest', models.CharField(choices=[('DAILY', 'On each weekday'), ('WEEKLY', 'Once a week, on Mondays'), ('NEVER', 'Never')], default='WEEKLY', max_length=6, verbose_name='mail about what waits')),
                    ],
                    options={
                        'abstract': False,
                        'triggers': [pgtrigger.compiler.Trigger(name='append_only', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;", hash='bf400471b28f169f0515741ec85f52b1ca7c6903', operation='UPDATE OR DELETE', pgid='pgtrigger_append_only_8a4b7', table='district_userevent', when='BEFORE'))],
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
                        ('digest', models.CharField(choices=[('DAILY', 'On each weekday'), ('WEEKLY', 'Once a week, on Mondays'), ('NEVER', 'Never')], default='WEEKLY', max_length=6, verbose_name='mail about what waits')),
                    ],
                    options={
                        'ordering': ['name', 'email'],
                        'constraints': [models.UniqueConstraint(django.db.models.functions.text.Lower('email'), name='user_email_once_in_any_case', violation_error_message='A person with this e-mail is here already.')],
                        'indexes': [django.contrib.postgres.indexes.GinIndex(district.words.PortalWords(district.words.Joined(district.words.Filled(models.F('name')), district.words.Filled(models.F('email')), district.words.Filled(district.words.AddressParts('email'))), models.Value('', output_field=models.TextField())), name='user_words'), django.contrib.postgres.indexes.GinIndex(django.contrib.postgres.indexes.OpClass(district.words.PlainText(models.F('name')), name='gin_trgm_ops'), name='user_names_alike')],
                        'triggers': [pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "district_userevent" ("date_joined", "digest", "email", "id", "invited_at", "is_active", "name", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "preferred_language") VALUES (NEW."date_joined", NEW."digest", NEW."email", NEW."id", NEW."invited_at", NEW."is_active", NEW."name", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."preferred_language"); RETURN NULL;', hash='8937362ecc7734d4a6a10ff2b84b3de539e356e5', operation='INSERT', pgid='pgtrigger_insert_insert_d91f8', table='district_user', when='AFTER')), pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD."date_joined" IS DISTINCT FROM (NEW."date_joined") OR OLD."digest" IS DISTINCT FROM (NEW."digest") OR OLD."email" IS DISTINCT FROM (NEW."email") OR OLD."id" IS DISTINCT FROM (NEW."id") OR OLD."invited_at" IS DISTINCT FROM (NEW."invited_at") OR OLD."is_active" IS DISTINCT FROM (NEW."is_active") OR OLD."name" IS DISTINCT FROM (NEW."name") OR OLD."preferred_language" IS DISTINCT FROM (NEW."preferred_language"))', func='INSERT INTO "district_userevent" ("date_joined", "digest", "email", "id", "invited_at", "is_active", "name", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "preferred_language") VALUES (NEW."date_joined", NEW."digest", NEW."email", NEW."id", NEW."invited_at", NEW."is_active", NEW."name", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."preferred_language"); RETURN NULL;', hash='948f7fa8a5660e64e925f6a4804742593ac1a7d1', operation='UPDATE', pgid='pgtrigger_update_update_66ed2', table='district_user', when='AFTER')), pgtrigger.compiler.Trigger(name='delete_delete', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "district_userevent" ("date_joined", "digest", "email", "id", "invited_at", "is_active", "name", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "preferred_language") VALUES (OLD."date_joined", OLD."digest", OLD."email", OLD."id", OLD."invited_at", OLD."is_active", OLD."name", _pgh_attach_context(), NOW(), \'delete\', OLD."id", OLD."preferred_language"); RETURN NULL;', hash='84334fed114501e15be8ada33c9ecab16185d8f3', operation='DELETE', pgid='pgtrigger_delete_delete_29c4a', table='district_user', when='AFTER'))],
                    },
                ),
                migrations.CreateModel(
                    name='FormDraft',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('path', models.CharField(max_length=200, verbose_name='address of the form')),
                        ('title', models.CharField(blank=True, max_length=200, verbose_name='page')),
                        ('typed', models.JSONField(verbose_name='what was typed')),
                        ('kept_at', models.DateTimeField(auto_now=True, verbose_name='kept at')),
                        ('user', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='form_drafts', to=settings.AUTH_USER_MODEL, verbose_name='person')),
                    ],
                    options={
                        'ordering': ['-kept_at'],
                        'constraints': [models.UniqueConstraint(fields=('user', 'path'), name='form_draft_once')],
                    },
                ),
                migrations.CreateModel(
                    name='DayOffEvent',
                    fields=[
                        ('pgh_id', models.AutoField(primary_key=True, serialize=False)),
                        ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                        ('pgh_label', models.TextField(help_text='The event label.')),
                        ('id', models.BigIntegerField()),
                        ('name', models.CharField(max_length=80, verbose_name='name')),
                        ('first_day', models.DateField(verbose_name='first day')),
                        ('last_day', models.DateField(verbose_name='last day')),
                        ('pgh_context', models.ForeignKey(db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='pghistory.context')),
                        ('pgh_obj', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='events', to='district.dayoff')),
                    ],
                    options={
                        'abstract': False,
                        'triggers': [pgtrigger.compiler.Trigger(name='append_only', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;", hash='3f856e0daa25952b5548741593fdd64c3d789158', operation='UPDATE OR DELETE', pgid='pgtrigger_append_only_33dec', table='district_dayoffevent', when='BEFORE'))],
                    },
                ),
                migrations.CreateModel(
                    name='Notice',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('kind', models.CharField(max_length=40)),
                        ('about', models.CharField(max_length=60)),
                        ('about_id', models.BigIntegerField()),
                        ('path', models.CharField(max_length=300)),
                        ('data', models.JSONField(default=dict)),
                        ('key', models.CharField(max_length=120)),
                        ('made_at', models.DateTimeField(default=django.utils.timezone.now)),
                        ('read_at', models.DateTimeField(blank=True, null=True)),
                        ('by_mail', models.CharField(choices=[('AT_ONCE', 'At once'), ('DAILY', 'With the mail of each weekday'), ('WEEKLY', 'With the mail of the week'), ('NEVER', 'Not by mail')], max_length=8)),
                        ('by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL)),
                        ('recipient', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='notices', to=settings.AUTH_USER_MODEL)),
                        ('school', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.CASCADE, related_name='+', to='district.school')),
                        ('mail', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='notices', to='district.outgoingmail')),
                    ],
                    options={
                        'ordering': ['-made_at', '-pk'],
                        'indexes': [models.Index(fields=['recipient', '-made_at'], name='notice_of_person'), models.Index(condition=models.Q(('read_at', None)), fields=['recipient'], name='notice_unread'), models.Index(condition=models.Q(('mail', None)), fields=['by_mail', 'recipient'], name='notice_to_be_mailed')],
                        'constraints': [models.UniqueConstraint(fields=('recipient', 'key'), name='notice_once'), models.CheckConstraint(condition=models.Q(('by', None), models.Q(('by', models.F('recipient')), _negated=True), _connector='OR'), name='notice_never_of_an_own_act'), models.CheckConstraint(condition=models.Q(('path__startswith', '/'), models.Q(('path__startswith', '//'), _negated=True)), name='notice_leads_into_the_portal')],
                    },
                ),
                migrations.CreateModel(
                    name='NoticeChoice',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('group', models.CharField(choices=[('OWN_WORK', 'My work: what I was given, and what became of my plans'), ('COMMENTS', 'Comments on plans, and where somebody names me'), ('DEADLINES', 'Deadlines: due soon, and overdue'), ('FIGURES', 'New figures')], max_length=10)),
                        ('how_often', models.CharField(choices=[('AT_ONCE', 'At once'), ('DAILY', 'With the mail of each weekday'), ('WEEKLY', 'With the mail of the week'), ('NEVER', 'Not by mail')], max_length=8)),
                        ('user', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='notice_choices', to=settings.AUTH_USER_MODEL)),
                    ],
                    options={
                        'ordering': ['pk'],
                        'constraints': [models.UniqueConstraint(fields=('user', 'group'), name='notice_choice_once')],
                    },
                ),
                migrations.CreateModel(
                    name='OutgoingMail',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('address', models.EmailField(blank=True, max_length=254, verbose_name='e-mail')),
                        ('kind', models.CharField(choices=[('NOTICES', 'Notices'), ('DIGEST', 'Digest'), ('LETTER', 'Invitation or password'), ('MEETING', 'Notice of a council meeting'), ('VIEW', 'Saved view')], max_length=8, verbose_name='kind')),
                        ('key', models.CharField(max_length=80, unique=True)),
                        ('day', models.DateField(blank=True, null=True, verbose_name='day')),
                        ('subject', models.CharField(blank=True, max_length=200, verbose_name='subject')),
                        ('letter', models.JSONField(blank=True, editable=False, null=True)),
                        ('state', models.CharField(choices=[('WAITING', 'Waiting'), ('SENT', 'Sent'), ('FAILED', 'Failed'), ('DROPPED', 'Not sent any more')], default='WAITING', max_length=8, verbose_name='state')),
                        ('message_id', models.CharField(default=district.models.mails.new_message_id, editable=False, max_length=120, unique=True)),
                        ('made_at', models.DateTimeField(default=django.utils.timezone.now, verbose_name='made at')),
                        ('tries', models.PositiveSmallIntegerField(default=0, verbose_name='tries')),
                        ('next_try_at', models.DateTimeField(default=django.utils.timezone.now, verbose_name='next try')),
                        ('reason', models.CharField(blank=True, max_length=500, verbose_name='reason')),
                        ('sent_at', models.DateTimeField(blank=True, null=True, verbose_name='sent at')),
                        ('recipient', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.CASCADE, related_name='mails', to=settings.AUTH_USER_MODEL, verbose_name='to')),
                    ],
                    options={
                        'ordering': ['-made_at', '-pk'],
                        'indexes': [models.Index(condition=models.Q(('state', 'WAITING')), fields=['next_try_at', 'id'], name='outgoing_mail_waiting'), models.Index(fields=['state', '-made_at'], name='outgoing_mail_by_state')],
                        'constraints': [models.CheckConstraint(condition=models.Q(models.Q(('sent_at__isnull', False), ('state', 'SENT')), models.Q(models.Q(('state', 'SENT'), _negated=True), ('sent_at', None)), _connector='OR'), name='outgoing_mail_sent_with_its_moment'), models.CheckConstraint(condition=models.Q(('recipient__isnull', False), models.Q(('address', ''), _negated=True), _connector='OR'), name='outgoing_mail_goes_to_somebody'), models.CheckConstraint(condition=models.Q(('letter', None), models.Q(('kind', 'LETTER'), models.Q(('state__in', ['SENT', 'DROPPED']), _negated=True)), _connector='OR'), name='outgoing_mail_keeps_no_letter_once_it_is_sent'), models.CheckConstraint(condition=models.Q(models.Q(('state__in', ['FAILED', 'DROPPED']), _negated=True), models.Q(('reason', ''), _negated=True), _connector='OR'), name='outgoing_mail_fails_for_a_reason')],
                    },
                ),
                migrations.CreateModel(
                    name='CalendarFeed',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('key', models.CharField(default=district.models.feeds.new_key, max_length=64, unique=True)),
                        ('made_at', models.DateTimeField(default=django.utils.timezone.now)),
                        ('read_at', models.DateTimeField(blank=True, null=True)),
                        ('user', models.OneToOneField(on_delete=django.db.models.deletion.CASCADE, related_name='calendar_feed', to=settings.AUTH_USER_MODEL)),
                    ],
                    options={
                        'ordering': ['pk'],
                    },
                ),
                migrations.CreateModel(
                    name='DayOff',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('name', models.CharField(max_length=80, verbose_name='name')),
                        ('first_day', models.DateField(verbose_name='first day')),
                        ('last_day', models.DateField(verbose_name='last day')),
                    ],
                    options={
                        'verbose_name': 'holiday',
                        'ordering': ['first_day', 'pk'],
                        'constraints': [models.CheckConstraint(condition=models.Q(('last_day__gte', models.F('first_day'))), name='day_off_ends_after_it_starts', violation_error_message='The last day must not be before the first day.'), models.CheckConstraint(condition=models.Q(('first_day__range', (datetime.date(2000, 7, 1), datetime.date(2100, 6, 30))), ('last_day__range', (datetime.date(2000, 7, 1), datetime.date(2100, 6, 30)))), name='day_off_in_these_centuries', violation_error_message='No school year holds this date.')],
                        'triggers': [pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "district_dayoffevent" ("first_day", "id", "last_day", "name", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id") VALUES (NEW."first_day", NEW."id", NEW."last_day", NEW."name", _pgh_attach_context(), NOW(), \'insert\', NEW."id"); RETURN NULL;', hash='e38dca22eda5f6518b20fdabc04e822e62230cdb', operation='INSERT', pgid='pgtrigger_insert_insert_fa785', table='district_dayoff', when='AFTER')), pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD.* IS DISTINCT FROM NEW.*)', func='INSERT INTO "district_dayoffevent" ("first_day", "id", "last_day", "name", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id") VALUES (NEW."first_day", NEW."id", NEW."last_day", NEW."name", _pgh_attach_context(), NOW(), \'update\', NEW."id"); RETURN NULL;', hash='16be096963b8eaffc151c2d89478a16ecd39de4c', operation='UPDATE', pgid='pgtrigger_update_update_8dd38', table='district_dayoff', when='AFTER')), pgtrigger.compiler.Trigger(name='delete_delete', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "district_dayoffevent" ("first_day", "id", "last_day", "name", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id") VALUES (OLD."first_day", OLD."id", OLD."last_day", OLD."name", _pgh_attach_context(), NOW(), \'delete\', OLD."id"); RETURN NULL;', hash='842625b49a4170e757061c5c3103cc4d89767b20', operation='DELETE', pgid='pgtrigger_delete_delete_0287b', table='district_dayoff', when='AFTER'))],
                    },
                ),
                migrations.CreateModel(
                    name='Attempts',
                    fields=[
                        ('digest', models.CharField(max_length=32, primary_key=True, serialize=False)),
                        ('since', models.DateTimeField()),
                        ('total', models.PositiveIntegerField()),
                    ],
                ),
                migrations.CreateModel(
                    name='BoardMeetingEvent',
                    fields=[
                        ('pgh_id', models.AutoField(primary_key=True, serialize=False)),
                        ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                        ('pgh_label', models.TextField(help_text='The event label.')),
                        ('id', models.BigIntegerField()),
                        ('held_on', models.DateField(verbose_name='day')),
                        ('starts_at', models.TimeField(blank=True, null=True, verbose_name='begins at')),
                        ('kind', models.CharField(choices=[('REGULAR', 'Regular meeting'), ('SPECIAL', 'Special meeting'), ('WORKSHOP', 'Workshop')], default='REGULAR', max_length=8, verbose_name='kind')),
                        ('place', models.CharField(blank=True, max_length=160, verbose_name='place')),
                        ('note', models.CharField(blank=True, help_text='For example what is on its agenda.', max_length=300, verbose_name='note')),
                        ('is_cancelled', models.BooleanField(default=False, verbose_name='cancelled')),
                        ('pgh_context', models.ForeignKey(db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='pghistory.context')),
                        ('pgh_obj', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='events', to='district.boardmeeting')),
                    ],
                    options={
                        'abstract': False,
                        'triggers': [pgtrigger.compiler.Trigger(name='append_only', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;", hash='cf6cf8386c0098fe057ddd277b0790f64478e2af', operation='UPDATE OR DELETE', pgid='pgtrigger_append_only_3b44d', table='district_boardmeetingevent', when='BEFORE'))],
                    },
                ),
                migrations.CreateModel(
                    name='BoardMeeting',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('held_on', models.DateField(verbose_name='day')),
                        ('starts_at', models.TimeField(blank=True, null=True, verbose_name='begins at')),
                        ('kind', models.CharField(choices=[('REGULAR', 'Regular meeting'), ('SPECIAL', 'Special meeting'), ('WORKSHOP', 'Workshop')], default='REGULAR', max_length=8, verbose_name='kind')),
                        ('place', models.CharField(blank=True, max_length=160, verbose_name='place')),
                        ('note', models.CharField(blank=True, help_text='For example what is on its agenda.', max_length=300, verbose_name='note')),
                        ('is_cancelled', models.BooleanField(default=False, verbose_name='cancelled')),
                    ],
                    options={
                        'verbose_name': 'board meeting',
                        'ordering': ['-held_on', '-pk'],
                        'constraints': [models.UniqueConstraint(fields=('held_on', 'kind'), name='board_meeting_once_a_day', violation_error_message='A meeting of this kind is entered for this day already.'), models.CheckConstraint(condition=models.Q(('held_on__range', (datetime.date(2000, 7, 1), datetime.date(2100, 6, 30)))), name='board_meeting_in_these_centuries', violation_error_message='No school year holds this date.')],
                        'triggers': [pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "district_boardmeetingevent" ("held_on", "id", "is_cancelled", "kind", "note", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "place", "starts_at") VALUES (NEW."held_on", NEW."id", NEW."is_cancelled", NEW."kind", NEW."note", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."place", NEW."starts_at"); RETURN NULL;', hash='da0a720de859e376f327405dea68804cb7543bdb', operation='INSERT', pgid='pgtrigger_insert_insert_d9df6', table='district_boardmeeting', when='AFTER')), pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD.* IS DISTINCT FROM NEW.*)', func='INSERT INTO "district_boardmeetingevent" ("held_on", "id", "is_cancelled", "kind", "note", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "place", "starts_at") VALUES (NEW."held_on", NEW."id", NEW."is_cancelled", NEW."kind", NEW."note", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."place", NEW."starts_at"); RETURN NULL;', hash='91b6f66c9da9502cfc7198bfd7624af44c91ef55', operation='UPDATE', pgid='pgtrigger_update_update_5959f', table='district_boardmeeting', when='AFTER')), pgtrigger.compiler.Trigger(name='delete_delete', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "district_boardmeetingevent" ("held_on", "id", "is_cancelled", "kind", "note", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "place", "starts_at") VALUES (OLD."held_on", OLD."id", OLD."is_cancelled", OLD."kind", OLD."note", _pgh_attach_context(), NOW(), \'delete\', OLD."id", OLD."place", OLD."starts_at"); RETURN NULL;', hash='2e5ba7d7d7e416c8035a3bd64847de47e0cb88a3', operation='DELETE', pgid='pgtrigger_delete_delete_a854e', table='district_boardmeeting', when='AFTER'))],
                    },
                ),
                migrations.CreateModel(
                    name='SavedView',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('name', models.CharField(max_length=80, verbose_name='name')),
                        ('address', models.CharField(max_length=1500, verbose_name='address')),
                        ('position', models.PositiveIntegerField(default=0, verbose_name='position')),
                        ('key', models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                        ('subscription', models.CharField(choices=[('NEVER', 'Not by mail'), ('WEEKLY', 'Every week'), ('MONTHLY', 'Every month'), ('ON_NEWS', 'When new figures were published')], default='NEVER', max_length=8, verbose_name='by mail')),
                        ('told_until', models.DateTimeField(blank=True, editable=False, null=True)),
                        ('made_at', models.DateTimeField(auto_now_add=True, verbose_name='made at')),
                        ('last_mail', models.OneToOneField(blank=True, editable=False, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='saved_view', to='district.outgoingmail')),
                        ('owner', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='saved_views', to=settings.AUTH_USER_MODEL, verbose_name='person')),
                    ],
                    options={
                        'ordering': ['position', 'pk'],
                        'indexes': [models.Index(condition=models.Q(('subscription', 'NEVER'), _negated=True), fields=['subscription'], name='saved_view_subscribed')],
                        'constraints': [models.UniqueConstraint(models.F('owner'), django.db.models.functions.text.Lower('name'), name='saved_view_name_once', violation_error_message='You have a view of this name already.'), models.CheckConstraint(condition=models.Q(('address__startswith', '/'), models.Q(('address__startswith', '//'), _negated=True), models.Q(('address__contains', '\\'), _negated=True)), name='saved_view_leads_into_the_portal'), models.CheckConstraint(condition=models.Q(('subscription', 'NEVER'), ('told_until__isnull', False), _connector='OR'), name='saved_view_knows_since_when')],
                        'triggers': [pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "district_savedviewevent" ("address", "id", "key", "last_mail_id", "made_at", "name", "owner_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "position", "subscription", "told_until") VALUES (NEW."address", NEW."id", NEW."key", NEW."last_mail_id", NEW."made_at", NEW."name", NEW."owner_id", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."position", NEW."subscription", NEW."told_until"); RETURN NULL;', hash='405c1c0579ce46837561657cc26c762d66c4761b', operation='INSERT', pgid='pgtrigger_insert_insert_a7620', table='district_savedview', when='AFTER')), pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD.* IS DISTINCT FROM NEW.*)', func='INSERT INTO "district_savedviewevent" ("address", "id", "key", "last_mail_id", "made_at", "name", "owner_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "position", "subscription", "told_until") VALUES (NEW."address", NEW."id", NEW."key", NEW."last_mail_id", NEW."made_at", NEW."name", NEW."owner_id", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."position", NEW."subscription", NEW."told_until"); RETURN NULL;', hash='71886d487bc3f105a74c5d8e004ca975f9a1ce6b', operation='UPDATE', pgid='pgtrigger_update_update_aac54', table='district_savedview', when='AFTER')), pgtrigger.compiler.Trigger(name='delete_delete', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "district_savedviewevent" ("address", "id", "key", "last_mail_id", "made_at", "name", "owner_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "position", "subscription", "told_until") VALUES (OLD."address", OLD."id", OLD."key", OLD."last_mail_id", OLD."made_at", OLD."name", OLD."owner_id", _pgh_attach_context(), NOW(), \'delete\', OLD."id", OLD."position", OLD."subscription", OLD."told_until"); RETURN NULL;', hash='274772a8cf85e2c2e8e9fc0572a4eb1edcf76eaa', operation='DELETE', pgid='pgtrigger_delete_delete_a6d23', table='district_savedview', when='AFTER'))],
                    },
                ),
                migrations.CreateModel(
                    name='SavedViewEvent',
                    fields=[
                        ('pgh_id', models.AutoField(primary_key=True, serialize=False)),
                        ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                        ('pgh_label', models.TextField(help_text='The event label.')),
                        ('id', models.BigIntegerField()),
                        ('name', models.CharField(max_length=80, verbose_name='name')),
                        ('address', models.CharField(max_length=1500, verbose_name='address')),
                        ('position', models.PositiveIntegerField(default=0, verbose_name='position')),
                        ('key', models.UUIDField(default=uuid.uuid4, editable=False)),
                        ('subscription', models.CharField(choices=[('NEVER', 'Not by mail'), ('WEEKLY', 'Every week'), ('MONTHLY', 'Every month'), ('ON_NEWS', 'When new figures were published')], default='NEVER', max_length=8, verbose_name='by mail')),
                        ('told_until', models.DateTimeField(blank=True, editable=False, null=True)),
                        ('made_at', models.DateTimeField(auto_now_add=True, verbose_name='made at')),
                        ('last_mail', models.ForeignKey(blank=True, db_constraint=False, editable=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='district.outgoingmail')),
                        ('owner', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to=settings.AUTH_USER_MODEL, verbose_name='person')),
                        ('pgh_context', models.ForeignKey(db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='pghistory.context')),
                        ('pgh_obj', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='events', to='district.savedview')),
                    ],
                    options={
                        'abstract': False,
                        'triggers': [pgtrigger.compiler.Trigger(name='append_only', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;", hash='5b6cbb44dbbc71c8111be4e5375bd930da034dbd', operation='UPDATE OR DELETE', pgid='pgtrigger_append_only_70e41', table='district_savedviewevent', when='BEFORE'))],
                    },
                ),
            ],
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
