"""The index, and the one function that reads it."""

import coorum.base.ids
import django.contrib.postgres.indexes
import django.contrib.postgres.search
import django.db.models.deletion
from django.contrib.postgres.operations import BtreeGinExtension
from django.db import migrations, models


#: Words and pairs lie outside the rows, so that a thousand rows are a few pages.
LEAN = "ALTER TABLE search_document SET (toast_tuple_target = 128)"
#: Below a row-level policy no GIN index is used for `@@`, which is not leakproof. The function reads as the owner, for whom a
#: policy of its own lets rows through, and asks for the site of the scope itself. Without a scope it finds nothing.
FOUND = """
CREATE POLICY owner ON search_document FOR SELECT TO coorum_owner USING (true);
CREATE FUNCTION search_found(question text, shelves uuid[], kinds text[], since timestamptz, most integer)
RETURNS TABLE (kind text, subject_id uuid, thread_id uuid, shelf_id uuid, written_at timestamptz, score real)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, pg_temp SET plan_cache_mode = force_custom_plan AS $$
    SELECT d.kind, d.subject_id, d.thread_id, d.shelf_id, d.written_at, ts_rank('{0.02, 0.1, 0.4, 1}', d.terms, question::tsquery)
    FROM (
        SELECT * FROM public.search_document
        WHERE site_id = nullif(current_setting('app.site', true), '')::uuid
          AND terms @@ question::tsquery
          AND shelf_id = ANY (shelves) AND kind = ANY (kinds) AND (since IS NULL OR written_at >= since)
        ORDER BY written_at DESC, subject_id DESC LIMIT most
    ) d
    ORDER BY d.written_at DESC, d.subject_id DESC
$$;
REVOKE ALL ON FUNCTION search_found FROM PUBLIC;
GRANT EXECUTE ON FUNCTION search_found TO coorum_app;
"""


class Migration(migrations.Migration):

    initial = True

    dependencies = [
        ('sites', '0007_senders'),
    ]

    operations = [
        BtreeGinExtension(),
        migrations.CreateModel(
            name='Document',
            fields=[
                ('id', models.UUIDField(default=coorum.base.ids.new_id, editable=False, primary_key=True, serialize=False)),
                ('kind', models.CharField(max_length=12)),
                ('subject_id', models.UUIDField()),
                ('thread_id', models.UUIDField()),
                ('shelf_id', models.UUIDField()),
                ('written_at', models.DateTimeField()),
                ('terms', django.contrib.postgres.search.SearchVectorField()),
                ('dictionary', models.CharField(max_length=20)),
                ('site', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='sites.site')),
            ],
            options={
                'indexes': [django.contrib.postgres.indexes.GinIndex(fields=['site', 'terms'], name='document_terms'), models.Index(fields=['site', 'thread_id'], name='document_thread'), models.Index(fields=['site', '-written_at', '-subject_id'], name='document_newest')],
                'constraints': [models.UniqueConstraint(fields=('site', 'kind', 'subject_id'), name='document_once')],
            },
        ),
        migrations.RunSQL(LEAN, migrations.RunSQL.noop),
        migrations.RunSQL(FOUND, migrations.RunSQL.noop),
    ]
