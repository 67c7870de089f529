"""Why an item left the agenda no longer takes the place of its note."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("council_sessions", "0006_sitting_ordinal_once")]

    operations = [
        migrations.AddField(
            model_name="agendaitem",
            name="gone_reason",
            field=models.TextField(blank=True, verbose_name="lý do rút hoặc chuyển"),
        ),
    ]
