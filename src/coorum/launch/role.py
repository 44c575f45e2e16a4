"""Start-up refuses a database role for which the walls between sites do not exist."""

import psycopg

from coorum.launch.trouble import Trouble

FREEDOMS = """
SELECT rolsuper, rolbypassrls,
       EXISTS (SELECT 1 FROM pg_class WHERE relowner = pg_roles.oid AND relrowsecurity),
       EXISTS (SELECT 1 FROM pg_class WHERE relrowsecurity AND pg_has_role(current_user, relowner, 'USAGE'))
FROM pg_roles WHERE rolname = current_user
"""
NAMES = ("is a superuser", "bypasses row-level security", "owns walled tables", "has the rights of their owner")


def ensure_walled(address: str) -> None:
    """`Trouble` where the role of this address could look over the wall, or where nobody answers."""
    try:
        with psycopg.connect(address, connect_timeout=5) as connection:
            row = connection.execute(FREEDOMS).fetchone()
            role = connection.info.user
    except psycopg.Error as error:
        reason = str(error).strip().splitlines()[-1]
        raise Trouble(f"The PostgreSQL that COORUM_DATABASE_URL names does not answer: {reason}") from None
    for name, is_so in zip(NAMES, row or (), strict=False):
        if is_so:
            raise Trouble(
                f"The role “{role}” in COORUM_DATABASE_URL {name}, so sites would not be kept apart: "
                "use coorum_app as roles.sql makes it."
            )
