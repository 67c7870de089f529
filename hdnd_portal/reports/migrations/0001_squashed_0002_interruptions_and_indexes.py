import django.db.models.deletion
import hdnd_portal.reports.models
import hdnd_portal.schema
import uuid
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    replaces = [('reports', '0001_initial'), ('reports', '0002_interruptions_and_indexes')]

    initial = True

    dependencies = [
        ('accounts', '__first__'),
        ('council', '0002_initial'),
        ('documents', '0002_guards_and_register_columns'),
    ]

    operations = [
        hdnd_portal.schema.AtOnce(
            operations=[migrations.CreateModel(
                name='Job',
                fields=[
                    ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                    ('kind', models.CharField(max_length=60, verbose_name='loại')),
                    ('arguments', models.JSONField(default=dict)),
                    ('state', models.CharField(choices=hdnd_portal.reports.models.job_state_choices, default='queued', max_length=10, verbose_name='trạng thái')),
                    ('done', models.PositiveIntegerField(default=0, verbose_name='đã làm')),
                    ('total', models.PositiveIntegerField(default=0, verbose_name='tổng số')),
                    ('message', models.CharField(blank=True, max_length=500, verbose_name='ghi chú')),
                    ('cancel_asked', models.BooleanField(default=False)),
                    ('attempts', models.PositiveSmallIntegerField(default=0)),
                    ('beat_at', models.DateTimeField(blank=True, null=True)),
                    ('created_at', models.DateTimeField(auto_now_add=True)),
                    ('started_at', models.DateTimeField(blank=True, null=True)),
                    ('ended_at', models.DateTimeField(blank=True, null=True)),
                    ('council', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, to='council.council', verbose_name='HĐND')),
                    ('owner', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='jobs', to=settings.AUTH_USER_MODEL, verbose_name='người yêu cầu')),
                    ('result', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='documents.version', verbose_name='kết quả')),
                    ('interruptions', models.PositiveSmallIntegerField(default=0)),
                ],
                options={
                    'verbose_name': 'việc chạy nền',
                    'verbose_name_plural': 'việc chạy nền',
                    'ordering': ['-created_at'],
                    'indexes': [models.Index(fields=['owner', '-created_at'], name='job_of_owner'), models.Index(condition=models.Q(('state__in', ['queued', 'running'])), fields=['created_at'], name='job_to_start')],
                },
            )],
        ),
    ]
