"""What was taught, checked and found is not edited, nor deleted within five years."""

from django.db import migrations

TABLES = (
    "course", "courseend", "attendance", "device", "devicecheck", "devicereturn", "rolesnapshot", "findingstep", "controlrun",
)  # fmt: skip
TRIGGER = """
CREATE TRIGGER stays BEFORE UPDATE OR DELETE ON organisation_{table}
    FOR EACH ROW EXECUTE FUNCTION organisation_refuse();
REVOKE UPDATE ON organisation_{table} FROM coorum_app;
"""


class Migration(migrations.Migration):
    dependencies = [("organisation", "0003_people_and_findings")]
    operations = [migrations.RunSQL(TRIGGER.format(table=table), migrations.RunSQL.noop) for table in TABLES]
