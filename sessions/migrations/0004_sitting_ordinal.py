"""A sitting gets its number in the session; it is filled in and made unique in the next steps."""

import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("council_sessions", "0003_freeze_guards")]

    operations = [
        migrations.RenameField(
            model_name="agendaitem", old_name="minutes", new_name="planned_minutes"
        ),
        migrations.AddField(
            model_name="sitting",
            name="ordinal",
            field=models.PositiveSmallIntegerField(null=True, verbose_name="phiên thứ"),
        ),
        migrations.AlterField(
            model_name="agendaitem",
            name="sitting",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.RESTRICT,
                related_name="items",
                to="council_sessions.sitting",
                verbose_name="phiên",
            ),
        ),
    ]
