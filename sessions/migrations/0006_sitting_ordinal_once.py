"""Every sitting has a number, once in its session."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("council_sessions", "0005_number_sittings")]

    operations = [
        migrations.AlterField(
            model_name="sitting",
            name="ordinal",
            field=models.PositiveSmallIntegerField(verbose_name="phiên thứ"),
        ),
        migrations.AddConstraint(
            model_name="sitting",
            constraint=models.UniqueConstraint(
                fields=("session", "ordinal"), name="sitting_ordinal_once"
            ),
        ),
    ]
