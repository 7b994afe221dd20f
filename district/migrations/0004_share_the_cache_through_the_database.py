from django.db import migrations


class Migration(migrations.Migration):
    """The table of Django's database cache: what counts failed sign-ins must be shared and must not need Redis."""

    dependencies = [("district", "0003_find_the_changes_of_a_person")]

    operations = [
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
