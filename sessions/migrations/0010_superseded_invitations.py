"""Invitations to another day of the session are kept as void; new ones may be issued."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("council_sessions", "0009_invitation_printed")]

    operations = [
        migrations.AddField(
            model_name="invitation",
            name="superseded_at",
            field=models.DateTimeField(blank=True, null=True, verbose_name="hết giá trị lúc"),
        ),
        migrations.AddField(
            model_name="invitationrun",
            name="replaces",
            field=models.CharField(
                blank=True, default="", max_length=300, verbose_name="thay thế giấy mời số"
            ),
            preserve_default=False,
        ),
        migrations.RemoveConstraint(
            model_name="invitation", name="one_invitation_per_delegate"
        ),
        migrations.RemoveConstraint(model_name="invitation", name="one_invitation_per_guest"),
        migrations.AddConstraint(
            model_name="invitation",
            constraint=models.UniqueConstraint(
                condition=models.Q(("superseded_at", None)),
                fields=("session", "mandate"),
                name="one_invitation_per_delegate",
            ),
        ),
        migrations.AddConstraint(
            model_name="invitation",
            constraint=models.UniqueConstraint(
                condition=models.Q(("superseded_at", None)),
                fields=("session", "guest"),
                name="one_invitation_per_guest",
            ),
        ),
    ]
