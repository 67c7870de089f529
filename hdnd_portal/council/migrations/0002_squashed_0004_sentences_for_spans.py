import django.contrib.postgres.constraints
import django.db.models.deletion
import hdnd_portal.council.models.bodies
import hdnd_portal.council.models.people
import hdnd_portal.council.models.units
import hdnd_portal.schema
from django.db import migrations, models


class Migration(migrations.Migration):

    replaces = [('council', '0002_initial'), ('council', '0003_unit_change_sources'), ('council', '0004_sentences_for_spans')]

    initial = True

    dependencies = [
        ('council', '0001_extensions'),
    ]

    operations = [
        hdnd_portal.schema.AtOnce(
            operations=[migrations.CreateModel(
                name='Person',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('name', models.CharField(max_length=100, verbose_name='họ và tên')),
                    ('sex', models.CharField(choices=hdnd_portal.council.models.people.person_sex_choices, max_length=10, verbose_name='xưng hô')),
                    ('birth_date', models.DateField(blank=True, null=True, verbose_name='ngày sinh')),
                    ('email', models.EmailField(blank=True, max_length=254, verbose_name='thư điện tử')),
                    ('phone', models.CharField(blank=True, max_length=30, verbose_name='điện thoại')),
                    ('sort_key', models.CharField(db_index=True, default='', editable=False, max_length=250)),
                    ('folded', models.CharField(default='', editable=False, max_length=120)),
                    ('is_sample', models.BooleanField(default=False, verbose_name='dữ liệu mẫu')),
                ],
                options={
                    'verbose_name': 'người',
                    'verbose_name_plural': 'người',
                    'ordering': ['sort_key', 'pk'],
                },
            ), migrations.CreateModel(
                name='AdministrativeUnit',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('code', models.CharField(max_length=20, verbose_name='mã')),
                    ('name', models.CharField(help_text='Không kèm loại, ví dụ: Lâm Đồng', max_length=100, verbose_name='tên')),
                    ('kind', models.CharField(choices=hdnd_portal.council.models.units.unit_kind_choices, max_length=20, verbose_name='loại')),
                    ('valid_from', models.DateField(blank=True, null=True, verbose_name='có từ ngày')),
                    ('valid_to', models.DateField(blank=True, null=True, verbose_name='đến hết ngày')),
                    ('is_sample', models.BooleanField(default=False, verbose_name='dữ liệu mẫu')),
                    ('folded', models.CharField(db_index=True, default='', editable=False, max_length=120)),
                    ('parent', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='children', to='council.administrativeunit', verbose_name='trực thuộc')),
                ],
                options={
                    'verbose_name': 'đơn vị hành chính',
                    'verbose_name_plural': 'đơn vị hành chính',
                    'ordering': ['code'],
                    'constraints': [models.UniqueConstraint(fields=('code', 'kind', 'name', 'valid_from'), name='unit_once_per_span', nulls_distinct=False)],
                },
            ), migrations.CreateModel(
                name='Body',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('kind', models.CharField(choices=hdnd_portal.council.models.bodies.body_kind_choices, max_length=20, verbose_name='loại')),
                    ('name', models.CharField(max_length=150, verbose_name='tên')),
                    ('code', models.CharField(help_text='BPC, BKTNS, TĐB5', max_length=20, verbose_name='ký hiệu')),
                    ('position', models.PositiveSmallIntegerField(default=0, verbose_name='thứ tự')),
                    ('units', models.ManyToManyField(blank=True, related_name='delegate_groups', to='council.administrativeunit', verbose_name='địa bàn')),
                    ('term', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='bodies', to='council.term', verbose_name='nhiệm kỳ')),
                ],
                options={
                    'verbose_name': 'cơ quan của HĐND',
                    'verbose_name_plural': 'cơ quan của HĐND',
                    'ordering': ['term', 'position', 'name'],
                    'constraints': [models.UniqueConstraint(fields=('term', 'code'), name='body_code_once')],
                },
            ), migrations.CreateModel(
                name='Council',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('code', models.SlugField(max_length=20, unique=True, verbose_name='mã')),
                    ('name', models.CharField(max_length=200, verbose_name='tên')),
                    ('place', models.CharField(max_length=100, verbose_name='địa danh ghi trên văn bản')),
                    ('symbol', models.CharField(default='HĐND', max_length=30, verbose_name='ký hiệu')),
                    ('office_symbol', models.CharField(default='VP', max_length=30, verbose_name='ký hiệu văn phòng')),
                    ('is_sample', models.BooleanField(default=False, verbose_name='dữ liệu mẫu')),
                    ('parent', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, to='council.council', verbose_name='HĐND cấp trên')),
                    ('unit', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='councils', to='council.administrativeunit', verbose_name='đơn vị')),
                ],
                options={
                    'verbose_name': 'hội đồng nhân dân',
                    'verbose_name_plural': 'hội đồng nhân dân',
                    'ordering': ['code'],
                },
            ), migrations.CreateModel(
                name='Agency',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('kind', models.CharField(choices=hdnd_portal.council.models.bodies.agency_kind_choices, max_length=20, verbose_name='loại')),
                    ('name', models.CharField(max_length=200, verbose_name='tên')),
                    ('code', models.CharField(max_length=30, verbose_name='ký hiệu')),
                    ('email', models.EmailField(blank=True, max_length=254, verbose_name='thư điện tử')),
                    ('phone', models.CharField(blank=True, max_length=30, verbose_name='điện thoại')),
                    ('valid_from', models.DateField(blank=True, null=True, verbose_name='từ ngày')),
                    ('valid_to', models.DateField(blank=True, null=True, verbose_name='đến hết ngày')),
                    ('parent', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, to='council.agency', verbose_name='trực thuộc')),
                    ('successor', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='predecessors', to='council.agency', verbose_name='cơ quan kế thừa')),
                    ('unit', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, to='council.administrativeunit', verbose_name='địa bàn')),
                    ('council', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='agencies', to='council.council', verbose_name='HĐND')),
                ],
                options={
                    'verbose_name': 'cơ quan, tổ chức',
                    'verbose_name_plural': 'cơ quan, tổ chức',
                    'ordering': ['name'],
                    'constraints': [models.UniqueConstraint(fields=('council', 'code'), name='agency_code_once')],
                },
            ), migrations.CreateModel(
                name='Membership',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('role', models.CharField(choices=hdnd_portal.council.models.bodies.membership_role_choices, max_length=20, verbose_name='vai trò')),
                    ('is_full_time', models.BooleanField(default=False, verbose_name='chuyên trách')),
                    ('valid_from', models.DateField(verbose_name='từ ngày')),
                    ('valid_to', models.DateField(blank=True, null=True, verbose_name='đến hết ngày')),
                    ('end_reason', models.CharField(blank=True, max_length=200, verbose_name='lý do kết thúc')),
                    ('body', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='memberships', to='council.body', verbose_name='cơ quan')),
                    ('person', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='memberships', to='council.person', verbose_name='người')),
                ],
                options={
                    'verbose_name': 'thành viên',
                    'verbose_name_plural': 'thành viên',
                    'ordering': ['body', 'person__sort_key'],
                    'constraints': [django.contrib.postgres.constraints.ExclusionConstraint(expressions=[('body', '='), ('person', '='), (hdnd_portal.council.models.bodies.DateRange(models.F('valid_from'), models.F('valid_to'), models.Value('[]')), '&&')], name='membership_once_at_a_time', violation_error_message='Người này đã là thành viên của cơ quan đó trong khoảng ngày đó.')],
                },
            ), migrations.CreateModel(
                name='Mandate',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('constituency', models.CharField(max_length=200, verbose_name='đơn vị bầu cử')),
                    ('is_full_time', models.BooleanField(default=False, verbose_name='chuyên trách')),
                    ('basis', models.CharField(choices=hdnd_portal.council.models.people.mandate_basis_choices, default='elected', max_length=20, verbose_name='hình thành từ')),
                    ('valid_from', models.DateField(verbose_name='từ ngày')),
                    ('valid_to', models.DateField(blank=True, null=True, verbose_name='đến hết ngày')),
                    ('end_reason', models.CharField(blank=True, choices=hdnd_portal.council.models.people.mandate_end_reason_choices, max_length=20, verbose_name='lý do kết thúc')),
                    ('end_document', models.CharField(blank=True, max_length=200, verbose_name='văn bản kết thúc')),
                    ('person', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='mandates', to='council.person', verbose_name='người')),
                    ('term', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='mandates', to='council.term', verbose_name='nhiệm kỳ')),
                ],
                options={
                    'verbose_name': 'đại biểu',
                    'verbose_name_plural': 'đại biểu',
                    'ordering': ['person__sort_key'],
                    'constraints': [django.contrib.postgres.constraints.ExclusionConstraint(expressions=[('term', '='), ('person', '='), (hdnd_portal.council.models.bodies.DateRange(models.F('valid_from'), models.F('valid_to'), models.Value('[]')), '&&')], name='mandate_once_at_a_time', violation_error_message='Người này đã là đại biểu của nhiệm kỳ đó trong khoảng ngày đó.'), models.CheckConstraint(condition=models.Q(('valid_to__isnull', True), models.Q(('end_reason', ''), _negated=True), _connector='OR'), name='mandate_end_has_reason', violation_error_message='Ngày kết thúc cần kèm lý do kết thúc.')],
                },
            ), migrations.CreateModel(
                name='Post',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('title', models.CharField(max_length=200, verbose_name='chức vụ')),
                    ('valid_from', models.DateField(verbose_name='từ ngày')),
                    ('valid_to', models.DateField(blank=True, null=True, verbose_name='đến hết ngày')),
                    ('agency', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='posts', to='council.agency', verbose_name='cơ quan')),
                    ('person', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='posts', to='council.person', verbose_name='người')),
                ],
                options={
                    'verbose_name': 'chức vụ',
                    'verbose_name_plural': 'chức vụ',
                    'ordering': ['-valid_from'],
                },
            ), migrations.CreateModel(
                name='Suspension',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('valid_from', models.DateField(verbose_name='từ ngày')),
                    ('valid_to', models.DateField(blank=True, null=True, verbose_name='đến hết ngày')),
                    ('reason', models.TextField(verbose_name='lý do')),
                    ('document', models.CharField(max_length=200, verbose_name='văn bản')),
                    ('mandate', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='suspensions', to='council.mandate', verbose_name='đại biểu')),
                ],
                options={
                    'verbose_name': 'tạm đình chỉ',
                    'verbose_name_plural': 'tạm đình chỉ',
                    'ordering': ['-valid_from'],
                    'constraints': [django.contrib.postgres.constraints.ExclusionConstraint(expressions=[('mandate', '='), (hdnd_portal.council.models.bodies.DateRange(models.F('valid_from'), models.F('valid_to'), models.Value('[]')), '&&')], name='suspension_once_at_a_time', violation_error_message='Đại biểu này đã bị tạm đình chỉ trong khoảng ngày đó.')],
                },
            ), migrations.CreateModel(
                name='Term',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('name', models.CharField(help_text='2026–2031', max_length=20, verbose_name='nhiệm kỳ')),
                    ('ordinal', models.CharField(help_text='XI', max_length=10, verbose_name='khóa')),
                    ('valid_from', models.DateField(verbose_name='từ ngày')),
                    ('valid_to', models.DateField(blank=True, null=True, verbose_name='đến hết ngày')),
                    ('seats_statutory', models.PositiveSmallIntegerField(verbose_name='số đại biểu được bầu theo luật')),
                    ('elected_at_start', models.PositiveSmallIntegerField(verbose_name='số đại biểu đã bầu')),
                    ('council', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='terms', to='council.council', verbose_name='HĐND')),
                ],
                options={
                    'verbose_name': 'nhiệm kỳ',
                    'verbose_name_plural': 'nhiệm kỳ',
                    'ordering': ['-valid_from'],
                    'constraints': [django.contrib.postgres.constraints.ExclusionConstraint(expressions=[('council', '='), (hdnd_portal.council.models.bodies.DateRange(models.F('valid_from'), models.F('valid_to'), models.Value('[]')), '&&')], name='term_one_at_a_time', violation_error_message='HĐND này đã có nhiệm kỳ khác trong khoảng ngày đó.')],
                },
            ), migrations.CreateModel(
                name='UnitChange',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('kind', models.CharField(choices=hdnd_portal.council.models.units.unit_change_kind_choices, max_length=10, verbose_name='hình thức')),
                    ('effective_on', models.DateField(verbose_name='hiệu lực từ ngày')),
                    ('legal_basis', models.CharField(max_length=200, verbose_name='căn cứ')),
                    ('note', models.TextField(blank=True, verbose_name='ghi chú')),
                    ('from_units', models.ManyToManyField(related_name='changes_out', to='council.administrativeunit', verbose_name='từ đơn vị')),
                    ('to_units', models.ManyToManyField(related_name='changes_in', to='council.administrativeunit', verbose_name='thành đơn vị')),
                    ('likely_unit', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to='council.administrativeunit', verbose_name='đơn vị nhận phần lớn')),
                    ('loader_key', models.CharField(editable=False, max_length=80, null=True, unique=True)),
                    ('mark', models.CharField(choices=hdnd_portal.council.models.units.unit_change_mark_choices, default='U', max_length=2, verbose_name='độ tin cậy')),
                ],
                options={
                    'verbose_name': 'thay đổi đơn vị hành chính',
                    'verbose_name_plural': 'thay đổi đơn vị hành chính',
                    'ordering': ['-effective_on'],
                },
            )],
        ),
    ]
