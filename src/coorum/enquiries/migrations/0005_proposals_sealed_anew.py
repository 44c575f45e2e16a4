"""The reason of a proposal is sealed: it can be sealed anew when keys are changed, and nothing else of it changes."""

from django.db import migrations

SEALED_ANEW = """
DROP TRIGGER stays ON enquiries_inquiryproposal;
CREATE TRIGGER stays BEFORE DELETE ON enquiries_inquiryproposal
    FOR EACH ROW EXECUTE FUNCTION refuse_change_for_five_years();
CREATE TRIGGER stays_but_for_its_seal BEFORE UPDATE ON enquiries_inquiryproposal FOR EACH ROW
    WHEN (to_jsonb(NEW) - 'reason' IS DISTINCT FROM to_jsonb(OLD) - 'reason')
    EXECUTE FUNCTION refuse_change_for_five_years();
GRANT UPDATE (reason) ON enquiries_inquiryproposal TO coorum_app;
"""


class Migration(migrations.Migration):
    dependencies = [("enquiries", "0004_kept_apart_stays_decided")]
    operations = [migrations.RunSQL(SEALED_ANEW, migrations.RunSQL.noop)]
