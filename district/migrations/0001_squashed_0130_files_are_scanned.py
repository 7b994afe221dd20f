import datetime
import district.models.archives
import district.models.directory
import district.models.evidence
import district.models.feeds
import district.models.mails
import district.models.staff
import district.ranges
import district.table_making
import district.tracing
import district.words
import django.contrib.postgres.constraints
import django.contrib.postgres.fields
import django.contrib.postgres.indexes
import django.core.validators
import django.db.models.deletion
import django.db.models.functions.comparison
import django.db.models.functions.datetime
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


# What one person changed, newest first, without reading every request ever made. In place of the index on the person.
BY_PERSON = """
    CREATE INDEX district_context_by_person ON pghistory_context ((metadata -> 'user'), created_at);
    DROP INDEX district_context_by_user;
"""
BY_PERSON_BACK = """
    CREATE INDEX district_context_by_user ON pghistory_context ((metadata -> 'user'));
    DROP INDEX district_context_by_person;
"""

# The library's table of circumstances: they are added to while a request or a job runs, and what they said before is
# kept; later nobody changes them.
CONTEXT_IS_KEPT = """
    CREATE FUNCTION district_context_is_kept() RETURNS trigger LANGUAGE plpgsql AS $$
    BEGIN
        IF TG_OP = 'DELETE' OR NEW.id <> OLD.id OR NEW.created_at <> OLD.created_at
            OR OLD.created_at < now() - interval '1 day' THEN
            RAISE EXCEPTION 'Cannot update or delete rows from % table', TG_TABLE_NAME;
        END IF;
        INSERT INTO district_contextchange (context_id, context_made_at, before, after)
        VALUES (OLD.id, OLD.created_at, OLD.metadata, NEW.metadata);
        RETURN NEW;
    END $$;
    CREATE TRIGGER district_context_change BEFORE UPDATE ON pghistory_context FOR EACH ROW
    WHEN (OLD.* IS DISTINCT FROM NEW.*) EXECUTE FUNCTION district_context_is_kept();
    CREATE TRIGGER district_context_delete BEFORE DELETE ON pghistory_context FOR EACH ROW
    EXECUTE FUNCTION district_context_is_kept();
"""
CONTEXT_IS_KEPT_BACK = """
    DROP TRIGGER district_context_change ON pghistory_context;
    DROP TRIGGER district_context_delete ON pghistory_context;
    DROP FUNCTION district_context_is_kept();
"""

# The first event at or after a moment, by halving: events are numbered as they happen, and no index on the time is paid
# for at each write. One past the last where there is none.
FIRST_SINCE = """
    CREATE FUNCTION district_first_event_since(events regclass, moment timestamptz) RETURNS bigint
    LANGUAGE plpgsql STABLE AS $$
    DECLARE low bigint; high bigint; middle bigint; found bigint; found_at timestamptz;
    BEGIN
        EXECUTE format('SELECT min(pgh_id), max(pgh_id) + 1 FROM %s', events) INTO low, high;
        IF low IS NULL THEN RETURN 0; END IF;
        WHILE low < high LOOP
            middle := low + (high - low) / 2;
            EXECUTE format('SELECT pgh_id, pgh_created_at FROM %s WHERE pgh_id >= $1 ORDER BY pgh_id LIMIT 1', events)
            INTO found, found_at USING middle;
            IF found_at >= moment THEN high := middle; ELSE low := found + 1; END IF;
        END LOOP;
        RETURN low;
    END $$;
"""


class Migration(migrations.Migration):

    replaces = [('district', '0001_initial'), ('district', '0002_digests'), ('district', '0003_form_drafts'), ('district', '0004_standing_in'), ('district', '0005_notices_and_outbox'), ('district', '0006_words_to_search'), ('district', '0007_index_words'), ('district', '0008_notice_of_council_meetings'), ('district', '0009_attempts'), ('district', '0030_board_meetings'), ('district', '0050_saved_views'), ('district', '0070_accounts'), ('district', '0080_audit_sealed'), ('district', '0090_backups_and_archives'), ('district', '0100_runs_and_faults'), ('district', '0130_files_are_scanned')]

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
                        ('found', models.CharField(blank=True, max_length=80, verbose_name='what was found')),
                        ('scan', models.CharField(choices=[('NONE', 'Not scanned: no virus scanner is set up'), ('WAITING', 'Waits for the virus check'), ('CLEAN', 'Clean'), ('INFECTED', 'Taken away: a virus was found')], default='NONE', max_length=8, verbose_name='virus check')),
                        ('scanned_at', models.DateTimeField(blank=True, null=True, verbose_name='checked at')),
                    ],
                    options={
                        'indexes': [models.Index(condition=models.Q(('scan', 'WAITING')), fields=['id'], name='evidence_waiting')],
                        'constraints': [models.CheckConstraint(condition=models.Q(models.Q(('scan__in', ['NONE', 'WAITING']), ('scanned_at', None)), models.Q(('scan__in', ['CLEAN', 'INFECTED']), ('scanned_at__isnull', False)), _connector='OR'), name='evidence_scanned_where_it_says_so'), models.CheckConstraint(condition=models.Q(models.Q(('scan', 'INFECTED'), models.Q(('found', ''), _negated=True)), models.Q(models.Q(('scan', 'INFECTED'), _negated=True), ('found', '')), _connector='OR'), name='evidence_found_where_infected')],
                        'triggers': [pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "district_evidencefileevent" ("content_type", "file", "found", "id", "original_name", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "scan", "scanned_at", "sha256", "size", "uploaded_at", "uploaded_by_id") VALUES (NEW."content_type", NEW."file", NEW."found", NEW."id", NEW."original_name", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."scan", NEW."scanned_at", NEW."sha256", NEW."size", NEW."uploaded_at", NEW."uploaded_by_id"); RETURN NULL;', hash='aac22f012ee077c384733bc9c0906b5b565d0778', operation='INSERT', pgid='pgtrigger_insert_insert_723ea', table='district_evidencefile', when='AFTER')), pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD.* IS DISTINCT FROM NEW.*)', func='INSERT INTO "district_evidencefileevent" ("content_type", "file", "found", "id", "original_name", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "scan", "scanned_at", "sha256", "size", "uploaded_at", "uploaded_by_id") VALUES (NEW."content_type", NEW."file", NEW."found", NEW."id", NEW."original_name", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."scan", NEW."scanned_at", NEW."sha256", NEW."size", NEW."uploaded_at", NEW."uploaded_by_id"); RETURN NULL;', hash='fa51a9aa9feb742783b5f29119eae7e29adfb784', operation='UPDATE', pgid='pgtrigger_update_update_be003', table='district_evidencefile', when='AFTER')), pgtrigger.compiler.Trigger(name='delete_delete', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "district_evidencefileevent" ("content_type", "file", "found", "id", "original_name", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "scan", "scanned_at", "sha256", "size", "uploaded_at", "uploaded_by_id") VALUES (OLD."content_type", OLD."file", OLD."found", OLD."id", OLD."original_name", _pgh_attach_context(), NOW(), \'delete\', OLD."id", OLD."scan", OLD."scanned_at", OLD."sha256", OLD."size", OLD."uploaded_at", OLD."uploaded_by_id"); RETURN NULL;', hash='17ba691d10579c2a22b8dc0fe57e4f96c73044d7', operation='DELETE', pgid='pgtrigger_delete_delete_350c6', table='district_evidencefile', when='AFTER'))],
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
                        ('found', models.CharField(blank=True, max_length=80, verbose_name='what was found')),
                        ('scan', models.CharField(choices=[('NONE', 'Not scanned: no virus scanner is set up'), ('WAITING', 'Waits for the virus check'), ('CLEAN', 'Clean'), ('INFECTED', 'Taken away: a virus was found')], default='NONE', max_length=8, verbose_name='virus check')),
                        ('scanned_at', models.DateTimeField(blank=True, null=True, verbose_name='checked at')),
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
                        ('request_id', models.CharField(blank=True, default=district.tracing.current_id, editable=False, max_length=64)),
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
                        ('from_file', models.BooleanField(default=False, editable=False, help_text='A role that the staff file gave ends when the file no longer names it; others never do.', verbose_name='came from the staff file')),
                    ],
                    options={
                        'ordering': ['-starts_on', 'pk'],
                        'constraints': [models.CheckConstraint(condition=models.Q(models.Q(('role__in', ['PRINCIPAL', 'SCHOOL_STAFF', 'COUNCIL_CHAIR', 'COUNCIL_MEMBER']), ('school__isnull', False)), models.Q(('role__in', ['ADMINISTRATOR', 'CENTRAL_OFFICE', 'PARTNER_CONTACT', 'BOARD_MEMBER']), ('school', None)), _connector='OR'), name='membership_school_roles_name_a_school', violation_error_message='Choose a school for a school role, and none for a district role.'), models.CheckConstraint(condition=models.Q(('ends_on', None), ('ends_on__gte', models.F('starts_on')), _connector='OR'), name='membership_ends_after_it_starts', violation_error_message='The last day must not be before the first day.'), django.contrib.postgres.constraints.ExclusionConstraint(condition=models.Q(('role', 'PARTNER_CONTACT'), _negated=True), expressions=[('user', '='), ('role', '='), (django.db.models.functions.comparison.Coalesce('school_id', models.Value(0), output_field=models.BigIntegerField()), '='), (district.ranges.DateRange('starts_on', 'ends_on', models.Value('[]')), '&&')], name='membership_no_overlap', violation_error_message='This person holds this role in these days already.'), models.CheckConstraint(condition=models.Q(('lent_from', None), models.Q(('ends_on__isnull', False), ('legitimate_interest', '')), _connector='OR'), name='membership_lent_with_an_end')],
                        'triggers': [pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "district_membershipevent" ("ends_on", "from_file", "id", "legitimate_interest", "lent_from_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "role", "school_id", "starts_on", "user_id") VALUES (NEW."ends_on", NEW."from_file", NEW."id", NEW."legitimate_interest", NEW."lent_from_id", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."role", NEW."school_id", NEW."starts_on", NEW."user_id"); RETURN NULL;', hash='ceb0f2f9696b149911dc6dccec3eb924e0d3b591', operation='INSERT', pgid='pgtrigger_insert_insert_05440', table='district_membership', when='AFTER')), pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD.* IS DISTINCT FROM NEW.*)', func='INSERT INTO "district_membershipevent" ("ends_on", "from_file", "id", "legitimate_interest", "lent_from_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "role", "school_id", "starts_on", "user_id") VALUES (NEW."ends_on", NEW."from_file", NEW."id", NEW."legitimate_interest", NEW."lent_from_id", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."role", NEW."school_id", NEW."starts_on", NEW."user_id"); RETURN NULL;', hash='55025dc5cf57f3df2300bbef96ff9e2d7f09c196', operation='UPDATE', pgid='pgtrigger_update_update_001ba', table='district_membership', when='AFTER')), pgtrigger.compiler.Trigger(name='delete_delete', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "district_membershipevent" ("ends_on", "from_file", "id", "legitimate_interest", "lent_from_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "role", "school_id", "starts_on", "user_id") VALUES (OLD."ends_on", OLD."from_file", OLD."id", OLD."legitimate_interest", OLD."lent_from_id", _pgh_attach_context(), NOW(), \'delete\', OLD."id", OLD."role", OLD."school_id", OLD."starts_on", OLD."user_id"); RETURN NULL;', hash='e1b2a2bf451bdee5260b6ecc4aff1cc8da7a66ea', operation='DELETE', pgid='pgtrigger_delete_delete_dc216', table='district_membership', when='AFTER'))],
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
                        ('from_file', models.BooleanField(default=False, editable=False, help_text='A role that the staff file gave ends when the file no longer names it; others never do.', verbose_name='came from the staff file')),
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
                        ('request_id', models.CharField(blank=True, default=district.tracing.current_id, editable=False, max_length=64)),
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
                migrations.CreateModel(
                    name='AccessAnswer',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('person', models.CharField(max_length=120, verbose_name='person')),
                        ('role', models.CharField(choices=[('ADMINISTRATOR', 'District administrator'), ('CENTRAL_OFFICE', 'Central office'), ('PRINCIPAL', 'Principal'), ('SCHOOL_STAFF', 'School staff'), ('COUNCIL_CHAIR', 'Council chair'), ('COUNCIL_MEMBER', 'Council member'), ('PARTNER_CONTACT', 'Partner contact'), ('BOARD_MEMBER', 'Board member')], max_length=20, verbose_name='role')),
                        ('starts_on', models.DateField(verbose_name='from')),
                        ('outcome', models.CharField(choices=[('KEPT', 'stays'), ('ENDED', 'ended')], max_length=5, verbose_name='outcome')),
                        ('answered_at', models.DateTimeField(auto_now=True, verbose_name='answered at')),
                        ('answered_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='answered by')),
                        ('membership', models.ForeignKey(db_constraint=False, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to='district.membership', verbose_name='role held')),
                        ('review', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='answers', to='district.accessreview', verbose_name='access review')),
                    ],
                    options={
                        'verbose_name': 'answer of an access review',
                        'ordering': ['person', 'pk'],
                        'constraints': [models.UniqueConstraint(fields=('review', 'membership'), name='access_answer_once')],
                        'triggers': [pgtrigger.compiler.Trigger(name='access_answer_stays', sql=pgtrigger.compiler.UpsertTriggerSql(func="\n                IF EXISTS (SELECT 1 FROM district_accessreview AS whole\n                           WHERE whole.id IN (OLD.review_id, NEW.review_id)\n                           AND whole.signed_at IS NOT NULL) THEN\n                    RAISE EXCEPTION 'an access review that is signed stays as it is';\n                END IF;\n                IF TG_OP = 'DELETE' THEN RETURN OLD; END IF;\n                RETURN NEW;\n                ", hash='a36ef2704e276e36a38ee8d611c2d3d33409de4d', operation='INSERT OR UPDATE OR DELETE', pgid='pgtrigger_access_answer_stays_104de', table='district_accessanswer', when='BEFORE')), pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "district_accessanswerevent" ("answered_at", "answered_by_id", "id", "membership_id", "outcome", "person", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "review_id", "role", "starts_on") VALUES (NEW."answered_at", NEW."answered_by_id", NEW."id", NEW."membership_id", NEW."outcome", NEW."person", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."review_id", NEW."role", NEW."starts_on"); RETURN NULL;', hash='0f43fb281bf5b47156675548c955f1c52908db25', operation='INSERT', pgid='pgtrigger_insert_insert_ed74b', table='district_accessanswer', when='AFTER')), pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD.* IS DISTINCT FROM NEW.*)', func='INSERT INTO "district_accessanswerevent" ("answered_at", "answered_by_id", "id", "membership_id", "outcome", "person", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "review_id", "role", "starts_on") VALUES (NEW."answered_at", NEW."answered_by_id", NEW."id", NEW."membership_id", NEW."outcome", NEW."person", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."review_id", NEW."role", NEW."starts_on"); RETURN NULL;', hash='7cc46d2a7ed69ab9c2c6176fb6cca59204d42223', operation='UPDATE', pgid='pgtrigger_update_update_66e35', table='district_accessanswer', when='AFTER')), pgtrigger.compiler.Trigger(name='delete_delete', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "district_accessanswerevent" ("answered_at", "answered_by_id", "id", "membership_id", "outcome", "person", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "review_id", "role", "starts_on") VALUES (OLD."answered_at", OLD."answered_by_id", OLD."id", OLD."membership_id", OLD."outcome", OLD."person", _pgh_attach_context(), NOW(), \'delete\', OLD."id", OLD."review_id", OLD."role", OLD."starts_on"); RETURN NULL;', hash='ebbc804238fcc02a67390157a59b4bdde8bc014e', operation='DELETE', pgid='pgtrigger_delete_delete_52b37', table='district_accessanswer', when='AFTER'))],
                    },
                ),
                migrations.CreateModel(
                    name='AccessAnswerEvent',
                    fields=[
                        ('pgh_id', models.AutoField(primary_key=True, serialize=False)),
                        ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                        ('pgh_label', models.TextField(help_text='The event label.')),
                        ('id', models.BigIntegerField()),
                        ('person', models.CharField(max_length=120, verbose_name='person')),
                        ('role', models.CharField(choices=[('ADMINISTRATOR', 'District administrator'), ('CENTRAL_OFFICE', 'Central office'), ('PRINCIPAL', 'Principal'), ('SCHOOL_STAFF', 'School staff'), ('COUNCIL_CHAIR', 'Council chair'), ('COUNCIL_MEMBER', 'Council member'), ('PARTNER_CONTACT', 'Partner contact'), ('BOARD_MEMBER', 'Board member')], max_length=20, verbose_name='role')),
                        ('starts_on', models.DateField(verbose_name='from')),
                        ('outcome', models.CharField(choices=[('KEPT', 'stays'), ('ENDED', 'ended')], max_length=5, verbose_name='outcome')),
                        ('answered_at', models.DateTimeField(auto_now=True, verbose_name='answered at')),
                        ('answered_by', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to=settings.AUTH_USER_MODEL, verbose_name='answered by')),
                        ('membership', models.ForeignKey(db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='district.membership', verbose_name='role held')),
                        ('pgh_context', models.ForeignKey(db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='pghistory.context')),
                        ('pgh_obj', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='events', to='district.accessanswer')),
                        ('review', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='district.accessreview', verbose_name='access review')),
                    ],
                    options={
                        'abstract': False,
                        'triggers': [pgtrigger.compiler.Trigger(name='append_only', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;", hash='cbccf64ff85455805889aa33f329d6ccfd0fa642', operation='UPDATE OR DELETE', pgid='pgtrigger_append_only_78018', table='district_accessanswerevent', when='BEFORE'))],
                    },
                ),
                migrations.CreateModel(
                    name='AccessReview',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('fall_year', models.PositiveSmallIntegerField(verbose_name='school year')),
                        ('signed_at', models.DateTimeField(blank=True, null=True, verbose_name='signed at')),
                        ('school', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='access_reviews', to='district.school', verbose_name='school')),
                        ('signed_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='signed by')),
                    ],
                    options={
                        'verbose_name': 'access review',
                        'ordering': ['-fall_year', 'school__name'],
                        'constraints': [models.UniqueConstraint(fields=('school', 'fall_year'), name='access_review_once_a_year'), models.CheckConstraint(condition=models.Q(models.Q(('signed_at', None), ('signed_by', None)), models.Q(('signed_at__isnull', False), ('signed_by__isnull', False)), _connector='OR'), name='access_review_signed_at_and_by_together')],
                        'triggers': [pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "district_accessreviewevent" ("fall_year", "id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "school_id", "signed_at", "signed_by_id") VALUES (NEW."fall_year", NEW."id", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."school_id", NEW."signed_at", NEW."signed_by_id"); RETURN NULL;', hash='d7528c14bfbc905be4c1845b0a5c92a40a3b4bcf', operation='INSERT', pgid='pgtrigger_insert_insert_2bb09', table='district_accessreview', when='AFTER')), pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD.* IS DISTINCT FROM NEW.*)', func='INSERT INTO "district_accessreviewevent" ("fall_year", "id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "school_id", "signed_at", "signed_by_id") VALUES (NEW."fall_year", NEW."id", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."school_id", NEW."signed_at", NEW."signed_by_id"); RETURN NULL;', hash='938485ae82e0be52d944e4640a00b25aa4e3d051', operation='UPDATE', pgid='pgtrigger_update_update_7381a', table='district_accessreview', when='AFTER')), pgtrigger.compiler.Trigger(name='delete_delete', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "district_accessreviewevent" ("fall_year", "id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "school_id", "signed_at", "signed_by_id") VALUES (OLD."fall_year", OLD."id", _pgh_attach_context(), NOW(), \'delete\', OLD."id", OLD."school_id", OLD."signed_at", OLD."signed_by_id"); RETURN NULL;', hash='1f16b73c7b92c1516a7c42348f2fd2d5a1a604a4', operation='DELETE', pgid='pgtrigger_delete_delete_798bc', table='district_accessreview', when='AFTER'))],
                    },
                ),
                migrations.CreateModel(
                    name='AccessReviewEvent',
                    fields=[
                        ('pgh_id', models.AutoField(primary_key=True, serialize=False)),
                        ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                        ('pgh_label', models.TextField(help_text='The event label.')),
                        ('id', models.BigIntegerField()),
                        ('fall_year', models.PositiveSmallIntegerField(verbose_name='school year')),
                        ('signed_at', models.DateTimeField(blank=True, null=True, verbose_name='signed at')),
                        ('pgh_context', models.ForeignKey(db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='pghistory.context')),
                        ('pgh_obj', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='events', to='district.accessreview')),
                        ('school', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='district.school', verbose_name='school')),
                        ('signed_by', models.ForeignKey(blank=True, db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to=settings.AUTH_USER_MODEL, verbose_name='signed by')),
                    ],
                    options={
                        'abstract': False,
                        'triggers': [pgtrigger.compiler.Trigger(name='append_only', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;", hash='7e610c815c9a8182df57bcdf5bd8ee2f043c0db4', operation='UPDATE OR DELETE', pgid='pgtrigger_append_only_c1bb3', table='district_accessreviewevent', when='BEFORE'))],
                    },
                ),
                migrations.CreateModel(
                    name='StaffUpload',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('file', models.FileField(blank=True, upload_to=district.models.staff.random_path, verbose_name='file')),
                        ('file_name', models.CharField(max_length=200, verbose_name='file name')),
                        ('uploaded_at', models.DateTimeField(auto_now_add=True, verbose_name='brought at')),
                        ('applied_at', models.DateTimeField(blank=True, null=True, verbose_name='taken in at')),
                        ('report', models.JSONField(blank=True, default=dict)),
                        ('applied_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='taken in by')),
                        ('uploaded_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='brought by')),
                    ],
                    options={
                        'verbose_name': 'staff file',
                        'ordering': ['-uploaded_at', '-pk'],
                        'constraints': [models.CheckConstraint(condition=models.Q(models.Q(('applied_at', None), ('applied_by', None)), models.Q(('applied_at__isnull', False), ('applied_by__isnull', False)), _connector='OR'), name='staff_applied_at_and_by_together')],
                        'triggers': [pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "district_staffuploadevent" ("applied_at", "applied_by_id", "file", "file_name", "id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "report", "uploaded_at", "uploaded_by_id") VALUES (NEW."applied_at", NEW."applied_by_id", NEW."file", NEW."file_name", NEW."id", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."report", NEW."uploaded_at", NEW."uploaded_by_id"); RETURN NULL;', hash='1462122ed4a7f2dbb452f6061bbd43ec4627f5be', operation='INSERT', pgid='pgtrigger_insert_insert_5b16a', table='district_staffupload', when='AFTER')), pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD.* IS DISTINCT FROM NEW.*)', func='INSERT INTO "district_staffuploadevent" ("applied_at", "applied_by_id", "file", "file_name", "id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "report", "uploaded_at", "uploaded_by_id") VALUES (NEW."applied_at", NEW."applied_by_id", NEW."file", NEW."file_name", NEW."id", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."report", NEW."uploaded_at", NEW."uploaded_by_id"); RETURN NULL;', hash='c3a684c29110af1f2b9018857ab90f826c4301ad', operation='UPDATE', pgid='pgtrigger_update_update_15a96', table='district_staffupload', when='AFTER')), pgtrigger.compiler.Trigger(name='delete_delete', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "district_staffuploadevent" ("applied_at", "applied_by_id", "file", "file_name", "id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "report", "uploaded_at", "uploaded_by_id") VALUES (OLD."applied_at", OLD."applied_by_id", OLD."file", OLD."file_name", OLD."id", _pgh_attach_context(), NOW(), \'delete\', OLD."id", OLD."report", OLD."uploaded_at", OLD."uploaded_by_id"); RETURN NULL;', hash='c06a8503113abb1c81fb0f18c03df5064de99e4d', operation='DELETE', pgid='pgtrigger_delete_delete_6fcfe', table='district_staffupload', when='AFTER'))],
                    },
                ),
                migrations.CreateModel(
                    name='StaffUploadEvent',
                    fields=[
                        ('pgh_id', models.AutoField(primary_key=True, serialize=False)),
                        ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                        ('pgh_label', models.TextField(help_text='The event label.')),
                        ('id', models.BigIntegerField()),
                        ('file', models.FileField(blank=True, upload_to=district.models.staff.random_path, verbose_name='file')),
                        ('file_name', models.CharField(max_length=200, verbose_name='file name')),
                        ('uploaded_at', models.DateTimeField(auto_now_add=True, verbose_name='brought at')),
                        ('applied_at', models.DateTimeField(blank=True, null=True, verbose_name='taken in at')),
                        ('report', models.JSONField(blank=True, default=dict)),
                        ('applied_by', models.ForeignKey(blank=True, db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to=settings.AUTH_USER_MODEL, verbose_name='taken in by')),
                        ('pgh_context', models.ForeignKey(db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='pghistory.context')),
                        ('pgh_obj', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='events', to='district.staffupload')),
                        ('uploaded_by', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to=settings.AUTH_USER_MODEL, verbose_name='brought by')),
                    ],
                    options={
                        'abstract': False,
                        'triggers': [pgtrigger.compiler.Trigger(name='append_only', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;", hash='614cc68fab04904b44055beb4428254cf97824b4', operation='UPDATE OR DELETE', pgid='pgtrigger_append_only_a853c', table='district_staffuploadevent', when='BEFORE'))],
                    },
                ),
                migrations.CreateModel(
                    name='AuditVerification',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('started_at', models.DateTimeField(verbose_name='began')),
                        ('finished_at', models.DateTimeField(verbose_name='ended')),
                        ('seals', models.PositiveBigIntegerField(verbose_name='seals')),
                        ('rows', models.PositiveBigIntegerField(verbose_name='rows')),
                        ('unsealed', models.PositiveBigIntegerField(verbose_name='not yet sealed')),
                        ('last_hash', models.CharField(blank=True, max_length=64, verbose_name='sum of the last seal')),
                        ('found', models.PositiveIntegerField(verbose_name='differences')),
                        ('findings', models.JSONField(default=list)),
                    ],
                    options={
                        'ordering': ['-pk'],
                        'triggers': [pgtrigger.compiler.Trigger(name='append_only', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;", hash='ac30ef138216c5a998cfd745410783694f00d061', operation='UPDATE OR DELETE', pgid='pgtrigger_append_only_a3d5f', table='district_auditverification', when='BEFORE'))],
                    },
                ),
                migrations.CreateModel(
                    name='ContextChange',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('context_id', models.UUIDField()),
                        ('context_made_at', models.DateTimeField()),
                        ('before', models.JSONField()),
                        ('after', models.JSONField()),
                        ('at', models.DateTimeField(db_default=django.db.models.functions.datetime.Now())),
                    ],
                    options={
                        'ordering': ['pk'],
                        'indexes': [models.Index(fields=['context_id'], name='context_change_of')],
                        'triggers': [pgtrigger.compiler.Trigger(name='append_only', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;", hash='4cdf6d2823dd6a0c897f86db5bc48545438c6709', operation='UPDATE OR DELETE', pgid='pgtrigger_append_only_5488b', table='district_contextchange', when='BEFORE'))],
                    },
                ),
                migrations.CreateModel(
                    name='Seal',
                    fields=[
                        ('number', models.PositiveBigIntegerField(primary_key=True, serialize=False)),
                        ('made_at', models.DateTimeField(verbose_name='sealed at')),
                        ('previous_hash', models.CharField(blank=True, max_length=64)),
                        ('hash', models.CharField(max_length=64, unique=True, verbose_name='sum')),
                        ('rows', models.PositiveBigIntegerField(verbose_name='rows')),
                        ('reason', models.CharField(blank=True, help_text='Only where rows are sealed anew, as after a column is gone.', max_length=300, verbose_name='why again')),
                    ],
                    options={
                        'ordering': ['number'],
                        'constraints': [models.CheckConstraint(condition=models.Q(('hash__regex', '^[0-9a-f]{64}$')), name='seal_sums_are_sha256'), models.CheckConstraint(condition=models.Q(models.Q(('number', 1), ('previous_hash', '')), models.Q(('number__gt', 1), ('previous_hash__regex', '^[0-9a-f]{64}$')), _connector='OR'), name='seal_names_the_one_before')],
                        'triggers': [pgtrigger.compiler.Trigger(name='append_only', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;", hash='5fe3232ce99cacd8c194e681868198002d3ae6b5', operation='UPDATE OR DELETE', pgid='pgtrigger_append_only_73981', table='district_seal', when='BEFORE'))],
                    },
                ),
                migrations.CreateModel(
                    name='SealBlock',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('after', models.BigIntegerField()),
                        ('up_to', models.BigIntegerField()),
                        ('rows', models.PositiveIntegerField()),
                        ('hash', models.CharField(max_length=64)),
                        ('ids', django.contrib.postgres.fields.ArrayField(base_field=models.BigIntegerField(), size=None)),
                        ('prints', django.contrib.postgres.fields.ArrayField(base_field=models.BigIntegerField(), size=None)),
                        ('context_prints', django.contrib.postgres.fields.ArrayField(base_field=models.BigIntegerField(), size=None)),
                        ('seal', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='blocks', to='district.seal')),
                        ('shape', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='district.sealshape')),
                    ],
                    options={
                        'ordering': ['pk'],
                        'indexes': [models.Index(fields=['shape', 'up_to'], name='seal_block_up_to')],
                        'triggers': [pgtrigger.compiler.Trigger(name='append_only', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;", hash='9855b7c88fb4d5e6991591e33ae26d4434528c8e', operation='UPDATE OR DELETE', pgid='pgtrigger_append_only_79043', table='district_sealblock', when='BEFORE'))],
                    },
                ),
                migrations.CreateModel(
                    name='SealShape',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('table', models.CharField(max_length=63)),
                        ('columns', django.contrib.postgres.fields.ArrayField(base_field=models.CharField(max_length=63), size=None)),
                    ],
                    options={
                        'ordering': ['table', 'pk'],
                        'constraints': [models.UniqueConstraint(fields=('table', 'columns'), name='seal_shape_once')],
                        'triggers': [pgtrigger.compiler.Trigger(name='append_only', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;", hash='ec429959bd4ddc549fe3d928df782f880e93e7e7', operation='UPDATE OR DELETE', pgid='pgtrigger_append_only_a7cb1', table='district_sealshape', when='BEFORE'))],
                    },
                ),
                migrations.CreateModel(
                    name='AuditEntry',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('at', models.DateTimeField(default=django.utils.timezone.now, verbose_name='when')),
                        ('kind', models.CharField(choices=[('SIGNED_IN', 'Signed in'), ('SIGN_IN_FAILED', 'Sign-in failed'), ('SIGNED_OUT', 'Signed out'), ('INVITED', 'Invitation sent'), ('FILE_TAKEN', 'File taken'), ('RAW_VIEW', 'Small counts looked at'), ('RESTORED', 'Backup restored'), ('FORGOTTEN', 'Records forgotten'), ('RESEALED', 'Sealed anew')], max_length=16, verbose_name='what')),
                        ('about', models.CharField(blank=True, max_length=300, verbose_name='about')),
                        ('page', models.CharField(blank=True, max_length=500, verbose_name='page')),
                        ('note', models.CharField(blank=True, max_length=300, verbose_name='note')),
                        ('address', models.CharField(blank=True, max_length=45, verbose_name='from where')),
                        ('request', models.CharField(blank=True, max_length=64, verbose_name='request')),
                        ('school', models.ForeignKey(blank=True, db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='district.school', verbose_name='school')),
                        ('user', models.ForeignKey(blank=True, db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='who')),
                    ],
                    options={
                        'verbose_name': 'entry of the audit trail',
                        'ordering': ['-pk'],
                        'indexes': [models.Index(fields=['kind', 'id'], name='audit_entry_by_kind')],
                        'triggers': [pgtrigger.compiler.Trigger(name='append_only', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;", hash='dd25a71389ad45d154980a9381d3f7391bc541f8', operation='UPDATE OR DELETE', pgid='pgtrigger_append_only_8b092', table='district_auditentry', when='BEFORE'))],
                    },
                ),
                migrations.CreateModel(
                    name='DataArchive',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('fall_year', models.PositiveSmallIntegerField(blank=True, null=True, verbose_name='school year')),
                        ('asked_at', models.DateTimeField(auto_now_add=True, verbose_name='asked for at')),
                        ('made_at', models.DateTimeField(blank=True, null=True, verbose_name='made at')),
                        ('expires_at', models.DateTimeField(default=district.models.archives.in_a_week, verbose_name='can be downloaded until')),
                        ('stored_name', models.CharField(blank=True, editable=False, max_length=40)),
                        ('size', models.PositiveBigIntegerField(default=0, verbose_name='size in bytes')),
                        ('sha256', models.CharField(blank=True, max_length=64)),
                        ('asked_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='asked for by')),
                        ('job', models.OneToOneField(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to='district.job')),
                        ('school', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='district.school', verbose_name='school')),
                    ],
                    options={
                        'verbose_name': 'data archive',
                        'ordering': ['-asked_at', '-pk'],
                        'constraints': [models.CheckConstraint(condition=models.Q(models.Q(('made_at', None), ('sha256', '')), models.Q(('made_at__isnull', False), ('size__gt', 0), models.Q(('sha256', ''), _negated=True)), _connector='OR'), name='data_archive_is_whole_when_it_is_made'), models.CheckConstraint(condition=models.Q(models.Q(('fall_year', None), ('school', None)), models.Q(('fall_year__isnull', False), ('school__isnull', False)), _connector='OR'), name='data_archive_of_everything_or_of_a_year_of_a_school')],
                    },
                ),
                migrations.CreateModel(
                    name='ArchiveDownload',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('at', models.DateTimeField(default=django.utils.timezone.now, verbose_name='at')),
                        ('person', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='person')),
                        ('archive', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='downloads', to='district.dataarchive')),
                    ],
                    options={
                        'ordering': ['at', 'pk'],
                    },
                ),
                migrations.CreateModel(
                    name='Backup',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('name', models.CharField(max_length=40, unique=True, verbose_name='name')),
                        ('folder', models.CharField(max_length=500, verbose_name='folder')),
                        ('cause', models.CharField(choices=[('SCHEDULE', 'Every night'), ('PERSON', 'Asked for on the page'), ('COMMAND', 'Command on the server')], max_length=8, verbose_name='made')),
                        ('state', models.CharField(choices=[('RUNNING', 'Being made'), ('DONE', 'In order'), ('FAILED', 'Failed')], default='RUNNING', max_length=7, verbose_name='state')),
                        ('proof', models.CharField(choices=[('NONE', 'Not checked'), ('SUMS', 'Read again: every sum is right'), ('RESTORED', 'Restored for a trial: every table is the same')], default='NONE', max_length=8, verbose_name='checked')),
                        ('started_at', models.DateTimeField(default=django.utils.timezone.now, verbose_name='started at')),
                        ('finished_at', models.DateTimeField(blank=True, null=True, verbose_name='finished at')),
                        ('size', models.PositiveBigIntegerField(default=0, verbose_name='size in bytes')),
                        ('dump_size', models.PositiveBigIntegerField(default=0, verbose_name="size of the database's part in bytes")),
                        ('rows', models.PositiveBigIntegerField(default=0, verbose_name='rows')),
                        ('files', models.PositiveIntegerField(default=0, verbose_name='files')),
                        ('lost_files', models.PositiveIntegerField(default=0, verbose_name='files that are missing')),
                        ('reason', models.CharField(blank=True, max_length=500, verbose_name='reason')),
                        ('removed_at', models.DateTimeField(blank=True, null=True, verbose_name='removed at')),
                        ('asked_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='asked for by')),
                    ],
                    options={
                        'verbose_name': 'backup',
                        'verbose_name_plural': 'backups',
                        'ordering': ['-started_at', '-pk'],
                        'constraints': [models.CheckConstraint(condition=models.Q(models.Q(('finished_at', None), ('state', 'RUNNING')), models.Q(models.Q(('state', 'RUNNING'), _negated=True), ('finished_at__gte', models.F('started_at')), ('finished_at__isnull', False)), _connector='OR'), name='backup_ends_when_it_is_over'), models.CheckConstraint(condition=models.Q(('state', 'FAILED'), ('reason', ''), _connector='XOR'), name='backup_fails_for_a_reason'), models.CheckConstraint(condition=models.Q(('state', 'DONE'), ('proof', 'NONE'), _connector='OR'), name='backup_is_checked_only_when_it_is_whole'), models.UniqueConstraint(condition=models.Q(('state', 'RUNNING')), fields=('state',), name='backup_one_at_a_time')],
                    },
                ),
                migrations.CreateModel(
                    name='PortalSettingsEvent',
                    fields=[
                        ('pgh_id', models.AutoField(primary_key=True, serialize=False)),
                        ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                        ('pgh_label', models.TextField(help_text='The event label.')),
                        ('id', models.BigIntegerField()),
                        ('support', models.CharField(blank=True, help_text='A telephone number or an office. Error pages name it beside the code.', max_length=120, verbose_name='whom to ask for help')),
                        ('mails_kept_days', models.PositiveSmallIntegerField(default=90, help_text='Mails that wait or failed stay.', validators=[django.core.validators.MinValueValidator(30), django.core.validators.MaxValueValidator(730)], verbose_name='days that the list of sent mails is kept')),
                        ('notices_kept_days', models.PositiveSmallIntegerField(default=400, help_text='What a person was told, under the bell.', validators=[django.core.validators.MinValueValidator(90), django.core.validators.MaxValueValidator(1500)], verbose_name='days that notices are kept')),
                        ('drafts_kept_days', models.PositiveSmallIntegerField(default=60, help_text='Counted from the last change.', validators=[django.core.validators.MinValueValidator(14), django.core.validators.MaxValueValidator(365)], verbose_name='days that what was typed and not saved is kept')),
                        ('uploads_kept_days', models.PositiveSmallIntegerField(default=30, help_text='Their files and cells; what was logged from them stays. After that a table cannot be taken back whole.', validators=[django.core.validators.MinValueValidator(7), django.core.validators.MaxValueValidator(365)], verbose_name='days that tables which were brought are kept')),
                        ('runs_kept_days', models.PositiveSmallIntegerField(default=60, help_text='For finding out since when one fails. The last good one of each task stays.', validators=[django.core.validators.MinValueValidator(14), django.core.validators.MaxValueValidator(365)], verbose_name='days that runs of nightly tasks are kept')),
                        ('faults_kept_days', models.PositiveSmallIntegerField(default=90, help_text='Counted from the last time that they happened.', validators=[django.core.validators.MinValueValidator(14), django.core.validators.MaxValueValidator(365)], verbose_name='days that faults are kept')),
                        ('pgh_context', models.ForeignKey(db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='pghistory.context')),
                        ('pgh_obj', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='events', to='district.portalsettings')),
                    ],
                    options={
                        'abstract': False,
                        'triggers': [pgtrigger.compiler.Trigger(name='append_only', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;", hash='7c732521d30cddbaf4d93637dab0dc8f13825f56', operation='UPDATE OR DELETE', pgid='pgtrigger_append_only_7a89c', table='district_portalsettingsevent', when='BEFORE'))],
                    },
                ),
                migrations.CreateModel(
                    name='TaskRun',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('name', models.CharField(max_length=80, verbose_name='task')),
                        ('slot', models.CharField(max_length=64)),
                        ('state', models.CharField(choices=[('RUNNING', 'Running'), ('DONE', 'Done'), ('FAILED', 'Failed'), ('PAUSED', 'Put off')], default='RUNNING', max_length=8, verbose_name='result')),
                        ('started_at', models.DateTimeField(verbose_name='started')),
                        ('finished_at', models.DateTimeField(blank=True, null=True, verbose_name='ended')),
                        ('error', models.CharField(blank=True, max_length=400, verbose_name='what went wrong')),
                        ('request_id', models.CharField(blank=True, max_length=64)),
                    ],
                    options={
                        'ordering': ['-started_at', '-pk'],
                        'indexes': [models.Index(fields=['name', '-started_at'], name='task_run_newest_of_a_task')],
                        'constraints': [models.UniqueConstraint(fields=('name', 'slot'), name='task_run_once_for_each_slot'), models.CheckConstraint(condition=models.Q(('finished_at', None), ('finished_at__gte', models.F('started_at')), _connector='OR'), name='task_run_ends_after_it_started'), models.CheckConstraint(condition=models.Q(models.Q(('finished_at', None), ('state', 'RUNNING')), models.Q(models.Q(('state', 'RUNNING'), _negated=True), ('finished_at__isnull', False)), _connector='OR'), name='task_run_is_over_when_it_ended'), models.CheckConstraint(condition=models.Q(models.Q(('state', 'FAILED'), models.Q(('error', ''), _negated=True)), models.Q(models.Q(('state', 'FAILED'), _negated=True), ('error', '')), _connector='OR'), name='task_run_fails_for_a_reason')],
                    },
                ),
                migrations.CreateModel(
                    name='Fault',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('source', models.CharField(choices=[('PAGE', 'Page'), ('TASK', 'Task')], max_length=4, verbose_name='where from')),
                        ('page', models.CharField(max_length=120, verbose_name='page or task')),
                        ('kind', models.CharField(max_length=160, verbose_name='kind of error')),
                        ('place', models.CharField(max_length=240, verbose_name='place in the code')),
                        ('key', models.CharField(editable=False, max_length=32, unique=True)),
                        ('total', models.PositiveIntegerField(default=1, verbose_name='how often')),
                        ('first_at', models.DateTimeField(verbose_name='first')),
                        ('last_at', models.DateTimeField(verbose_name='last')),
                    ],
                    options={
                        'ordering': ['-last_at', '-pk'],
                        'indexes': [models.Index(fields=['-last_at'], name='fault_by_last_time')],
                        'constraints': [models.CheckConstraint(condition=models.Q(('last_at__gte', models.F('first_at'))), name='fault_last_is_not_before_first'), models.CheckConstraint(condition=models.Q(('total__gte', 1)), name='fault_was_seen')],
                    },
                ),
                migrations.CreateModel(
                    name='FaultSighting',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('request_id', models.CharField(max_length=64, verbose_name='request')),
                        ('code', models.CharField(db_index=True, max_length=9, verbose_name='code')),
                        ('at', models.DateTimeField(verbose_name='time')),
                        ('fault', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='sightings', to='district.fault')),
                    ],
                    options={
                        'ordering': ['-at', '-pk'],
                    },
                ),
                migrations.CreateModel(
                    name='HandStart',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('task', models.CharField(max_length=80, verbose_name='task')),
                        ('at', models.DateTimeField(auto_now_add=True, verbose_name='time')),
                        ('by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='by')),
                        ('job', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='hand_starts', to='district.job')),
                    ],
                    options={
                        'verbose_name': 'start by hand',
                        'ordering': ['-at', '-pk'],
                        'indexes': [models.Index(fields=['task', '-at'], name='hand_start_of_a_task')],
                        'constraints': [models.CheckConstraint(condition=models.Q(('task', ''), _negated=True), name='hand_start_names_its_task')],
                        'triggers': [pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "district_handstartevent" ("at", "by_id", "id", "job_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "task") VALUES (NEW."at", NEW."by_id", NEW."id", NEW."job_id", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."task"); RETURN NULL;', hash='feb3bc75fe2e8d02fbc18c7637d5205f38647412', operation='INSERT', pgid='pgtrigger_insert_insert_c23e2', table='district_handstart', when='AFTER')), pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD.* IS DISTINCT FROM NEW.*)', func='INSERT INTO "district_handstartevent" ("at", "by_id", "id", "job_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "task") VALUES (NEW."at", NEW."by_id", NEW."id", NEW."job_id", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."task"); RETURN NULL;', hash='553cd456b7531c3ba96f0b835c8506b78dc43c56', operation='UPDATE', pgid='pgtrigger_update_update_ff78b', table='district_handstart', when='AFTER')), pgtrigger.compiler.Trigger(name='delete_delete', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "district_handstartevent" ("at", "by_id", "id", "job_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "task") VALUES (OLD."at", OLD."by_id", OLD."id", OLD."job_id", _pgh_attach_context(), NOW(), \'delete\', OLD."id", OLD."task"); RETURN NULL;', hash='df41def86569a5a8fd23fd9decb13d7657d8b905', operation='DELETE', pgid='pgtrigger_delete_delete_24631', table='district_handstart', when='AFTER'))],
                    },
                ),
                migrations.CreateModel(
                    name='HandStartEvent',
                    fields=[
                        ('pgh_id', models.AutoField(primary_key=True, serialize=False)),
                        ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                        ('pgh_label', models.TextField(help_text='The event label.')),
                        ('id', models.BigIntegerField()),
                        ('task', models.CharField(max_length=80, verbose_name='task')),
                        ('at', models.DateTimeField(auto_now_add=True, verbose_name='time')),
                        ('by', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to=settings.AUTH_USER_MODEL, verbose_name='by')),
                        ('job', models.ForeignKey(blank=True, db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='district.job')),
                        ('pgh_context', models.ForeignKey(db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='pghistory.context')),
                        ('pgh_obj', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='events', to='district.handstart')),
                    ],
                    options={
                        'abstract': False,
                        'triggers': [pgtrigger.compiler.Trigger(name='append_only', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;", hash='da09d407aaea633ada0cf9e4735e4941315078a1', operation='UPDATE OR DELETE', pgid='pgtrigger_append_only_09e97', table='district_handstartevent', when='BEFORE'))],
                    },
                ),
                migrations.CreateModel(
                    name='MaintenancePeriod',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('why', models.CharField(max_length=200, verbose_name='why')),
                        ('until', models.DateTimeField(blank=True, null=True, verbose_name='expected to end')),
                        ('started_at', models.DateTimeField(verbose_name='begun')),
                        ('ended_at', models.DateTimeField(blank=True, null=True, verbose_name='ended')),
                        ('by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='begun by')),
                        ('ended_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='ended by')),
                    ],
                    options={
                        'verbose_name': 'maintenance',
                        'ordering': ['-started_at', '-pk'],
                        'constraints': [models.UniqueConstraint(condition=models.Q(('ended_at', None)), fields=('ended_at',), name='maintenance_one_at_a_time', nulls_distinct=False), models.CheckConstraint(condition=models.Q(('ended_at', None), ('ended_at__gte', models.F('started_at')), _connector='OR'), name='maintenance_ends_after_it_began'), models.CheckConstraint(condition=models.Q(('why', ''), _negated=True), name='maintenance_says_why')],
                        'triggers': [pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "district_maintenanceperiodevent" ("by_id", "ended_at", "ended_by_id", "id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "started_at", "until", "why") VALUES (NEW."by_id", NEW."ended_at", NEW."ended_by_id", NEW."id", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."started_at", NEW."until", NEW."why"); RETURN NULL;', hash='2cd73c81b72cd0fd10d0ba51084167fe9323555b', operation='INSERT', pgid='pgtrigger_insert_insert_bac52', table='district_maintenanceperiod', when='AFTER')), pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD.* IS DISTINCT FROM NEW.*)', func='INSERT INTO "district_maintenanceperiodevent" ("by_id", "ended_at", "ended_by_id", "id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "started_at", "until", "why") VALUES (NEW."by_id", NEW."ended_at", NEW."ended_by_id", NEW."id", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."started_at", NEW."until", NEW."why"); RETURN NULL;', hash='cc62b169ab7f6c61c678d49ce899bdb9d5b21190', operation='UPDATE', pgid='pgtrigger_update_update_d2acb', table='district_maintenanceperiod', when='AFTER')), pgtrigger.compiler.Trigger(name='delete_delete', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "district_maintenanceperiodevent" ("by_id", "ended_at", "ended_by_id", "id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "started_at", "until", "why") VALUES (OLD."by_id", OLD."ended_at", OLD."ended_by_id", OLD."id", _pgh_attach_context(), NOW(), \'delete\', OLD."id", OLD."started_at", OLD."until", OLD."why"); RETURN NULL;', hash='ade9eaf7b5b3dfb1aea2c4aa1c66e928a49b10d1', operation='DELETE', pgid='pgtrigger_delete_delete_37726', table='district_maintenanceperiod', when='AFTER'))],
                    },
                ),
                migrations.CreateModel(
                    name='MaintenancePeriodEvent',
                    fields=[
                        ('pgh_id', models.AutoField(primary_key=True, serialize=False)),
                        ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                        ('pgh_label', models.TextField(help_text='The event label.')),
                        ('id', models.BigIntegerField()),
                        ('why', models.CharField(max_length=200, verbose_name='why')),
                        ('until', models.DateTimeField(blank=True, null=True, verbose_name='expected to end')),
                        ('started_at', models.DateTimeField(verbose_name='begun')),
                        ('ended_at', models.DateTimeField(blank=True, null=True, verbose_name='ended')),
                        ('by', models.ForeignKey(blank=True, db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to=settings.AUTH_USER_MODEL, verbose_name='begun by')),
                        ('ended_by', models.ForeignKey(blank=True, db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to=settings.AUTH_USER_MODEL, verbose_name='ended by')),
                        ('pgh_context', models.ForeignKey(db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='pghistory.context')),
                        ('pgh_obj', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='events', to='district.maintenanceperiod')),
                    ],
                    options={
                        'abstract': False,
                        'triggers': [pgtrigger.compiler.Trigger(name='append_only', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;", hash='be36cbc3144b18143779269f7ca3f9c8ceb04dac', operation='UPDATE OR DELETE', pgid='pgtrigger_append_only_83d9d', table='district_maintenanceperiodevent', when='BEFORE'))],
                    },
                ),
                migrations.CreateModel(
                    name='PortalSettings',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('support', models.CharField(blank=True, help_text='A telephone number or an office. Error pages name it beside the code.', max_length=120, verbose_name='whom to ask for help')),
                        ('mails_kept_days', models.PositiveSmallIntegerField(default=90, help_text='Mails that wait or failed stay.', validators=[django.core.validators.MinValueValidator(30), django.core.validators.MaxValueValidator(730)], verbose_name='days that the list of sent mails is kept')),
                        ('notices_kept_days', models.PositiveSmallIntegerField(default=400, help_text='What a person was told, under the bell.', validators=[django.core.validators.MinValueValidator(90), django.core.validators.MaxValueValidator(1500)], verbose_name='days that notices are kept')),
                        ('drafts_kept_days', models.PositiveSmallIntegerField(default=60, help_text='Counted from the last change.', validators=[django.core.validators.MinValueValidator(14), django.core.validators.MaxValueValidator(365)], verbose_name='days that what was typed and not saved is kept')),
                        ('uploads_kept_days', models.PositiveSmallIntegerField(default=30, help_text='Their files and cells; what was logged from them stays. After that a table cannot be taken back whole.', validators=[django.core.validators.MinValueValidator(7), django.core.validators.MaxValueValidator(365)], verbose_name='days that tables which were brought are kept')),
                        ('runs_kept_days', models.PositiveSmallIntegerField(default=60, help_text='For finding out since when one fails. The last good one of each task stays.', validators=[django.core.validators.MinValueValidator(14), django.core.validators.MaxValueValidator(365)], verbose_name='days that runs of nightly tasks are kept')),
                        ('faults_kept_days', models.PositiveSmallIntegerField(default=90, help_text='Counted from the last time that they happened.', validators=[django.core.validators.MinValueValidator(14), django.core.validators.MaxValueValidator(365)], verbose_name='days that faults are kept')),
                    ],
                    options={
                        'verbose_name': 'settings of the portal',
                        'constraints': [models.CheckConstraint(condition=models.Q(('pk', 1)), name='portal_settings_are_one_row'), models.CheckConstraint(condition=models.Q(('mails_kept_days__range', (30, 730))), name='portal_settings_mails_kept_days_in_bounds'), models.CheckConstraint(condition=models.Q(('notices_kept_days__range', (90, 1500))), name='portal_settings_notices_kept_days_in_bounds'), models.CheckConstraint(condition=models.Q(('drafts_kept_days__range', (14, 365))), name='portal_settings_drafts_kept_days_in_bounds'), models.CheckConstraint(condition=models.Q(('uploads_kept_days__range', (7, 365))), name='portal_settings_uploads_kept_days_in_bounds'), models.CheckConstraint(condition=models.Q(('runs_kept_days__range', (14, 365))), name='portal_settings_runs_kept_days_in_bounds'), models.CheckConstraint(condition=models.Q(('faults_kept_days__range', (14, 365))), name='portal_settings_faults_kept_days_in_bounds')],
                        'triggers': [pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "district_portalsettingsevent" ("drafts_kept_days", "faults_kept_days", "id", "mails_kept_days", "notices_kept_days", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "runs_kept_days", "support", "uploads_kept_days") VALUES (NEW."drafts_kept_days", NEW."faults_kept_days", NEW."id", NEW."mails_kept_days", NEW."notices_kept_days", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."runs_kept_days", NEW."support", NEW."uploads_kept_days"); RETURN NULL;', hash='0fbec977d82e09fa8c8abe1d60af9a141fdbbcd7', operation='INSERT', pgid='pgtrigger_insert_insert_0dc18', table='district_portalsettings', when='AFTER')), pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD.* IS DISTINCT FROM NEW.*)', func='INSERT INTO "district_portalsettingsevent" ("drafts_kept_days", "faults_kept_days", "id", "mails_kept_days", "notices_kept_days", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "runs_kept_days", "support", "uploads_kept_days") VALUES (NEW."drafts_kept_days", NEW."faults_kept_days", NEW."id", NEW."mails_kept_days", NEW."notices_kept_days", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."runs_kept_days", NEW."support", NEW."uploads_kept_days"); RETURN NULL;', hash='bc8bacf56b393163fb501ec9ff41e8c57d0c49f1', operation='UPDATE', pgid='pgtrigger_update_update_76a73', table='district_portalsettings', when='AFTER')), pgtrigger.compiler.Trigger(name='delete_delete', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "district_portalsettingsevent" ("drafts_kept_days", "faults_kept_days", "id", "mails_kept_days", "notices_kept_days", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "runs_kept_days", "support", "uploads_kept_days") VALUES (OLD."drafts_kept_days", OLD."faults_kept_days", OLD."id", OLD."mails_kept_days", OLD."notices_kept_days", _pgh_attach_context(), NOW(), \'delete\', OLD."id", OLD."runs_kept_days", OLD."support", OLD."uploads_kept_days"); RETURN NULL;', hash='e5cf5c65168b7f71516ee7b18174e64d86994db3', operation='DELETE', pgid='pgtrigger_delete_delete_58cb7', table='district_portalsettings', when='AFTER'))],
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
        migrations.RunSQL(BY_PERSON, BY_PERSON_BACK),
        migrations.RunSQL(CONTEXT_IS_KEPT, CONTEXT_IS_KEPT_BACK),
        migrations.RunSQL(FIRST_SINCE, "DROP FUNCTION district_first_event_since(regclass, timestamptz)"),
    ]
