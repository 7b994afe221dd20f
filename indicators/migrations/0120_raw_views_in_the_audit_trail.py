from django.db import migrations

# Looks at small counts stand with all else that changes no record, in a table that is sealed.
MOVED = """
    INSERT INTO district_auditentry (at, kind, user_id, about, page, note, address, request)
    SELECT at, 'RAW_VIEW', user_id, '', page, interest, '', '' FROM indicators_rawcellview ORDER BY id
"""


class Migration(migrations.Migration):
    dependencies = [
        ("district", "0080_audit_sealed"),
        ("indicators", "0110_packets_by_meeting"),
    ]

    operations = [
        migrations.RunSQL(MOVED, migrations.RunSQL.noop),
        migrations.DeleteModel(name="RawCellView"),
    ]
