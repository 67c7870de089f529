from django.db import migrations


def say_why(apps, schema_editor):
    """What was followed without a day says so; nobody wrote down why."""
    commitments = apps.get_model("commitments", "Commitment").objects
    commitments.filter(due_on__isnull=True, no_due_reason="").update(
        no_due_reason="Khi ghi chưa nêu thời hạn."
    )


class Migration(migrations.Migration):

    dependencies = [("commitments", "0005_spot_checks")]

    operations = [migrations.RunPython(say_why, migrations.RunPython.noop)]
