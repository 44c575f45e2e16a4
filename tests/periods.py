"""One rule of the retention engine, asked now, in the open scope."""

from coorum.base import retention, scope
from coorum.privacy.retention import engine


def let_go(rule_id: str) -> int:
    """How many rows went."""
    rule = retention.rule_by_id(rule_id)
    assert rule is not None, rule_id
    return engine.let_go(rule, scope.current().site_id)
