import django.contrib.postgres.indexes
import django.db.models.deletion
import django.db.models.functions.text
import hdnd_portal.documents.models.files
import hdnd_portal.documents.models.registers
import hdnd_portal.schema
import pgtrigger.compiler
import pgtrigger.migrations
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    replaces = [('documents', '0001_initial'), ('documents', '0002_guards_and_register_columns'), ('documents', '0003_bundle'), ('documents', '0004_stated_count'), ('documents', '0005_bundle_files'), ('documents', '0006_document_words'), ('documents', '0007_wordings')]

    initial = True

    dependencies = [
        ('accounts', '__first__'),
        ('council', '0004_sentences_for_spans'),
    ]

    operations = [
        hdnd_portal.schema.AtOnce(
            operations=[migrations.RunSQL(
                sql="CREATE FUNCTION hdnd_fold(text) RETURNS text LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE AS $$ SELECT lower(public.unaccent('public.unaccent', $1)) $$",
                reverse_sql='DROP FUNCTION hdnd_fold(text)',
            ), migrations.CreateModel(
                name='File',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('title', models.CharField(max_length=500, verbose_name='tên')),
                    ('created_at', models.DateTimeField(auto_now_add=True)),
                    ('council', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, to='council.council', verbose_name='HĐND')),
                ],
                options={
                    'verbose_name': 'tệp',
                    'verbose_name_plural': 'tệp',
                },
            ), migrations.CreateModel(
                name='Register',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('kind', models.CharField(help_text='GM, BC, NQ', max_length=20, verbose_name='loại văn bản')),
                    ('symbol', models.CharField(help_text='HĐND, BPC, VP', max_length=30, verbose_name='ký hiệu cơ quan')),
                    ('year', models.PositiveSmallIntegerField(verbose_name='năm')),
                    ('last_number', models.PositiveIntegerField(default=0, verbose_name='số đã cấp')),
                    ('council', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, to='council.council', verbose_name='HĐND')),
                ],
                options={
                    'verbose_name': 'sổ đăng ký văn bản',
                    'verbose_name_plural': 'sổ đăng ký văn bản',
                    'constraints': [models.UniqueConstraint(fields=('council', 'kind', 'symbol', 'year'), name='register_once_a_year')],
                },
            ), migrations.CreateModel(
                name='Version',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('number', models.PositiveIntegerField(verbose_name='phiên bản')),
                    ('name', models.CharField(max_length=255, verbose_name='tên tệp')),
                    ('key', models.CharField(help_text='Khóa trong kho tệp', max_length=200, unique=True)),
                    ('sha256', models.CharField(db_index=True, max_length=64, verbose_name='SHA-256')),
                    ('size', models.PositiveBigIntegerField(verbose_name='dung lượng (byte)')),
                    ('media_type', models.CharField(max_length=100, verbose_name='loại nội dung')),
                    ('pages', models.PositiveIntegerField(blank=True, null=True, verbose_name='số trang')),
                    ('text', models.TextField(blank=True, verbose_name='nội dung chữ')),
                    ('text_state', models.CharField(choices=hdnd_portal.documents.models.files.version_text_state_choices, default='waiting', max_length=10)),
                    ('added_at', models.DateTimeField(auto_now_add=True, verbose_name='thời điểm')),
                    ('added_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='người đưa lên')),
                    ('file', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='versions', to='documents.file', verbose_name='tệp')),
                    ('stated_count', models.PositiveIntegerField(blank=True, help_text='Số trang mà tệp Word, ODT tự ghi; số trang chiếu, số bảng tính.', null=True, verbose_name='số trang theo tệp')),
                ],
                options={
                    'verbose_name': 'phiên bản',
                    'verbose_name_plural': 'phiên bản',
                    'ordering': ['file', 'number'],
                    'constraints': [models.UniqueConstraint(fields=('file', 'number'), name='version_number_once')],
                },
            ), migrations.CreateModel(
                name='Document',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('kind', models.CharField(max_length=20, verbose_name='loại văn bản')),
                    ('number', models.PositiveIntegerField(blank=True, null=True, verbose_name='số')),
                    ('reference', models.CharField(blank=True, max_length=60, verbose_name='số, ký hiệu')),
                    ('issued_on', models.DateField(blank=True, null=True, verbose_name='ngày ban hành')),
                    ('summary', models.CharField(max_length=500, verbose_name='trích yếu')),
                    ('state', models.CharField(choices=hdnd_portal.documents.models.registers.document_state_choices, default='draft', max_length=10, verbose_name='trạng thái')),
                    ('void_reason', models.CharField(blank=True, max_length=200, verbose_name='lý do bỏ số')),
                    ('created_at', models.DateTimeField(auto_now_add=True)),
                    ('council', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, to='council.council', verbose_name='HĐND')),
                    ('created_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='người lập')),
                    ('signer', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='council.person', verbose_name='người ký')),
                    ('register', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='documents', to='documents.register', verbose_name='sổ')),
                    ('docx', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='documents.version', verbose_name='DOCX')),
                    ('pdf', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='documents.version', verbose_name='PDF')),
                    ('copies', models.PositiveIntegerField(blank=True, null=True, verbose_name='số lượng bản')),
                    ('kept_by', models.CharField(blank=True, max_length=200, verbose_name='đơn vị, người nhận bản lưu')),
                    ('note', models.CharField(blank=True, max_length=300, verbose_name='ghi chú')),
                    ('recipients', models.TextField(blank=True, verbose_name='nơi nhận văn bản')),
                    ('sent_on', models.DateField(blank=True, null=True, verbose_name='ngày chuyển')),
                    ('folded', models.GeneratedField(db_persist=True, expression=models.Func(django.db.models.functions.text.Concat('reference', models.Value(' '), 'summary', models.Value(' '), 'recipients', output_field=models.TextField()), function='hdnd_fold'), output_field=models.TextField())),
                ],
                options={
                    'verbose_name': 'văn bản',
                    'verbose_name_plural': 'văn bản',
                    'ordering': ['-created_at'],
                    'indexes': [models.Index(fields=['reference'], name='document_by_reference'), models.Index(models.F('council'), models.OrderBy(models.F('issued_on'), descending=True, nulls_last=True), models.OrderBy(models.F('id'), descending=True), name='document_by_day'), django.contrib.postgres.indexes.GinIndex(django.contrib.postgres.indexes.OpClass('folded', 'gin_trgm_ops'), name='document_by_words')],
                    'constraints': [models.UniqueConstraint(fields=('register', 'number'), name='document_number_once'), models.CheckConstraint(condition=models.Q(models.Q(('number__isnull', True), ('register__isnull', True), ('state', 'draft')), models.Q(models.Q(('state', 'draft'), _negated=True), models.Q(('reference', ''), _negated=True), ('issued_on__isnull', False), ('number__gte', 1), ('register__isnull', False)), _connector='OR'), name='document_numbered_when_issued'), models.CheckConstraint(condition=models.Q(models.Q(('state', 'void'), _negated=True), models.Q(('void_reason', ''), _negated=True), _connector='OR'), name='void_number_has_reason')],
                },
            ), migrations.CreateModel(
                name='Bundle',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('fingerprint', models.CharField(help_text='Mã băm của các tệp và thứ tự', max_length=64)),
                    ('council', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, to='council.council', verbose_name='HĐND')),
                    ('version', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='bundles', to='documents.version', verbose_name='phiên bản')),
                    ('files', models.ManyToManyField(related_name='+', to='documents.version', verbose_name='tệp trong gói')),
                ],
                options={
                    'verbose_name': 'gói tài liệu',
                    'verbose_name_plural': 'gói tài liệu',
                    'constraints': [models.UniqueConstraint(fields=('council', 'fingerprint'), name='bundle_made_once')],
                },
            ), migrations.CreateModel(
                name='Wording',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('key', models.CharField(max_length=80, verbose_name='mã')),
                    ('text', models.TextField(verbose_name='câu')),
                    ('released_at', models.DateTimeField(verbose_name='phát hành lúc')),
                    ('council', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='wordings', to='council.council', verbose_name='HĐND')),
                    ('released_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='người phát hành')),
                ],
                options={
                    'verbose_name': 'mẫu câu',
                    'verbose_name_plural': 'mẫu câu',
                    'ordering': ['-pk'],
                    'indexes': [models.Index(fields=['council', 'key', '-id'], name='wording_last_of_key')],
                },
            ), pgtrigger.migrations.AddTrigger(
                model_name='file',
                trigger=pgtrigger.compiler.Trigger(name='file_never_deleted', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot delete rows from % table', TG_TABLE_NAME;", hash='bc4f6cb64fa8d6f9ab12ea2e130c0e39b1f9c0c8', operation='DELETE', pgid='pgtrigger_file_never_deleted_05554', table='documents_file', when='BEFORE')),
            ), pgtrigger.migrations.AddTrigger(
                model_name='file',
                trigger=pgtrigger.compiler.Trigger(name='file_stays_in_council', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD."council_id" IS DISTINCT FROM (NEW."council_id"))', func="RAISE EXCEPTION 'pgtrigger: Cannot update rows from % table', TG_TABLE_NAME;", hash='66607122a613b261b386db25e3db204310e03e98', operation='UPDATE', pgid='pgtrigger_file_stays_in_council_fb7c2', table='documents_file', when='BEFORE')),
            ), pgtrigger.migrations.AddTrigger(
                model_name='register',
                trigger=pgtrigger.compiler.Trigger(name='register_never_deleted', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot delete rows from % table', TG_TABLE_NAME;", hash='720adb402100ac09ec0fec467f25e525c9c6a52b', operation='DELETE', pgid='pgtrigger_register_never_deleted_a2c1d', table='documents_register', when='BEFORE')),
            ), pgtrigger.migrations.AddTrigger(
                model_name='register',
                trigger=pgtrigger.compiler.Trigger(name='register_identity_fixed', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD."council_id" IS DISTINCT FROM (NEW."council_id") OR OLD."kind" IS DISTINCT FROM (NEW."kind") OR OLD."symbol" IS DISTINCT FROM (NEW."symbol") OR OLD."year" IS DISTINCT FROM (NEW."year"))', func="RAISE EXCEPTION 'pgtrigger: Cannot update rows from % table', TG_TABLE_NAME;", hash='6fb119456268c866d87720f88288e2cea5b6cd9d', operation='UPDATE', pgid='pgtrigger_register_identity_fixed_d15df', table='documents_register', when='BEFORE')),
            ), pgtrigger.migrations.AddTrigger(
                model_name='register',
                trigger=pgtrigger.compiler.Trigger(name='register_counts_by_one', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (NEW.last_number NOT IN (OLD.last_number, OLD.last_number + 1))', func="RAISE EXCEPTION 'pgtrigger: Cannot update rows from % table', TG_TABLE_NAME;", hash='6132c3c34ab41bfd2699d2ab318a1e9b3ae1ddbc', operation='UPDATE', pgid='pgtrigger_register_counts_by_one_bbfed', table='documents_register', when='BEFORE')),
            ), pgtrigger.migrations.AddTrigger(
                model_name='version',
                trigger=pgtrigger.compiler.Trigger(name='version_never_deleted', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot delete rows from % table', TG_TABLE_NAME;", hash='33368a1933e693e5b1291488343529d04b8d39f5', operation='DELETE', pgid='pgtrigger_version_never_deleted_9b0ab', table='documents_version', when='BEFORE')),
            ), pgtrigger.migrations.AddTrigger(
                model_name='version',
                trigger=pgtrigger.compiler.Trigger(name='version_text_once', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD."text_state" IN (\'done\', \'none\', \'failed\'))', func="RAISE EXCEPTION 'pgtrigger: Cannot update rows from % table', TG_TABLE_NAME;", hash='8dfdb4db157f1c640d0fc47dc67823aa0f55797a', operation='UPDATE', pgid='pgtrigger_version_text_once_a0e69', table='documents_version', when='BEFORE')),
            ), pgtrigger.migrations.AddTrigger(
                model_name='version',
                trigger=pgtrigger.compiler.Trigger(name='version_bytes_fixed', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD."id" IS DISTINCT FROM (NEW."id") OR OLD."file_id" IS DISTINCT FROM (NEW."file_id") OR OLD."number" IS DISTINCT FROM (NEW."number") OR OLD."name" IS DISTINCT FROM (NEW."name") OR OLD."key" IS DISTINCT FROM (NEW."key") OR OLD."sha256" IS DISTINCT FROM (NEW."sha256") OR OLD."size" IS DISTINCT FROM (NEW."size") OR OLD."media_type" IS DISTINCT FROM (NEW."media_type") OR OLD."pages" IS DISTINCT FROM (NEW."pages") OR OLD."stated_count" IS DISTINCT FROM (NEW."stated_count") OR OLD."added_by_id" IS DISTINCT FROM (NEW."added_by_id") OR OLD."added_at" IS DISTINCT FROM (NEW."added_at"))', func="RAISE EXCEPTION 'pgtrigger: Cannot update rows from % table', TG_TABLE_NAME;", hash='0bb223ed813e948b84a541fd12bf8d8598fe48b5', operation='UPDATE', pgid='pgtrigger_version_bytes_fixed_41ee4', table='documents_version', when='BEFORE')),
            ), pgtrigger.migrations.AddTrigger(
                model_name='document',
                trigger=pgtrigger.compiler.Trigger(name='numbered_document_stays', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD."number" IS NOT NULL)', func="RAISE EXCEPTION 'pgtrigger: Cannot delete rows from % table', TG_TABLE_NAME;", hash='d41accc0cd76341a78ab3696cb52700778467a59', operation='DELETE', pgid='pgtrigger_numbered_document_stays_a6d46', table='documents_document', when='BEFORE')),
            ), pgtrigger.migrations.AddTrigger(
                model_name='document',
                trigger=pgtrigger.compiler.Trigger(name='document_number_fixed', sql=pgtrigger.compiler.UpsertTriggerSql(condition="WHEN (OLD.number IS NOT NULL AND (ROW(OLD.council_id, OLD.kind, OLD.register_id, OLD.number, OLD.reference, OLD.issued_on, OLD.summary) IS DISTINCT FROM ROW(NEW.council_id, NEW.kind, NEW.register_id, NEW.number, NEW.reference, NEW.issued_on, NEW.summary) OR (OLD.state = 'void' AND NEW.state <> 'void') OR NEW.state = 'draft'))", func="RAISE EXCEPTION 'pgtrigger: Cannot update rows from % table', TG_TABLE_NAME;", hash='5fcf322907dd2ec1535ed0e92eb07b325f6645f5', operation='UPDATE', pgid='pgtrigger_document_number_fixed_2a6ee', table='documents_document', when='BEFORE')),
            ), pgtrigger.migrations.AddTrigger(
                model_name='wording',
                trigger=pgtrigger.compiler.Trigger(name='wording_stays', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;", hash='7dedeb960e8530c26badca288ebe3b42d74ea8ea', operation='UPDATE OR DELETE', pgid='pgtrigger_wording_stays_056c6', table='documents_wording', when='BEFORE')),
            )],
        ),
    ]
