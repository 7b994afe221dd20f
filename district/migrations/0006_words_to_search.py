from django.contrib.postgres.operations import TrigramExtension, UnaccentExtension
from django.db import migrations

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

    dependencies = [
        ('district', '0005_notices_and_outbox'),
    ]

    operations = [
        UnaccentExtension(),
        TrigramExtension(),
        migrations.RunSQL(CONFIGURATIONS, NO_CONFIGURATIONS),
        migrations.RunSQL(PORTAL_WORDS, 'DROP FUNCTION public.portal_words(text, text);'),
        migrations.RunSQL(PORTAL_PLAIN, 'DROP FUNCTION public.portal_plain(text);'),
    ]
