"""Lists as people have them."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from coorum.base.errors import Refused
from coorum.inviting.kinds import Problem
from coorum.inviting.reading import MOST_BYTES, MOST_LINES, rows_in
from tests.cast import refused

HEAD = "お名前,メールアドレス,役割,電話"


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp932", "utf-16"])
@pytest.mark.parametrize("delimiter", [",", ";", "\t"])
@pytest.mark.parametrize("end", ["\n", "\r\n"])
def test_what_spreadsheets_write_is_read(encoding: str, delimiter: str, end: str) -> None:
    lines = [HEAD, "はな,Hana@Post.example,,090", "", '"た,ろう",taro@post.example,モデレーター,']
    if delimiter != ",":
        lines = [line.replace('"た,ろう"', "たろう").replace(",", delimiter) for line in lines]
    rows = rows_in(end.join(lines).encode(encoding))
    assert [(row.email, row.role) for row in rows] == [("hana@post.example", ""), ("taro@post.example", "moderator")]


def test_addresses_line_by_line_are_read() -> None:
    rows = rows_in(b"a@post.example\n\n b@post.example ")
    assert [(row.number, row.email) for row in rows] == [(1, "a@post.example"), (3, "b@post.example")]


def test_each_line_that_invites_nobody_says_why() -> None:
    said = "email,role\nnobody\na@post.example,king\nb@post.example,\nB@post.example,\n,owner\nc@post.example,OWNER\n"
    found = [(row.number, row.problem, row.said) for row in rows_in(said.encode())]
    assert found == [
        (2, Problem.NO_ADDRESS, "nobody"),
        (3, Problem.NO_ROLE, "king"),
        (4, "", ""),
        (5, Problem.TWICE, ""),
        (6, Problem.NO_ADDRESS, ""),
        (7, "", ""),
    ]


def test_what_is_no_list_is_refused() -> None:
    with refused("no_addresses"):
        rows_in("なまえ,でんわ\nはな,090".encode())
    with refused("no_addresses"):
        rows_in(b"")
    with refused("no_text"):
        rows_in(b"email\n\x81\x00\xfd")
    with refused("too_large"):
        rows_in(b"a" * (MOST_BYTES + 1))
    with refused("too_large"):
        rows_in(b"a@post.example\n" * (MOST_LINES + 1))


@settings(max_examples=60)
@given(st.binary(max_size=400) | st.text(max_size=200).map(str.encode))
def test_whatever_comes_is_read_or_refused(content: bytes) -> None:
    try:
        rows = rows_in(content)
    except Refused:
        return
    assert all(row.email or row.problem for row in rows)
