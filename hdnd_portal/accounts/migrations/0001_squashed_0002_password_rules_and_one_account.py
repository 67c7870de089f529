import django.contrib.auth.validators
import django.contrib.postgres.constraints
import django.db.models.deletion
import django.db.models.functions.text
import django.utils.timezone
import hdnd_portal.accounts.models.user
import hdnd_portal.accounts.roles
import hdnd_portal.council.models.bodies
import hdnd_portal.schema
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    replaces = [('accounts', '0001_initial'), ('accounts', '0002_password_rules_and_one_account')]

    initial = True

    dependencies = [
        ('auth', '0012_alter_user_first_name_max_length'),
        ('council', '0002_initial'),
    ]

    operations = [
        hdnd_portal.schema.AtOnce(
            operations=[migrations.CreateModel(
                name='User',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('password', models.CharField(max_length=128, verbose_name='password')),
                    ('last_login', models.DateTimeField(blank=True, null=True, verbose_name='last login')),
                    ('is_superuser', models.BooleanField(default=False, help_text='Designates that this user has all permissions without explicitly assigning them.', verbose_name='superuser status')),
                    ('username', models.CharField(error_messages={'unique': 'A user with that username already exists.'}, help_text='Required. 150 characters or fewer. Letters, digits and @/./+/-/_ only.', max_length=150, unique=True, validators=[django.contrib.auth.validators.UnicodeUsernameValidator()], verbose_name='username')),
                    ('is_staff', models.BooleanField(default=False, help_text='Designates whether the user can log into this admin site.', verbose_name='staff status')),
                    ('is_active', models.BooleanField(default=True, help_text='Designates whether this user should be treated as active. Unselect this instead of deleting accounts.', verbose_name='active')),
                    ('date_joined', models.DateTimeField(default=django.utils.timezone.now, verbose_name='date joined')),
                    ('name', models.CharField(max_length=100, verbose_name='họ và tên')),
                    ('email', models.EmailField(blank=True, max_length=254, verbose_name='thư điện tử')),
                    ('is_sample', models.BooleanField(default=False, verbose_name='tài khoản mẫu')),
                    ('groups', models.ManyToManyField(blank=True, help_text='The groups this user belongs to. A user will get all permissions granted to each of their groups.', related_name='user_set', related_query_name='user', to='auth.group', verbose_name='groups')),
                    ('person', models.OneToOneField(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='account', to='council.person', verbose_name='người')),
                    ('user_permissions', models.ManyToManyField(blank=True, help_text='Specific permissions for this user.', related_name='user_set', related_query_name='user', to='auth.permission', verbose_name='user permissions')),
                    ('must_change_password', models.BooleanField(default=False, help_text='Người dùng phải đổi mật khẩu ở lần đăng nhập tới.', verbose_name='phải đổi mật khẩu')),
                    ('password_changed_at', models.DateTimeField(blank=True, editable=False, null=True, verbose_name='đổi mật khẩu lúc')),
                ],
                options={
                    'verbose_name': 'tài khoản',
                    'verbose_name_plural': 'tài khoản',
                    'constraints': [models.UniqueConstraint(django.db.models.functions.text.Lower('username'), name='user_name_once_whatever_case', violation_error_message='Tên đăng nhập này đã có.'), models.UniqueConstraint(django.db.models.functions.text.Lower('email'), condition=models.Q(('email', ''), _negated=True), name='user_email_once', violation_error_message='Đã có tài khoản dùng thư điện tử này.')],
                },
                managers=[
                    ('objects', hdnd_portal.accounts.models.user.PortalUserManager()),
                ],
            ), migrations.CreateModel(
                name='Deputyship',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('valid_from', models.DateField(verbose_name='từ ngày')),
                    ('valid_to', models.DateField(verbose_name='đến hết ngày')),
                    ('reason', models.CharField(blank=True, max_length=200, verbose_name='lý do')),
                    ('absent', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='deputies', to=settings.AUTH_USER_MODEL, verbose_name='người vắng')),
                    ('deputy', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='deputising', to=settings.AUTH_USER_MODEL, verbose_name='người thay')),
                ],
                options={
                    'verbose_name': 'thay thế khi vắng',
                    'verbose_name_plural': 'thay thế khi vắng',
                    'constraints': [models.CheckConstraint(condition=models.Q(('absent', models.F('deputy')), _negated=True), name='deputy_is_another'), models.CheckConstraint(condition=models.Q(('valid_to__gte', models.F('valid_from'))), name='deputyship_ends_after_start'), django.contrib.postgres.constraints.ExclusionConstraint(expressions=[('absent', '='), (hdnd_portal.council.models.bodies.DateRange(models.F('valid_from'), models.F('valid_to'), models.Value('[]')), '&&')], name='one_deputy_at_a_time', violation_error_message='Thời gian này đã có người thay.')],
                },
            ), migrations.CreateModel(
                name='RoleAssignment',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('role', models.CharField(choices=hdnd_portal.accounts.roles.role_choices, max_length=30, verbose_name='vai trò')),
                    ('valid_from', models.DateField(verbose_name='từ ngày')),
                    ('valid_to', models.DateField(blank=True, null=True, verbose_name='đến hết ngày')),
                    ('agency', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, to='council.agency', verbose_name='cơ quan')),
                    ('body', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, to='council.body', verbose_name='cơ quan của HĐND')),
                    ('council', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, to='council.council', verbose_name='HĐND')),
                    ('user', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='role_assignments', to=settings.AUTH_USER_MODEL, verbose_name='tài khoản')),
                ],
                options={
                    'verbose_name': 'phân vai trò',
                    'verbose_name_plural': 'phân vai trò',
                    'ordering': ['user', 'role'],
                    'constraints': [models.CheckConstraint(condition=models.Q(models.Q(('role__in', [hdnd_portal.accounts.roles.Role['COMMITTEE_LEADER'], hdnd_portal.accounts.roles.Role['COMMITTEE_MEMBER'], hdnd_portal.accounts.roles.Role['GROUP_HEAD']]), _negated=True), ('body__isnull', False), _connector='OR'), name='role_names_its_body'), models.CheckConstraint(condition=models.Q(models.Q(('role__in', [hdnd_portal.accounts.roles.Role['AGENCY'], hdnd_portal.accounts.roles.Role['FRONT']]), _negated=True), ('agency__isnull', False), _connector='OR'), name='role_names_its_agency'), models.CheckConstraint(condition=models.Q(('valid_to__isnull', True), ('valid_to__gte', models.F('valid_from')), _connector='OR'), name='role_ends_after_start')],
                },
            ), migrations.CreateModel(
                name='PasswordRecord',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('password', models.CharField(editable=False, max_length=128)),
                    ('changed_at', models.DateTimeField(default=django.utils.timezone.now, verbose_name='đổi lúc')),
                    ('user', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='passwords', to=settings.AUTH_USER_MODEL)),
                ],
                options={
                    'verbose_name': 'mật khẩu đã dùng',
                    'verbose_name_plural': 'mật khẩu đã dùng',
                },
            )],
        ),
    ]
