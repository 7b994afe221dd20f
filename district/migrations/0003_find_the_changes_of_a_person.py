from django.db import migrations


class Migration(migrations.Migration):
    """An index on the library's own table: what one person changed, without reading every request ever made."""

    dependencies = [("district", "0002_people_once_by_email_and_roles_without_overlap")]

    operations = [
        migrations.RunSQL(
            "CREATE INDEX district_context_by_user ON pghistory_context ((metadata -> 'user'))",
            "DROP INDEX district_context_by_user",
        ),
    ]
