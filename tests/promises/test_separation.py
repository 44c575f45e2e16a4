"""Which acts need two: the list is whole, and whoever acted alone is counted."""

import pytest
from django.apps import apps

from coorum.base.scope import provider_scope
from coorum.organisation.models import ProcessorStep
from coorum.promises.proofs.separation import ACTS, counted
from tests.cast import Cast

#: Columns by which a row says that a second person looked, or that there was none.
SECOND = {"reviewed_by", "agreed_by", "approved_by", "confirmed_by", "seconded_by", "is_alone", "waived"}


def test_every_table_with_a_second_word_is_in_the_list() -> None:
    """Whoever adds such a column adds the act to `ACTS`."""
    found = {
        model._meta.label for model in apps.get_models() if SECOND & {field.name for field in model._meta.local_fields}
    }
    assert sorted(found - {act.table for act in ACTS}) == []


def test_every_act_can_be_counted(cast: Cast) -> None:
    with provider_scope():
        assert [one.alone for one in counted()] == [0] * len(ACTS)


@pytest.mark.parametrize(("waived", "alone"), [(False, 1), (True, 0)])
def test_an_act_approved_by_its_author_is_counted(furnished: Cast, *, waived: bool, alone: int) -> None:
    with provider_scope():
        one = next(act for act in counted() if act.act.id == "processors")
        assert (one.all, one.alone, one.waived) == (1, 0, 0)
        step = ProcessorStep.objects.get(step="activate")
        author = ProcessorStep.objects.get(step="contract").actor_id
        ProcessorStep.objects.create(
            processor=step.processor,
            step="activate",
            before=step.before,
            after=step.after,
            actor="officer",
            actor_id=author,
            is_alone=waived,
            happened_on=step.happened_on,
            made_at=step.made_at,
        )
        one = next(act for act in counted() if act.act.id == "processors")
        assert (one.alone, one.waived) == (alone, int(waived))
