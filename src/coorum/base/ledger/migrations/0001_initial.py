"""The ledger is made by the SQL beside this file, which never changes again; Django's models only read it."""

from pathlib import Path

from django.db import migrations, models


def sql(name: str) -> migrations.RunSQL:
    return migrations.RunSQL((Path(__file__).parent / f"0001_{name}.sql").read_text())


class Migration(migrations.Migration):

    initial = True

    dependencies = [
    ]

    operations = [
        sql('tables'),
        sql('functions'),
        sql('guards'),
        migrations.CreateModel(
            name='Chain',
            fields=[
                ('site_id', models.UUIDField(primary_key=True, serialize=False)),
                ('n', models.BigIntegerField()),
                ('hash', models.BinaryField()),
                ('leaves', models.BigIntegerField()),
            ],
            options={
                'db_table': 'ledger_chain',
                'managed': False,
            },
        ),
        migrations.CreateModel(
            name='Entry',
            fields=[
                ('site_id', models.UUIDField()),
                ('kind', models.TextField()),
                ('version', models.IntegerField()),
                ('at', models.DateTimeField()),
                ('actor', models.TextField()),
                ('subject', models.TextField(null=True)),
                ('refs', models.TextField()),
                ('commitment', models.BinaryField(null=True)),
                ('hash', models.BinaryField()),
                ('pk', models.CompositePrimaryKey('site_id', 'n', blank=True, editable=False, primary_key=True, serialize=False)),
                ('n', models.BigIntegerField()),
                ('key', models.UUIDField(null=True)),
                ('prev', models.BinaryField()),
            ],
            options={
                'db_table': 'ledger_entry',
                'ordering': ['site_id', 'n'],
                'managed': False,
            },
        ),
        migrations.CreateModel(
            name='Head',
            fields=[
                ('pk', models.CompositePrimaryKey('site_id', 'n', blank=True, editable=False, primary_key=True, serialize=False)),
                ('site_id', models.UUIDField()),
                ('n', models.BigIntegerField()),
                ('root', models.BinaryField()),
                ('hash', models.BinaryField()),
                ('at', models.DateTimeField()),
                ('signature', models.BinaryField()),
            ],
            options={
                'db_table': 'ledger_head',
                'ordering': ['site_id', 'n'],
                'managed': False,
            },
        ),
        migrations.CreateModel(
            name='Key',
            fields=[
                ('id', models.TextField(primary_key=True, serialize=False)),
                ('public', models.BinaryField()),
                ('since', models.DateTimeField()),
            ],
            options={
                'db_table': 'ledger_key',
                'managed': False,
            },
        ),
        migrations.CreateModel(
            name='Leaf',
            fields=[
                ('site_id', models.UUIDField()),
                ('kind', models.TextField()),
                ('version', models.IntegerField()),
                ('at', models.DateTimeField()),
                ('actor', models.TextField()),
                ('subject', models.TextField(null=True)),
                ('refs', models.TextField()),
                ('commitment', models.BinaryField(null=True)),
                ('hash', models.BinaryField()),
                ('pk', models.CompositePrimaryKey('site_id', 'id', blank=True, editable=False, primary_key=True, serialize=False)),
                ('id', models.UUIDField()),
                ('seal', models.BigIntegerField(null=True)),
                ('number', models.BigIntegerField(null=True)),
            ],
            options={
                'db_table': 'ledger_leaf',
                'ordering': ['site_id', 'number'],
                'managed': False,
            },
        ),
        migrations.CreateModel(
            name='Opening',
            fields=[
                ('pk', models.CompositePrimaryKey('site_id', 'commitment', blank=True, editable=False, primary_key=True, serialize=False)),
                ('site_id', models.UUIDField()),
                ('commitment', models.BinaryField()),
                ('salt', models.BinaryField()),
                ('payload', models.JSONField()),
            ],
            options={
                'db_table': 'ledger_opening',
                'managed': False,
            },
        ),
    ]
