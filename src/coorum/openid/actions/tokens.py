"""Exchanging codes and refresh tokens, and what a token opens."""

from datetime import timedelta

from coorum.accounts.references import code_hash
from coorum.base import clock
from coorum.base.actions import action
from coorum.base.events import publish
from coorum.openid.actions.visits import end_visits
from coorum.openid.events import CODE_REPLAYED
from coorum.openid.kinds import ACCESS_LIFE, CODE_LIFE, REFRESH_LIFE, TokenKind
from coorum.openid.models import Code, RelyingParty, Token, Visit, as_party
from coorum.openid.queries import code_of, token_of


@action
def take_code(code: str, party: RelyingParty) -> Code | None:
    """The code, if it can be exchanged now. One that comes a second time ends the sign-in it began (RFC 6749 4.1.2)."""
    row = code_of(code, party)
    if row is None or row.visit.ended_at or row.visit.link.ended_at:
        return None
    if row.used_at is not None:
        _end_replayed(row.visit)
        return None
    return row if row.made_at > clock.now() - CODE_LIFE else None


@action
def take_refresh_token(token: str, party: RelyingParty) -> Token | None:
    """The refresh token, if it can be exchanged now. One that was exchanged already ends the sign-in (RFC 9700 4.14.2)."""
    row = token_of(token, TokenKind.REFRESH, party)
    if row is None:
        return None
    if row.used_at is not None:
        _end_replayed(row.visit)
        return None
    return row


@action
def use_up(row: Code | Token) -> None:
    """It was exchanged, and is worth nothing from now on but to show that it comes again."""
    row.used_at = clock.now()
    row.save(update_fields=["used_at"])


@action
def keep_token(visit: Visit, token: str, kind: TokenKind) -> None:
    """Remember a token that was handed out; access tokens of before stay good for their ten minutes."""
    life: timedelta = ACCESS_LIFE if kind == TokenKind.ACCESS else REFRESH_LIFE
    Token.new(visit=visit, kind=kind, token_hash=code_hash(token), expires_at=clock.now() + life).save()


@action
def revoke_token(token: str, party: RelyingParty) -> None:
    """RFC 7009: an access token goes alone; a refresh token ends its sign-in. A token of nobody's changes nothing."""
    if row := token_of(token, TokenKind.REFRESH, party):
        end_visits(Visit.objects.filter(id=row.visit_id), reason="revoked")
    elif row := token_of(token, TokenKind.ACCESS, party):
        row.delete()


def _end_replayed(visit: Visit) -> None:
    party = as_party(visit.link.party_id)
    publish(CODE_REPLAYED, actor=party, toward=party, payload={"visit": visit.id.hex})
    end_visits(Visit.objects.filter(id=visit.id), reason="replayed")
