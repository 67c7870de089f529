from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [("commitments", "0006_why_no_day")]

    operations = [
        migrations.AddConstraint(
            model_name='commitment',
            constraint=models.CheckConstraint(condition=models.Q(('due_on__isnull', False), models.Q(('no_due_reason', ''), _negated=True), _connector='OR'), name='commitment_due_or_why_not'),
        ),
        migrations.AddConstraint(
            model_name='commitment',
            constraint=models.CheckConstraint(condition=models.Q(('due_on__isnull', True), ('due_on__gte', models.F('made_on')), _connector='OR'), name='commitment_due_after_it_was_made'),
        ),
    ]
