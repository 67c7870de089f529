from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("council_sessions", "0008_presiding"),
    ]

    operations = [
        migrations.AddField(
            model_name="invitationrun",
            name="printed",
            field=models.JSONField(default=dict, verbose_name="nội dung đã in"),
        ),
    ]
