"""Whether what is kept about people is what was said (P1.2, P2.5)."""

from django.apps import apps
from django.utils.translation import gettext_noop as _

from coorum.base.personal_data import datasets
from coorum.consent.items import ITEMS
from coorum.consent.purposes import PURPOSES
from coorum.promises import columns
from coorum.promises.findings import Finding, Verdict, none_of, rows
from coorum.promises.proofs import looks

#: Bookkeeping of the framework and of the tree over the evidence, in which there is no row about anybody.
MACHINERY = {"django_migrations", "django_content_type", "auth_permission", "auth_group", "auth_group_permissions"}
MACHINERY |= {"ledger_frontier", "ledger_node"}
COLUMNS = """
SELECT c.relname, a.attname FROM pg_class c JOIN pg_attribute a ON a.attrelid = c.oid AND a.attnum > 0 AND NOT a.attisdropped
WHERE c.relkind IN ('r', 'p') AND c.relnamespace = 'public'::regnamespace AND NOT c.relispartition
"""


@looks("P1.2", "P2.5")
def every_column_is_declared() -> Finding:
    """Every column of every table in the database is tagged in the data map: personal, related, statistical or none."""
    models = {model._meta.label: model._meta for model in apps.get_models(include_auto_created=True)}
    declared = {
        (models[table.label].db_table, models[table.label].get_field(name).column)  # type: ignore[union-attr]  # a column
        for dataset in datasets()
        for table in dataset.tables
        for name in table.tags()
    }
    found = {(table, column) for table, column in rows(COLUMNS) if table not in MACHINERY}
    strange = sorted(f"{table}.{column}" for table, column in found - declared)
    facts = {
        "columns": len(found),
        "tables": len({table for table, _column in found}),
        "strange": ", ".join(strange[:5]),
        "count": len(strange),
    }
    if strange:
        return Finding(Verdict.BROKEN, _("%(count)s columns are not in the data map: %(strange)s."), facts, COLUMNS)
    return Finding(
        Verdict.KEPT, _("All %(columns)s columns of %(tables)s tables are in the public data map."), facts, COLUMNS
    )


@looks("P2.5", "P1.2")
def every_column_keeps_an_item_of_the_list() -> Finding:
    """Each column that says something about somebody is matched with an item of article 2, or made from such (the book)."""
    strange = columns.unmatched()
    places, items = columns.columns_about_somebody(), {one.id for one in ITEMS}
    kept = {columns.matched().get(place, "") for place in places} & items
    facts = {"columns": len(places), "items": len(kept), "count": len(strange), "strange": ", ".join(strange[:5])}
    if strange:
        return Finding(Verdict.BROKEN, _("%(count)s columns keep nothing that the policy lists: %(strange)s."), facts)
    sentence = _(
        "Each of %(columns)s columns about somebody keeps one of %(items)s listed items, or is made from them."
    )
    return Finding(Verdict.KEPT, sentence, facts)


@looks("P2.5", "P3.6")
def every_dataset_names_its_purposes() -> Finding:
    """What each room keeps is kept for purposes of article 3."""
    known = {one.id for one in PURPOSES}
    astray = sorted(one.name for one in datasets() if not one.purposes or not set(one.purposes) <= known)
    facts = {"all": len(datasets()), "astray": ", ".join(astray), "items": len(ITEMS)}
    if astray:
        return Finding(Verdict.BROKEN, _("These data are kept for no purpose of the policy: %(astray)s."), facts)
    return Finding(
        Verdict.KEPT, _("All %(all)s kinds of data we keep are kept for purposes that the policy lists."), facts
    )


@looks("P3.2")
def accounts_serve_the_service_alone() -> Finding:
    """What identifies somebody as a user is kept to run the service, and under no purpose that needs a consent of its own."""
    optional = {one.id for one in PURPOSES if one.needs_consent}
    own = [one for one in datasets() if one.name.startswith("accounts.")]
    astray = sorted(one.name for one in own if "operate" not in one.purposes or optional & set(one.purposes))
    facts = {"all": len(own), "astray": ", ".join(astray)}
    if astray or not own:
        return Finding(Verdict.BROKEN, _("These data of accounts are kept for something else: %(astray)s."), facts)
    sentence = _("All %(all)s kinds of account data are kept to run the service, and for no advertising.")
    return Finding(Verdict.KEPT, sentence, facts)


@looks("X3")
def nobody_writes_to_anybody_in_secret() -> Finding:
    """There are no messages between members: no table could hold them, and none exists beyond the data map."""
    return none_of(
        """
        SELECT count(*) FROM pg_class c WHERE c.relkind IN ('r', 'p') AND c.relnamespace = 'public'::regnamespace
        AND c.relname ~ '(direct|private)_?message|(^|_)(chat|inbox|dm)(_|$)'
        """,
        kept=_("There are no messages between members, so nobody can read them."),
        broken=_("%(count)s tables look as if they held messages between members."),
    )
