"""Whether what belongs to a site can be reached from another (P6.1), and whether the application could take the wall down."""

from uuid import UUID

from django.db import DatabaseError, connection, transaction
from django.utils.translation import gettext_noop as _

from coorum.base import clock
from coorum.base.ids import new_id
from coorum.base.scope import site_scope
from coorum.promises.findings import Finding, Verdict, none_of, number, rows
from coorum.promises.proofs import looks, tries
from coorum.sites import queries as sites

# The outbox (`letter`) and the list of what was erased (`tombstone`) are the provider's; their site says for whom.
WALLED = """
SELECT c.relname FROM pg_class c JOIN pg_attribute a ON a.attrelid = c.oid AND a.attname = 'site_id' AND NOT a.attisdropped
WHERE c.relname NOT IN ('letter', 'tombstone') AND c.relkind IN ('r', 'p') AND c.relnamespace = 'public'::regnamespace ORDER BY 1
"""
OPEN = """
SELECT count(*) FROM pg_class c JOIN pg_attribute a ON a.attrelid = c.oid AND a.attname = 'site_id' AND NOT a.attisdropped
WHERE c.relname NOT IN ('letter', 'tombstone') AND c.relkind IN ('r', 'p') AND c.relnamespace = 'public'::regnamespace AND NOT (
  c.relrowsecurity AND c.relforcerowsecurity
  AND EXISTS (
    SELECT 1 FROM pg_policy p WHERE p.polrelid = c.oid AND p.polname = 'site'
    AND pg_get_expr(p.polqual, p.polrelid)
      = '(site_id = (NULLIF(current_setting(''app.site''::text, true), ''''::text))::uuid)'
    AND (p.polcmd = 'r' AND c.relname LIKE 'ledger\\_%'
      OR p.polcmd = '*' AND pg_get_expr(p.polwithcheck, p.polrelid) = pg_get_expr(p.polqual, p.polrelid))
  )
  AND NOT EXISTS (
    SELECT 1 FROM pg_policy p
    WHERE p.polrelid = c.oid AND (
      p.polname NOT IN ('site', 'every_site', 'owner', 'auditor')
      OR p.polname = 'every_site' AND (p.polcmd <> 'r' OR p.polroles <> ARRAY['coorum_every_site'::regrole::oid])
    )
  )
)
"""
FREE = """
SELECT count(*) FROM pg_roles r WHERE r.rolname IN ('coorum_app', 'coorum_every_site', 'coorum_auditor')
AND (r.rolsuper OR r.rolbypassrls OR r.rolcreaterole
  OR EXISTS (SELECT 1 FROM pg_class c WHERE c.relowner = r.oid AND c.relrowsecurity))
"""


@looks("P6.1")
def every_table_of_a_site_is_walled() -> Finding:
    """Forced row-level security with the one plain policy, on each table that carries a site."""
    return none_of(
        OPEN,
        kept=_("Every table that belongs to communities shows and takes rows of the community at hand only."),
        broken=_("%(count)s tables do not keep the rows of communities apart."),
    )


@looks("P6.1")
def the_application_cannot_take_the_wall_down() -> Finding:
    """The application's roles own no walled table and bypass no policy."""
    return none_of(
        FREE,
        kept=_("The program runs as a role that cannot switch the separation off."),
        broken=_("%(count)s roles of the program could switch the separation off."),
    )


@tries("P6.1")
def one_site_reaches_nothing_of_another() -> Finding:
    """From two sites, every table is asked for strangers' rows, and a row for the other site is offered."""
    places = sites.all_sites()[:2]
    if len(places) < 2:
        return Finding(Verdict.NOT_MEASURED, _("With fewer than two communities there is nothing to keep apart."))
    here, there = (place.id for place in places)
    tables = [name for (name,) in rows(WALLED)]
    leaking = sorted({name for site in (here, there) for name in tables if _shows_strangers(name, site)})
    if leaking or _takes_strangers(here, there):
        sentence = _("Rows of another community could be reached (%(tables)s).")
        return Finding(Verdict.BROKEN, sentence, {"tables": ", ".join(leaking) or "community_board"})
    sentence = _("Asked from two communities, none of %(tables)s tables showed or took a row of the other.")
    return Finding(Verdict.KEPT, sentence, {"tables": len(tables)})


def _shows_strangers(table: str, site: UUID) -> bool:
    with site_scope(site):
        return bool(number(f'SELECT count(*) FROM (SELECT 1 FROM "{table}" WHERE site_id <> %s LIMIT 1) row', site))  # noqa: S608  a name of the catalogue


def _takes_strangers(here: UUID, there: UUID) -> bool:
    """Whether a member can be slipped in at `there` while working for `here`."""
    sql = (
        "INSERT INTO community_boardremoval (site_id, id, board_id, removed_by, removed_at) VALUES (%s, %s, %s, %s, %s)"
    )
    with site_scope(here):
        try:
            with transaction.atomic(), connection.cursor() as cursor:
                cursor.execute(sql, [there, new_id(), new_id(), new_id(), clock.now()])
        except DatabaseError as refusal:
            return "row-level security" not in str(refusal)
    return True
