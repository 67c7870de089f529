import django.db.models.deletion
import hdnd_portal.schema
import pgtrigger.compiler
import pgtrigger.migrations
import voters.labels
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    replaces = [('voters', '0001_contact_plans'), ('voters', '0002_real_sessions_only')]

    initial = True

    dependencies = [
        ('accounts', '__first__'),
        ('council', '0004_sentences_for_spans'),
        ('council_sessions', '0024_review_levels'),
    ]

    operations = [
        hdnd_portal.schema.AtOnce(
            operations=[migrations.CreateModel(
                name='ContactPlan',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('timing', models.CharField(choices=voters.labels.timing_choices, max_length=10, verbose_name='thời điểm')),
                    ('starts_on', models.DateField(verbose_name='từ ngày')),
                    ('ends_on', models.DateField(verbose_name='đến hết ngày')),
                    ('least_there', models.PositiveSmallIntegerField(default=2, verbose_name='đại biểu ít nhất mỗi cuộc')),
                    ('most_there', models.PositiveSmallIntegerField(default=4, verbose_name='đại biểu nhiều nhất mỗi cuộc')),
                    ('least_each', models.PositiveSmallIntegerField(default=2, verbose_name='số cuộc ít nhất mỗi đại biểu')),
                    ('at_once', models.PositiveSmallIntegerField(default=8, verbose_name='số cuộc nhiều nhất mỗi buổi')),
                    ('state', models.CharField(choices=voters.labels.plan_state_choices, default='draft', max_length=10, verbose_name='trạng thái')),
                    ('return_reason', models.CharField(blank=True, max_length=500, verbose_name='lý do trả lại')),
                    ('agreed_by_letter', models.CharField(blank=True, max_length=200, verbose_name='văn bản thống nhất')),
                    ('agreed_at', models.DateTimeField(blank=True, null=True, verbose_name='thống nhất lúc')),
                    ('issued_at', models.DateTimeField(blank=True, null=True, verbose_name='ban hành lúc')),
                    ('created_at', models.DateTimeField(auto_now_add=True)),
                    ('council', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='contact_plans', to='council.council', verbose_name='HĐND')),
                    ('created_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                    ('session', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='contact_plans', to='council_sessions.councilsession', verbose_name='kỳ họp')),
                ],
                options={
                    'verbose_name': 'kế hoạch tiếp xúc cử tri',
                    'verbose_name_plural': 'kế hoạch tiếp xúc cử tri',
                    'ordering': ['-starts_on', 'pk'],
                    'constraints': [models.UniqueConstraint(fields=('session', 'timing'), name='contact_plan_once'), models.CheckConstraint(condition=models.Q(('ends_on__gte', models.F('starts_on'))), name='contact_plan_ends_after_start'), models.CheckConstraint(condition=models.Q(('at_once__gte', 1), ('least_there__gte', 1), ('most_there__gte', models.F('least_there'))), name='contact_plan_terms_fit'), models.CheckConstraint(condition=models.Q(models.Q(('state', 'issued'), _negated=True), ('issued_at__isnull', False), _connector='OR'), name='issued_contact_plan_has_moment')],
                },
            ), migrations.CreateModel(
                name='AwayTime',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('starts_on', models.DateField(verbose_name='từ ngày')),
                    ('ends_on', models.DateField(verbose_name='đến hết ngày')),
                    ('note', models.CharField(blank=True, max_length=200, verbose_name='ghi chú')),
                    ('mandate', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='council.mandate', verbose_name='đại biểu')),
                    ('plan', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='away_times', to='voters.contactplan')),
                ],
                options={
                    'verbose_name': 'ngày không tiếp xúc được',
                    'verbose_name_plural': 'ngày không tiếp xúc được',
                    'ordering': ['starts_on', 'pk'],
                    'constraints': [models.CheckConstraint(condition=models.Q(('ends_on__gte', models.F('starts_on'))), name='away_time_ends_after_start')],
                },
            ), migrations.CreateModel(
                name='VoterMeeting',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('starts_at', models.DateTimeField(verbose_name='bắt đầu')),
                    ('ends_at', models.DateTimeField(verbose_name='kết thúc')),
                    ('place', models.CharField(blank=True, max_length=200, verbose_name='địa điểm')),
                    ('mode', models.CharField(choices=voters.labels.mode_choices, default='direct', max_length=10, verbose_name='hình thức')),
                    ('is_fixed', models.BooleanField(default=False, verbose_name='giữ nguyên khi xếp lại')),
                    ('state', models.CharField(choices=voters.labels.meeting_state_choices, default='planned', max_length=10, verbose_name='trạng thái')),
                    ('cancel_reason', models.CharField(blank=True, max_length=500, verbose_name='lý do hủy')),
                    ('group', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='voter_meetings', to='council.body', verbose_name='Tổ đại biểu')),
                    ('guests', models.ManyToManyField(blank=True, related_name='+', to='council.administrativeunit', verbose_name='cử tri xã, phường khác cùng dự')),
                    ('mandates', models.ManyToManyField(blank=True, related_name='voter_meetings', to='council.mandate', verbose_name='đại biểu')),
                    ('plan', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='meetings', to='voters.contactplan', verbose_name='kế hoạch')),
                    ('unit', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='voter_meetings', to='council.administrativeunit', verbose_name='xã, phường')),
                ],
                options={
                    'verbose_name': 'cuộc tiếp xúc cử tri',
                    'verbose_name_plural': 'cuộc tiếp xúc cử tri',
                    'ordering': ['starts_at', 'unit__name', 'pk'],
                    'indexes': [models.Index(fields=['plan', 'starts_at'], name='voter_meeting_by_time')],
                    'constraints': [models.CheckConstraint(condition=models.Q(('ends_at__gt', models.F('starts_at'))), name='voter_meeting_ends_after_start'), models.CheckConstraint(condition=models.Q(models.Q(('state', 'cancelled'), _negated=True), models.Q(('cancel_reason', ''), _negated=True), _connector='OR'), name='cancelled_voter_meeting_has_reason')],
                },
            ), migrations.CreateModel(
                name='MeetingChange',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('starts_at', models.DateTimeField(verbose_name='bắt đầu trước khi đổi')),
                    ('place', models.CharField(blank=True, max_length=200, verbose_name='địa điểm trước khi đổi')),
                    ('people', models.CharField(blank=True, max_length=1000, verbose_name='đại biểu trước khi đổi')),
                    ('reason', models.CharField(max_length=500, verbose_name='lý do')),
                    ('changed_at', models.DateTimeField(auto_now_add=True, verbose_name='đổi lúc')),
                    ('changed_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                    ('meeting', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='changes', to='voters.votermeeting')),
                ],
                options={
                    'verbose_name': 'thay đổi cuộc tiếp xúc',
                    'verbose_name_plural': 'thay đổi cuộc tiếp xúc',
                    'ordering': ['changed_at', 'pk'],
                },
            ), pgtrigger.migrations.AddTrigger(
                model_name='contactplan',
                trigger=pgtrigger.compiler.Trigger(name='never_of_a_rehearsal', sql=pgtrigger.compiler.UpsertTriggerSql(func="\n            IF EXISTS (SELECT 1 FROM council_sessions_councilsession s\n                       WHERE s.id = NEW.session_id AND s.rehearsal_of_id IS NOT NULL) THEN\n                RAISE EXCEPTION 'a rehearsal has no such record';\n            END IF;\n            RETURN NEW;\n            ", hash='1775ce75b6a03d8c302ffa1627be872bd9f0315a', operation='INSERT OR UPDATE', pgid='pgtrigger_never_of_a_rehearsal_33da9', table='voters_contactplan', when='BEFORE')),
            ), pgtrigger.migrations.AddTrigger(
                model_name='meetingchange',
                trigger=pgtrigger.compiler.Trigger(name='meeting_change_stays', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;", hash='3eeec1b6780ab92854a79f0ae7faa27eb775a50b', operation='UPDATE OR DELETE', pgid='pgtrigger_meeting_change_stays_9b806', table='voters_meetingchange', when='BEFORE')),
            )],
        ),
    ]
