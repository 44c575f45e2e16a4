"""A slow line: a proxy before the house that hands its pages over in small pieces."""

import threading
import time
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

#: 1,000 bytes each 50 ms: 160 kbit/s, a mobile line on a bad day, and slow enough that the browser paints in between.
PIECE, PAUSE = 1000, 0.05
KEPT = ("content-type", "cache-control", "content-security-policy")


@contextmanager
def trickling(web: str) -> Iterator[str]:
    """The address under which `web` (an `http://host:port`) is read slowly, for a guest who only reads."""

    class Slow(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            words = self.headers.get("Accept-Language", "")
            asked = urllib.request.Request(
                web + self.path, headers={"Host": web.partition("//")[2], "Accept-Language": words}
            )
            with urllib.request.urlopen(asked, timeout=20) as answer:
                body = answer.read()
                self.send_response(answer.status)
                for name in KEPT:
                    if answer.headers[name]:
                        self.send_header(name, answer.headers[name])
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            for start in range(0, len(body), PIECE):
                self.wfile.write(body[start : start + PIECE])
                self.wfile.flush()
                time.sleep(PAUSE if "html" in answer.headers["content-type"] else 0)

        def log_message(self, *words: object) -> None:
            """Nobody reads along."""

    server = ThreadingHTTPServer(("localhost", 0), Slow)
    server.daemon_threads = True
    threading.Thread(target=server.serve_forever, daemon=True).start()
    try:
        yield f"http://localhost:{server.server_port}"
    finally:
        server.shutdown()
        server.server_close()
