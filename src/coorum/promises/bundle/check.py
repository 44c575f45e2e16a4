"""Check the proof of a promise, without network and with nothing but Python 3: `python3 check.py [proof.json]`.

Four steps: what was found has the digest it claims; the evidence names that digest; the entry of evidence commits to it;
and the entry stands under a head signed by the provider. Compare that head with the published one
(/.well-known/coorum/heads.json) to see that everybody is shown the same.

Where an authority outside stamped that head or the policy (RFC 3161; the folder `witness`), two more: the stamp names what
lies beside it, and, where the program `openssl` is there, the authority's signature and certificates hold.
"""

import hashlib
import hmac
import json
import shutil
import subprocess
import sys
from datetime import datetime, timezone
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


def check_witnesses(bundle: dict[str, Any], folder: Path) -> list[str]:
    """Answer a sentence for each stamp in `folder`; raise `ledger.Broken` where one does not hold."""
    sentences = []
    if bundle.get("anchor"):
        text = json.loads((folder / "anchor.json").read_bytes())
        leaf = hashlib.sha256(
            b"coorum ledger heads 1\n" + ledger.canonical(bundle["evidence"]["inclusion"]["head"])
        ).digest()
        path = [bytes.fromhex(step) for step in bundle["anchor"]["path"]]
        root = ledger.root_from_path(leaf, bundle["anchor"]["position"], bundle["anchor"]["heads"], path)
        if (text["root"], text["heads"]) != (root, bundle["anchor"]["heads"]):
            raise ledger.Broken("the head is not among those that were stamped")
        sentences.append(f"the head was {_check_stamp(folder, 'anchor')}")
    if (folder / "publication.tsr").exists():
        text = json.loads((folder / "publication.json").read_bytes())
        if (text["number"], text["sha256"]) != (bundle["policy"]["number"], bundle["policy"]["sha256"]):
            raise ledger.Broken("another policy was stamped")
        sentences.append(f"policy {text['number']} was {_check_stamp(folder, 'publication')}")
    return sentences


def _check_stamp(folder: Path, name: str) -> str:
    """That the stamp names the file beside it, and its signature where openssl can be asked."""
    at, imprint = _read_stamp((folder / f"{name}.tsr").read_bytes())
    if imprint != hashlib.sha256((folder / f"{name}.json").read_bytes()).digest():
        raise ledger.Broken(f"{name}.tsr stamps something else")
    program = shutil.which("openssl")
    if program is None:
        return f"stamped at {at} (its signature was not checked: there is no openssl here)"
    roots = str(folder / f"{name}-roots.pem")
    stamped = ["-data", str(folder / f"{name}.json"), "-in", str(folder / f"{name}.tsr")]
    command = [program, "ts", "-verify", *stamped, "-CAfile", roots, "-untrusted", roots]
    moment = datetime.strptime(at[:14], "%Y%m%d%H%M%S").replace(tzinfo=timezone.utc)  # noqa: UP017  Python 3.9
    asked = [*command, "-attime", str(int(moment.timestamp()))]
    if subprocess.run(asked, capture_output=True, check=False).returncode:  # noqa: S603  our own words
        raise ledger.Broken(f"the signature of {name}.tsr does not hold: {' '.join(command)}")
    return f"stamped at {at}, and the signature holds"


def _read_stamp(answer: bytes) -> tuple[str, bytes]:
    """The moment and the imprint in a TimeStampResp (RFC 3161, 2.4.2): response → token → signed data → TSTInfo."""
    signed = _parts(_parts(_parts(_parts(answer)[0])[1])[1])[0]
    info = _parts(_parts(_parts(_parts(signed)[2])[1])[0])[0]
    _version, _policy, imprint, _serial, moment = _parts(info)[:5]
    return moment.decode("ascii"), _parts(imprint)[1]


def _parts(data: bytes) -> list[bytes]:
    """What the elements of a DER text hold."""
    found, at = [], 0
    while at < len(data):
        size, at = data[at + 1], at + 2
        if size & 0x80:
            size, at = int.from_bytes(data[at : at + (size & 0x7F)], "big"), at + (size & 0x7F)
        found.append(data[at : at + size])
        at += size
    return found


def main(arguments: list[str]) -> int:
    """The command; answers its exit code: 0 it holds, 1 it does not, 2 it could not be checked."""
    file = Path(arguments[0]) if arguments else Path(__file__).with_name("proof.json")
    try:
        bundle = json.loads(file.read_text(encoding="utf-8"))
        for sentence in [check(bundle), *check_witnesses(bundle, file.parent / "witness")]:
            print(sentence)
    except ledger.Broken as error:
        print(f"broken: {error}", file=sys.stderr)
        return 1
    except (ledger.NotChecked, OSError, ValueError, LookupError, TypeError, AttributeError) as error:
        print(f"not checked: {error}", file=sys.stderr)
        return 2
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
