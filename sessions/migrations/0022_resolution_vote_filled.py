"""Resolutions formed before name the published vote that passed their item."""

from django.db import migrations


class Migration(migrations.Migration):

    dependencies = [
        ('council_sessions', '0021_resolution_vote'),
    ]

    operations = [
        migrations.RunSQL(
            """
            UPDATE council_sessions_resolution r SET poll_id = p.id
            FROM council_sessions_poll p
            WHERE r.poll_id IS NULL AND p.item_id = r.item_id AND p.parent_id IS NULL
              AND p.state = 'published' AND p.is_passed
            """,
            migrations.RunSQL.noop,
        ),
    ]
