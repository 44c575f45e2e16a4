import coorum.base.ids
import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


TRIGGER = """
CREATE TRIGGER final BEFORE UPDATE OR DELETE ON consent_versionanswer FOR EACH ROW EXECUTE FUNCTION refuse_change();
CREATE TRIGGER final_truncate BEFORE TRUNCATE ON consent_versionanswer
FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
REVOKE UPDATE, DELETE ON consent_versionanswer FROM coorum_app;
"""


class Migration(migrations.Migration):

    dependencies = [
        ('consent', '0002_published_is_final'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name='NewsDismissal',
            fields=[
                ('id', models.UUIDField(default=coorum.base.ids.new_id, editable=False, primary_key=True, serialize=False)),
                ('at', models.DateTimeField()),
                ('person', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('version', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='consent.policyversion')),
            ],
            options={
                'constraints': [models.UniqueConstraint(fields=('person', 'version'), name='news_dismissed_once')],
            },
        ),
        migrations.CreateModel(
            name='VersionAnswer',
            fields=[
                ('id', models.UUIDField(default=coorum.base.ids.new_id, editable=False, primary_key=True, serialize=False)),
                ('answer', models.CharField(choices=[('granted', 'Agreed'), ('refused', 'Declined')], max_length=8)),
                ('document', models.JSONField()),
                ('signed', models.TextField()),
                ('ledger_key', models.UUIDField(default=coorum.base.ids.new_id, editable=False)),
                ('made_at', models.DateTimeField()),
                ('person', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('version', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='answers', to='consent.policyversion')),
            ],
            options={
                'indexes': [models.Index(fields=['person', 'version', 'made_at'], name='version_answer_of_person')],
            },
        ),
        migrations.RunSQL(TRIGGER, migrations.RunSQL.noop),
    ]
