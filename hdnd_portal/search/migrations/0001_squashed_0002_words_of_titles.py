import django.contrib.postgres.indexes
import django.contrib.postgres.search
import django.db.models.deletion
import hdnd_portal.schema
from django.db import migrations, models


class Migration(migrations.Migration):

    replaces = [('search', '0001_initial'), ('search', '0002_words_of_titles')]

    initial = True

    dependencies = [
        ('council', '0003_unit_change_sources'),
    ]

    operations = [
        hdnd_portal.schema.AtOnce(
            operations=[migrations.CreateModel(
                name='SearchEntry',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('kind', models.CharField(max_length=40, verbose_name='loại')),
                    ('object_id', models.BigIntegerField()),
                    ('title', models.CharField(max_length=500, verbose_name='tiêu đề')),
                    ('note', models.CharField(blank=True, max_length=300, verbose_name='ghi chú')),
                    ('text', models.TextField(blank=True, verbose_name='đoạn đầu')),
                    ('url', models.CharField(max_length=300)),
                    ('reference_key', models.CharField(blank=True, max_length=60)),
                    ('sorted_on', models.DateField()),
                    ('year', models.PositiveSmallIntegerField(blank=True, null=True, verbose_name='năm')),
                    ('title_vector', django.contrib.postgres.search.SearchVectorField(null=True)),
                    ('vector', django.contrib.postgres.search.SearchVectorField(null=True)),
                    ('council', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.CASCADE, to='council.council')),
                ],
                options={
                    'verbose_name': 'mục tìm kiếm',
                    'verbose_name_plural': 'mục tìm kiếm',
                    'indexes': [django.contrib.postgres.indexes.GinIndex(fields=['title_vector'], name='search_title'), django.contrib.postgres.indexes.GinIndex(fields=['vector'], name='search_text'), models.Index(django.contrib.postgres.indexes.OpClass('reference_key', 'varchar_pattern_ops'), name='search_reference'), models.Index(fields=['-sorted_on', '-id'], name='search_newest')],
                    'constraints': [models.UniqueConstraint(fields=('kind', 'object_id'), name='search_entry_once')],
                },
            ), migrations.CreateModel(
                name='TitleWord',
                fields=[
                    ('word', models.CharField(max_length=40, primary_key=True, serialize=False)),
                ],
                options={
                    'verbose_name': 'từ trong tiêu đề',
                    'verbose_name_plural': 'từ trong tiêu đề',
                    'indexes': [django.contrib.postgres.indexes.GinIndex(django.contrib.postgres.indexes.OpClass('word', 'gin_trgm_ops'), name='title_word_typos')],
                },
            )],
        ),
    ]
