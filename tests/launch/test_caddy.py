"""The distribution's Caddy with the Caddyfile of docs/operate/hosts.md: certificates for hosts in use, and for no other."""

import shutil
import socket
import ssl
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from coorum.base.scope import site_scope
from tests.cast import raise_curtain
from tests.launch.houses import surroundings
from tests.launch.runs import free_port, wait_until
from tests.sites.test_hosts import HOST, claimed, served

pytestmark = [
    pytest.mark.slow,
    pytest.mark.skipif(shutil.which("caddy") is None, reason="NOT TRIED: caddy is not installed (apt install caddy)"),
]
PAGE = Path("docs/operate/hosts.md")
#: What a test needs otherwise: own ports, a folder of its own, an authority of its own; and a proxy without the second lock.
OURS = (
    "\tadmin off\n\tskip_install_trust\n\tlocal_certs\n\tauto_https disable_redirects\n\tstorage file_system {folder}\n"
)
BARE = "\nhttps://:{port} {{\n\ttls {{\n\t\ton_demand\n\t}}\n\treverse_proxy 127.0.0.1:8000\n}}\n"


class Proxy:
    """A running Caddy on `port`; one without the second lock on `bare`."""

    def __init__(self, folder: Path, pages: int, port: int) -> None:
        self.folder, self.port, self.bare = folder, port, port + 1
        text = PAGE.read_text().split("```")[1].strip()
        text = text.replace("{", "{\n" + OURS.format(folder=folder / "store"), 1)
        text = text.replace("https:// {", f"https://:{self.port} {{") + BARE.format(port=self.bare)
        (folder / "Caddyfile").write_text(text.replace("127.0.0.1:8000", f"127.0.0.1:{pages}"))

    def asks(self, name: str, path: str, host: str, *, port: int = 0) -> bytes:
        """What is answered under TLS for `name`; ssl.SSLError where there is no certificate."""
        trust = ssl.create_default_context(cafile=str(self.folder / "store/pki/authorities/local/root.crt"))
        with (
            socket.create_connection(("127.0.0.1", port or self.port), timeout=20) as plain,
            trust.wrap_socket(plain, server_hostname=name) as safe,
        ):
            safe.sendall(f"GET {path} HTTP/1.1\r\nHost: {host}\r\nConnection: close\r\n\r\n".encode())
            return b"".join(iter(lambda: safe.recv(65_536), b""))

    def names(self) -> set[str]:
        """The names it has certificates for."""
        return {one.stem for one in self.folder.glob("store/certificates/**/*.crt")}


@pytest.fixture
def proxy(house: dict[str, str], tmp_path: Path) -> Iterator[Proxy]:
    kissa = raise_curtain().kissa
    with site_scope(kissa.id):
        served(kissa, primary=True)
        claimed(kissa, "claimed.shop.example")
    port = free_port()
    made = Proxy(tmp_path, port, port + 1)
    house = surroundings(house | {"COORUM_PROVIDER_HOST": "provider.test", "COORUM_TRUSTED_PROXIES": "1"})
    commands = [
        [sys.executable, "-m", "coorum.launch.cli", "serve", "--port", str(port), "--workers", "1"],
        ["caddy", "run", "--config", str(tmp_path / "Caddyfile"), "--adapter", "caddyfile"],
    ]
    log = (tmp_path / "log").open("wb")
    started = [subprocess.Popen(one, env={**house, "HOME": str(tmp_path)}, stdout=log, stderr=log) for one in commands]
    try:
        wait_until(lambda: all(_listens(one) for one in (port, made.port, made.bare)), seconds=60)
        yield made
    finally:
        for one in started:
            one.terminate()
            one.wait(30)
        log.close()


def _listens(port: int) -> bool:
    with socket.socket() as probe:
        return probe.connect_ex(("127.0.0.1", port)) == 0


def test_known_hosts_get_a_certificate_and_a_page_and_strangers_get_neither(proxy: Proxy) -> None:
    assert b" 200 " in proxy.asks(HOST, "/", HOST).partition(b"\r\n")[0]
    moved = proxy.asks("kissa.test", "/b/", "kissa.test")
    assert f"location: https://{HOST}/b/".encode() in moved.lower()
    assert b" 200 " in proxy.asks("provider.test", "/signin/login/", "provider.test").partition(b"\r\n")[0]
    for name in [*(f"unknown{number}.example" for number in range(100)), "claimed.shop.example", f"x.{HOST}"]:
        with pytest.raises(ssl.SSLError):
            proxy.asks(name, "/", name)
    assert proxy.names() == {HOST, "kissa.test", "provider.test"}
    for port in (proxy.port, proxy.bare):
        for host in (HOST, "127.0.0.1", "localhost"):
            answer = proxy.asks(HOST, f"/tls/ask?domain={HOST}", host, port=port)
            assert b" 404 " in answer.partition(b"\r\n")[0], (port, host)
