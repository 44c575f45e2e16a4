from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ("base", "0001_initial"),
    ]

    operations = [
        migrations.CreateModel(
            name="Shared",
            fields=[
                ("key", models.CharField(max_length=64, primary_key=True, serialize=False)),
                ("value", models.TextField()),
                ("expires_at", models.DateTimeField(db_index=True)),
            ],
            options={"db_table": "shared"},
        ),
        # Counts of tries are written often and matter for minutes: no write-ahead log for them.
        migrations.RunSQL("ALTER TABLE shared SET UNLOGGED", "ALTER TABLE shared SET LOGGED"),
    ]
