import django.db.models.deletion
import hdnd_portal.commitments.labels
import hdnd_portal.schema
import pgtrigger.compiler
import pgtrigger.migrations
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    replaces = [('commitments', '0001_initial'), ('commitments', '0002_one_trigger_for_what_is_settled')]

    initial = True

    dependencies = [
        ('accounts', '__first__'),
        ('contenttypes', '0002_remove_content_type_name'),
        ('council', '0004_sentences_for_spans'),
        ('documents', '0006_document_words'),
    ]

    operations = [
        hdnd_portal.schema.AtOnce(
            operations=[migrations.CreateModel(
                name='Commitment',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('kind', models.CharField(choices=hdnd_portal.commitments.labels.kind_choices, max_length=20, verbose_name='loại')),
                    ('text', models.TextField(verbose_name='nội dung')),
                    ('measure', models.TextField(blank=True, verbose_name='biện pháp, kết quả phải đạt')),
                    ('source_id', models.BigIntegerField(blank=True, null=True)),
                    ('source_label', models.CharField(max_length=300, verbose_name='nguồn')),
                    ('said_at', models.CharField(blank=True, max_length=300, verbose_name='ghi tại')),
                    ('made_on', models.DateField(verbose_name='ngày cam kết')),
                    ('due_on', models.DateField(blank=True, null=True, verbose_name='hạn')),
                    ('explanation', models.JSONField(blank=True, default=dict, verbose_name='cách tính')),
                    ('stage', models.CharField(choices=hdnd_portal.commitments.labels.stage_choices, default='open', max_length=20, verbose_name='tình trạng')),
                    ('stage_reason', models.TextField(blank=True, verbose_name='lý do')),
                    ('created_at', models.DateTimeField(auto_now_add=True)),
                    ('contributors', models.ManyToManyField(blank=True, related_name='contributed_commitments', to='council.agency', verbose_name='cơ quan phối hợp')),
                    ('council', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='commitments', to='council.council', verbose_name='HĐND')),
                    ('created_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                    ('lead', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='commitments', to='council.agency', verbose_name='cơ quan chủ trì')),
                    ('lead_body', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='commitments', to='council.body', verbose_name='cơ quan của HĐND chủ trì')),
                    ('promised_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='council.person', verbose_name='người cam kết')),
                    ('source_type', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='contenttypes.contenttype')),
                ],
                options={
                    'verbose_name': 'kiến nghị, cam kết',
                    'verbose_name_plural': 'kiến nghị, cam kết',
                    'ordering': ['due_on', 'pk'],
                    'indexes': [models.Index(fields=['council', 'stage', 'due_on'], name='commitment_by_stage'), models.Index(fields=['source_type', 'source_id'], name='commitment_by_source')],
                    'constraints': [models.CheckConstraint(condition=models.Q(models.Q(('lead__isnull', False), ('lead_body__isnull', True)), models.Q(('lead__isnull', True), ('lead_body__isnull', False)), _connector='OR'), name='commitment_has_one_lead'), models.CheckConstraint(condition=models.Q(models.Q(('stage', 'closed'), _negated=True), models.Q(('stage_reason', ''), _negated=True), _connector='OR'), name='closed_commitment_has_reason')],
                },
            ), migrations.CreateModel(
                name='CommitmentLink',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('kind', models.CharField(choices=hdnd_portal.commitments.labels.link_kind_choices, max_length=10, verbose_name='quan hệ')),
                    ('made_at', models.DateTimeField(auto_now_add=True)),
                    ('made_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                    ('source', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='links_from', to='commitments.commitment', verbose_name='từ')),
                    ('target', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='links_to', to='commitments.commitment', verbose_name='đến')),
                ],
                options={
                    'verbose_name': 'liên kết',
                    'verbose_name_plural': 'liên kết',
                    'ordering': ['pk'],
                    'constraints': [models.UniqueConstraint(fields=('source', 'target', 'kind'), name='link_once'), models.CheckConstraint(condition=models.Q(('source', models.F('target')), _negated=True), name='link_to_another')],
                },
            ), migrations.CreateModel(
                name='Reply',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('number', models.PositiveSmallIntegerField(blank=True, null=True, verbose_name='lần')),
                    ('claimed', models.CharField(choices=hdnd_portal.commitments.labels.claim_choices, max_length=20, verbose_name='kết quả báo cáo')),
                    ('text', models.TextField(verbose_name='kết quả cụ thể')),
                    ('measure', models.TextField(blank=True, verbose_name='biện pháp đã làm, sẽ làm')),
                    ('done_on', models.DateField(blank=True, null=True, verbose_name='ngày hoàn thành')),
                    ('written_at', models.DateTimeField(auto_now=True, verbose_name='soạn lúc')),
                    ('sent_at', models.DateTimeField(blank=True, null=True, verbose_name='gửi lúc')),
                    ('due_on', models.DateField(blank=True, null=True, verbose_name='hạn khi gửi')),
                    ('agency', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='council.agency', verbose_name='cơ quan')),
                    ('body', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='council.body', verbose_name='cơ quan của HĐND')),
                    ('commitment', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='replies', to='commitments.commitment', verbose_name='cam kết')),
                    ('written_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ],
                options={
                    'verbose_name': 'báo cáo kết quả',
                    'verbose_name_plural': 'báo cáo kết quả',
                    'ordering': ['commitment', 'number', 'pk'],
                    'constraints': [models.UniqueConstraint(fields=('commitment', 'number'), name='reply_number_once'), models.UniqueConstraint(condition=models.Q(('sent_at__isnull', True)), fields=('commitment', 'agency', 'body'), name='reply_one_draft', nulls_distinct=False), models.CheckConstraint(condition=models.Q(models.Q(('agency__isnull', False), ('body__isnull', True)), models.Q(('agency__isnull', True), ('body__isnull', False)), _connector='OR'), name='reply_has_one_writer'), models.CheckConstraint(condition=models.Q(models.Q(('number__isnull', True), ('sent_at__isnull', True)), models.Q(('number__isnull', False), ('sent_at__isnull', False)), _connector='OR'), name='sent_reply_is_numbered')],
                },
            ), migrations.CreateModel(
                name='ReplyFile',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('reply', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='files', to='commitments.reply', verbose_name='báo cáo')),
                    ('version', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='documents.version', verbose_name='tệp')),
                ],
                options={
                    'verbose_name': 'tệp kèm báo cáo',
                    'verbose_name_plural': 'tệp kèm báo cáo',
                    'ordering': ['pk'],
                    'constraints': [models.UniqueConstraint(fields=('reply', 'version'), name='reply_file_once')],
                },
            ), migrations.CreateModel(
                name='Verification',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('confirmed', models.CharField(choices=hdnd_portal.commitments.labels.finding_choices, max_length=20, verbose_name='kết quả xác minh')),
                    ('reason', models.TextField(verbose_name='căn cứ, nhận xét')),
                    ('checked_at', models.DateTimeField(auto_now_add=True, verbose_name='lúc')),
                    ('checked_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                    ('commitment', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='verifications', to='commitments.commitment', verbose_name='cam kết')),
                    ('reply', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='verifications', to='commitments.reply', verbose_name='báo cáo được xác minh')),
                ],
                options={
                    'verbose_name': 'xác minh kết quả',
                    'verbose_name_plural': 'xác minh kết quả',
                    'ordering': ['commitment', 'pk'],
                    'constraints': [models.CheckConstraint(condition=models.Q(('reason', ''), _negated=True), name='verification_has_reason')],
                },
            ), pgtrigger.migrations.AddTrigger(
                model_name='reply',
                trigger=pgtrigger.compiler.Trigger(name='sent_reply_stays', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD."sent_at" IS NOT NULL)', func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;", hash='b0aa6e6c145d467fa3d40adee21d576db7859972', operation='UPDATE OR DELETE', pgid='pgtrigger_sent_reply_stays_f6cd9', table='commitments_reply', when='BEFORE')),
            ), pgtrigger.migrations.AddTrigger(
                model_name='replyfile',
                trigger=pgtrigger.compiler.Trigger(name='sent_reply_keeps_files', sql=pgtrigger.compiler.UpsertTriggerSql(func="\n    IF EXISTS (SELECT 1 FROM commitments_reply reply\n               WHERE reply.sent_at IS NOT NULL\n                 AND reply.id = CASE WHEN TG_OP = 'INSERT' THEN NEW.reply_id\n                                     ELSE OLD.reply_id END) THEN\n        RAISE EXCEPTION 'the reply was sent';\n    END IF;\n    IF TG_OP = 'DELETE' THEN RETURN OLD; END IF;\n    RETURN NEW;\n", hash='184b75d0b391b3a0fdd6d82304fa6303c61fd5f6', operation='INSERT OR UPDATE OR DELETE', pgid='pgtrigger_sent_reply_keeps_files_3656a', table='commitments_replyfile', when='BEFORE')),
            ), pgtrigger.migrations.AddTrigger(
                model_name='verification',
                trigger=pgtrigger.compiler.Trigger(name='verification_stays', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;", hash='ffeb481ba05851f2ba0fdc235aa091c3f9d3d31e', operation='UPDATE OR DELETE', pgid='pgtrigger_verification_stays_05f9a', table='commitments_verification', when='BEFORE')),
            )],
        ),
    ]
