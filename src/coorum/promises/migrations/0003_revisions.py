import coorum.base.ids
import django.db.models.deletion
from django.db import migrations, models


TRIGGER = """
CREATE TRIGGER final BEFORE UPDATE OR DELETE ON {table} FOR EACH ROW EXECUTE FUNCTION refuse_change();
CREATE TRIGGER final_truncate BEFORE TRUNCATE ON {table} FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
"""
TABLES = ("promises_revision", "promises_revisionstep", "promises_relationtest", "promises_review")


class Migration(migrations.Migration):

    dependencies = [
        ('promises', '0002_proofs'),
    ]

    operations = [
        migrations.CreateModel(
            name='Revision',
            fields=[
                ('id', models.UUIDField(default=coorum.base.ids.new_id, editable=False, primary_key=True, serialize=False)),
                ('kind', models.CharField(choices=[('provider_policy', 'Privacy policy'), ('provider_terms', 'Terms of service'), ('operator_policy', "The operator's privacy notice"), ('operator_terms', 'Community terms')], max_length=20)),
                ('community_id', models.UUIDField(null=True)),
                ('number', models.CharField(max_length=12)),
                ('texts', models.JSONField()),
                ('summary', models.JSONField()),
                ('registers', models.JSONField()),
                ('before', models.UUIDField(null=True)),
                ('lowest', models.CharField(choices=[('first', 'First version'), ('N0', 'Wording only'), ('N1', 'Change that needs announcing'), ('N2', 'Related purpose (APPI 17(2), 21(3))'), ('N3', 'Change that must be announced beforehand (APPI 27(6))'), ('C', "Change that needs everybody's consent (APPI 18, 27, 28, 31)")], max_length=6)),
                ('asked', models.CharField(choices=[('first', 'First version'), ('N0', 'Wording only'), ('N1', 'Change that needs announcing'), ('N2', 'Related purpose (APPI 17(2), 21(3))'), ('N3', 'Change that must be announced beforehand (APPI 27(6))'), ('C', "Change that needs everybody's consent (APPI 18, 27, 28, 31)")], max_length=6)),
                ('effective_at', models.DateTimeField(null=True)),
                ('drafted_by', models.UUIDField(null=True)),
                ('drafted_at', models.DateTimeField()),
            ],
        ),
        migrations.CreateModel(
            name='Review',
            fields=[
                ('id', models.UUIDField(default=coorum.base.ids.new_id, editable=False, primary_key=True, serialize=False)),
                ('waived', models.CharField(blank=True, max_length=400)),
                ('by', models.UUIDField(null=True)),
                ('at', models.DateTimeField()),
                ('revision', models.OneToOneField(on_delete=django.db.models.deletion.PROTECT, related_name='review', to='promises.revision')),
            ],
        ),
        migrations.CreateModel(
            name='RelationTest',
            fields=[
                ('id', models.UUIDField(default=coorum.base.ids.new_id, editable=False, primary_key=True, serialize=False)),
                ('original', models.UUIDField()),
                ('hops', models.PositiveSmallIntegerField()),
                ('answers', models.JSONField()),
                ('reason', models.CharField(max_length=400)),
                ('is_related', models.BooleanField()),
                ('by', models.UUIDField(null=True)),
                ('at', models.DateTimeField()),
                ('revision', models.OneToOneField(on_delete=django.db.models.deletion.PROTECT, related_name='test', to='promises.revision')),
            ],
        ),
        migrations.CreateModel(
            name='RevisionStep',
            fields=[
                ('id', models.UUIDField(default=coorum.base.ids.new_id, editable=False, primary_key=True, serialize=False)),
                ('state', models.CharField(choices=[('draft', 'Drafted'), ('diffed', 'Compared with the version before'), ('classified', 'Classified'), ('dropped', 'Dropped'), ('announced', 'Announced'), ('scheduled', 'Waiting for its day'), ('effective', 'In effect'), ('open', 'In effect for those who agree'), ('superseded', 'Replaced by a later version')], max_length=12)),
                ('by', models.UUIDField(null=True)),
                ('at', models.DateTimeField()),
                ('revision', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='steps', to='promises.revision')),
            ],
            options={
                'constraints': [models.UniqueConstraint(fields=('revision', 'state'), name='revision_state_once')],
            },
        ),
        *(migrations.RunSQL(TRIGGER.format(table=table), migrations.RunSQL.noop) for table in TABLES),
    ]
