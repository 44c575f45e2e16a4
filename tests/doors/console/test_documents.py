"""The operator's own terms and privacy notice: our template in one press, read, and published for this site only."""

import re
from typing import Any

from coorum.base.scope import site_scope
from coorum.consent import queries
from coorum.consent.kinds import PolicyKind
from coorum.consent.notice import joining_notice
from tests.cast import Cast

PAGE = "/console/documents/community-terms/"


def area(page: str, name: str) -> str:
    found = re.search(rf'<textarea name="{name}"[^>]*>\s*(.*?)</textarea>', page, re.DOTALL)
    assert found
    return found[1]


def test_the_first_version_comes_from_our_template(cast: Cast, visit: Any) -> None:
    owen = visit(cast.kissa, as_=cast.owen)
    filled = owen.get(f"{PAGE}?from=template").content.decode()
    texts = {f"text_{language}": area(filled, f"text_{language}") for language in ("ja", "en")}
    assert cast.kissa.operator.legal_name in texts["text_ja"]
    page = owen.post(PAGE, {"step": "read", **texts}).content.decode()
    seen = re.search(r'name="seen" value="([0-9a-f]{64})"', page)
    assert seen
    told = {"summary_ja": "最初の版です。", "summary_en": "The first version."}
    form = {"step": "publish", **texts, **told, "seen": seen[1], "number": "1.0", "sure": "on"}
    assert owen.post(PAGE, form).headers["Location"] == "/console/documents/"
    with site_scope(cast.kissa.id):
        assert queries.version_in_force(PolicyKind.OPERATOR_TERMS, cast.kissa.id) is not None
        assert [one.kind for one in joining_notice(cast.kissa, "ja").documents] == ["operator_terms"]
    assert queries.version_in_force(PolicyKind.OPERATOR_TERMS, cast.kiri.id) is None


def test_an_operator_publishes_its_own_documents_only(cast: Cast, visit: Any) -> None:
    owen = visit(cast.kissa, as_=cast.owen)
    assert owen.get("/console/documents/privacy/").status_code == 404
    assert visit(cast.kiri, as_=cast.owen).get(PAGE).status_code == 404
