import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('council', '0004_sentences_for_spans'),
    ]

    operations = [
        migrations.CreateModel(
            name='Field',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('code', models.CharField(max_length=10, unique=True, verbose_name='mã')),
                ('name', models.CharField(max_length=150, verbose_name='tên')),
                ('topics', models.TextField(blank=True, help_text='Mỗi dòng một từ hoặc cụm từ; phần mềm dựa vào đó để gợi ý lĩnh vực và nêu rõ từ nào.', verbose_name='từ thường gặp')),
                ('position', models.PositiveSmallIntegerField(default=0, verbose_name='thứ tự')),
                ('is_in_use', models.BooleanField(default=True, verbose_name='đang dùng')),
            ],
            options={
                'verbose_name': 'lĩnh vực',
                'verbose_name_plural': 'lĩnh vực',
                'ordering': ['position', 'code'],
            },
        ),
        migrations.CreateModel(
            name='FieldDesk',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('agency', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='council.agency', verbose_name='cơ quan thường chủ trì')),
                ('committee', models.ForeignKey(blank=True, limit_choices_to={'kind': 'committee'}, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='council.body', verbose_name='Ban theo dõi')),
                ('council', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='field_desks', to='council.council', verbose_name='HĐND')),
                ('field', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='desks', to='council.field', verbose_name='lĩnh vực')),
            ],
            options={
                'verbose_name': 'cơ quan phụ trách lĩnh vực',
                'verbose_name_plural': 'cơ quan phụ trách lĩnh vực',
                'ordering': ['field__position', 'field__code'],
                'constraints': [models.UniqueConstraint(fields=('council', 'field'), name='field_desk_once')],
            },
        ),
    ]
