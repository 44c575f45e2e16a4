"""A hostile picture becomes a refusal in plain words or a harmless picture; never more than the child is hurt."""

import resource
import time
from concurrent.futures import ThreadPoolExecutor

import pytest

from coorum.base.errors import Refused
from coorum.base.pictures.sandbox import SEATS
from coorum.base.pictures.studio import examine_and_encode
from tests.base import hostile_pictures
from tests.base.hostile_pictures import CANARY, mutations

GROUPS = ("bombs", "strangers", "polyglots", "tellers", "broken")
CODES = {None, "picture_unreadable", "picture_format", "picture_too_many_pixels"}


def outcome(data):
    """The code of the refusal, or None and not a byte of what was hidden."""
    try:
        picture = examine_and_encode(data, kind="avatar")
    except Refused as refused:
        return refused.code
    for made in (*picture.sizes, picture.master):
        assert CANARY not in made.data
        assert b"<script" not in made.data
        assert b"PK\x03\x04" not in made.data
    return None


@pytest.mark.parametrize("group", GROUPS)
def test_each_hostile_file_meets_its_answer(group):
    # A child is as large as whoever forks it until it begins its own program; the children of other tests count, too.
    before = max(resource.getrusage(who).ru_maxrss for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN))
    files = list(getattr(hostile_pictures, group)())
    with ThreadPoolExecutor(SEATS) as pool:
        answers = list(pool.map(lambda file: outcome(file[1]), files))
    got = {name: code for (name, _, _), code in zip(files, answers, strict=True)}
    assert got == {name: code for name, _, code in files}
    peak, parent = (resource.getrusage(who).ru_maxrss for who in (resource.RUSAGE_CHILDREN, resource.RUSAGE_SELF))
    assert peak < max(512 * 1024, before + 1, parent + 1)  # kilobytes, of the largest child so far


@pytest.mark.slow
@pytest.mark.parametrize("seed", range(8))
def test_thousands_of_mutations_hurt_nobody(seed):
    def timed(data):
        started = time.monotonic()
        return outcome(data), time.monotonic() - started

    with ThreadPoolExecutor(SEATS) as pool:
        results = list(pool.map(timed, mutations(500, seed)))
    assert {code for code, _ in results} <= CODES
    assert max(seconds for _, seconds in results) < 5
    assert sum(code is None for code, _ in results) > 20, "some must get through, or nothing is tried"
