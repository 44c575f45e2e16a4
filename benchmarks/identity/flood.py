"""Two loads, each a process: `read PORT PATH SECONDS` gets a page as often as it can, `try PORT SECONDS RATE` tries to sign in.

Both print JSON: what came back, by status, and in how many seconds.
"""

import http.client
import json
import random
import sys
import threading
import time
from collections import Counter
from urllib.parse import urlencode

READERS = 4
TRIERS = 40
#: A form of the same visitor: the cookie and the field hold the same random signs.
TOKEN = "benchmarkbenchmarkbenchmarkbench"  # noqa: S105  nobody's
KNOWN = "hana@people.example"


def read(port: int, path: str, seconds: float) -> Counter[int]:
    """Readers that ask for the page again as soon as they have it."""

    def reader(found: Counter[int], end: float, _number: int) -> None:
        connection = http.client.HTTPConnection("localhost", port, timeout=30)
        while time.monotonic() < end:
            connection.request("GET", path, headers={"Host": f"localhost:{port}"})
            answer = connection.getresponse()
            answer.read()
            found[answer.status] += 1

    return _together(reader, READERS, seconds)


def attempt(port: int, seconds: float, rate: float) -> Counter[int]:
    """So many tries a second, each from a network of its own; who falls behind does not wait for the others."""

    def trier(found: Counter[int], end: float, number: int) -> None:
        connection = http.client.HTTPConnection("localhost", port, timeout=30)
        due = time.monotonic() + number / rate
        while due < end:
            time.sleep(max(0.0, due - time.monotonic()))
            address = random.choice((KNOWN, f"{random.random()}@people.example"))  # noqa: S311
            try:
                found[sign_in(connection, port, address, "wrong")] += 1
            except (OSError, http.client.HTTPException):
                connection.close()
                found[0] += 1
            due += TRIERS / rate

    return _together(trier, TRIERS, seconds)


def sign_in(connection: http.client.HTTPConnection, port: int, address: str, password: str) -> int:
    """The status of one try by a browser that was never here, from a network nobody has come from."""
    network = ".".join(str(random.randrange(1, 255)) for _part in range(4))  # noqa: S311
    body = urlencode({"login": address, "password": password, "csrfmiddlewaretoken": TOKEN})
    headers = {
        "Host": f"localhost:{port}",
        "Cookie": f"csrf={TOKEN}",
        "X-Forwarded-For": network,
        "Content-Type": "application/x-www-form-urlencoded",
    }
    connection.request("POST", "/signin/login/", body=body, headers=headers)
    answer = connection.getresponse()
    answer.read()
    return answer.status


def _together(work, many: int, seconds: float) -> Counter[int]:  # type: ignore[no-untyped-def]
    found: Counter[int] = Counter()
    end = time.monotonic() + seconds
    threads = [threading.Thread(target=work, args=(found, end, number)) for number in range(many)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return found


if __name__ == "__main__":
    kind, port, *given = sys.argv[1:]
    started = time.monotonic()
    counts = (
        read(int(port), given[0], float(given[1]))
        if kind == "read"
        else attempt(int(port), float(given[0]), float(given[1]))
    )
    print(json.dumps({"found": counts, "seconds": time.monotonic() - started}))
