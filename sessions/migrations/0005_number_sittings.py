"""Number the sittings of each session in their order of time."""

from django.db import migrations

NUMBER = """
    UPDATE council_sessions_sitting sitting
    SET ordinal = counted.number
    FROM (
        SELECT id, row_number() OVER (PARTITION BY session_id ORDER BY starts_at, id) AS number
        FROM council_sessions_sitting
    ) counted
    WHERE counted.id = sitting.id AND sitting.ordinal IS NULL
"""


class Migration(migrations.Migration):
    dependencies = [("council_sessions", "0004_sitting_ordinal")]

    operations = [migrations.RunSQL(NUMBER, migrations.RunSQL.noop)]
