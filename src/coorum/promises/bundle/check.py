"""Check the proof of a promise, without network and with nothing but Python 3: `python3 check.py [proof.json]`.

Four steps: what was found has the digest it claims; the evidence names that digest; the entry of evidence commits to it;
and the entry stands under a head signed by the provider. Compare that head with the published one
(/.well-known/coorum/heads.json) to see that everybody is shown the same.
"""

import hashlib
import hmac
import json
import sys
from pathlib import Path
from typing import Any

import ledger_verifier as ledger  # type: ignore[import-not-found]  # it lies beside this file in the archive


def check(bundle: dict[str, Any]) -> str:
    """Answer the sentence that says what holds; raise `ledger.Broken` where it does not."""
    if bundle.get("format") != "coorum-promise-proof-1":
        raise ledger.NotChecked("this is no proof of a promise")
    promise, evidence = bundle["promise"], bundle["evidence"]
    said = {
        "promise": promise["id"],
        "verdict": promise["proved"],
        "measured_at": promise["measured_at"],
        "findings": promise["findings"],
    }
    digest = hashlib.sha256(ledger.canonical(said)).hexdigest()
    if digest != promise["digest"]:
        raise ledger.Broken("what was found is not what the proof says it is")
    if evidence["payload"]["proofs"].get(promise["id"]) != [said["verdict"], digest]:
        raise ledger.Broken("the evidence speaks of another proof")
    entry = evidence["inclusion"]["entry"]
    made = hmac.new(bytes.fromhex(evidence["salt"]), ledger.canonical(evidence["payload"]), "sha256").hexdigest()
    if made != entry["commit"]:
        raise ledger.Broken("the entry of evidence commits to something else")
    under = ledger.check_proof(evidence["inclusion"])
    return f"{promise['id']} was {said['verdict']} at {promise['measured_at']}: {under}"


def main(arguments: list[str]) -> int:
    """The command; answers its exit code: 0 it holds, 1 it does not, 2 it could not be checked."""
    file = Path(arguments[0]) if arguments else Path(__file__).with_name("proof.json")
    try:
        print(check(json.loads(file.read_text(encoding="utf-8"))))
    except ledger.Broken as error:
        print(f"broken: {error}", file=sys.stderr)
        return 1
    except (ledger.NotChecked, OSError, ValueError, KeyError, TypeError, AttributeError) as error:
        print(f"not checked: {error}", file=sys.stderr)
        return 2
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
