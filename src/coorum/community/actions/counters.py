"""Counters are kept with what they count; should one be wrong all the same, it is found and mended here."""

from django.db.models import Model

from coorum.base.actions import action
from coorum.community.queries.counters import COUNTERS, wrong

#: So many rows are locked and mended at once.
AT_ONCE = 500


def wrong_counters() -> dict[str, int]:
    """How many rows of the open scope's site are wrong, by counter; a scan, for whoever has a shell."""
    return {_name(model, column): wrong(model, column).count() for model, column in COUNTERS}


@action
def mend_counters() -> dict[str, int]:
    """Set up to `AT_ONCE` wrong rows of each counter right. How many, by counter; call again until nothing is mended."""
    return {_name(model, column): _mend(model, column) for model, column in COUNTERS}


def _mend(model: type[Model], column: str) -> int:
    """Locked first, in the order of ids, and only then counted: what is being said meanwhile is counted too."""
    rows = model._default_manager
    ids = list(wrong(model, column).order_by("id").values_list("id", flat=True)[:AT_ONCE])
    list(rows.select_for_update(no_key=True).filter(id__in=ids).order_by("id").values("id"))
    return rows.filter(id__in=ids).update(**{column: COUNTERS[model, column]()})


def _name(model: type[Model], column: str) -> str:
    return f"{model._meta.model_name}.{column}"
