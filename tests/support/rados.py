"""A Ceph RADOS Gateway on loopback for as long as a test needs it: one monitor, one store in memory, one gateway."""

import os
import shutil
import signal
import socket
import subprocess
import time
import uuid
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

PROGRAMS = ("ceph-authtool", "monmaptool", "ceph-mon", "ceph-osd", "ceph", "radosgw-admin", "radosgw")
ACCESS, SECRET = "GERAI", "rahasia123"
CONF = """
[global]
fsid = {fsid}
mon initial members = a
mon host = v2:127.0.0.1:{mon},v1:127.0.0.1:{old_mon}
auth cluster required = cephx
auth service required = cephx
auth client required = cephx
osd pool default size = 1
osd pool default min size = 1
osd pool default pg num = 2
osd pool default pgp num = 2
osd crush chooseleaf type = 0
mon allow pool size one = true
mon max pg per osd = 1000
auth allow insecure global id reclaim = true
run dir = {home}/run
log file = {home}/log/$name.log
admin socket = {home}/run/$name.asok
pid file = {home}/run/$name.pid
mon data = {home}/mon
osd data = {home}/osd
osd objectstore = memstore
memstore device bytes = 1073741824
ms bind ipv6 = false
public addr = 127.0.0.1
cluster addr = 127.0.0.1
keyring = {home}/keyring
[client.rgw]
rgw data = {home}/rgw
rgw frontends = beast endpoint=127.0.0.1:{gateway}
rgw run sync thread = false
rgw thread pool size = 32
rgw dns name = localhost
keyring = {home}/keyring
"""


def missing() -> list[str]:
    """What this machine lacks for it."""
    lacks = [program for program in PROGRAMS if shutil.which(program) is None]
    return lacks if os.geteuid() == 0 else [*lacks, "the rights of root"]


@dataclass(frozen=True)
class _Ceph:
    home: Path

    def run(self, *command: str) -> str:
        env = {**os.environ, "CEPH_CONF": str(self.home / "ceph.conf")}
        done = subprocess.run(command, env=env, capture_output=True, text=True, timeout=60, check=True)
        return done.stdout

    def stop(self) -> None:
        """End what was started here, and nothing else: each wrote its own number."""
        for file in (self.home / "run").glob("*.pid"):
            number = file.read_text().strip()
            if number.isdigit():
                try:
                    os.kill(int(number), signal.SIGKILL)
                except ProcessLookupError:
                    continue


@contextmanager
def gateway(home: Path) -> Iterator[str]:
    """The gateway's address. Nothing survives the end of the block: its store is memory."""
    for folder in ("mon", "osd", "rgw", "log", "run"):
        (home / folder).mkdir(parents=True)
    mon, old_mon, port = _free_ports(3)
    fsid = str(uuid.uuid4())
    ceph = _Ceph(home)
    text = CONF.format(home=home, fsid=fsid, mon=mon, old_mon=old_mon, gateway=port)
    (home / "ceph.conf").write_text(text)
    ring, plan = str(home / "keyring"), str(home / "monmap")
    try:
        _make_keys(ceph, ring)
        addresses = f"[v2:127.0.0.1:{mon},v1:127.0.0.1:{old_mon}]"
        ceph.run("monmaptool", "--create", "--fsid", fsid, "--addv", "a", addresses, plan)
        ceph.run("ceph-mon", "--mkfs", "-i", "a", "--monmap", plan, "--keyring", ring)
        ceph.run("ceph-mon", "-i", "a")
        ceph.run("ceph", "osd", "create")
        ceph.run("ceph-osd", "-i", "0", "--mkfs", "--osd-uuid", str(uuid.uuid4()))
        ceph.run("ceph-osd", "-i", "0")
        ceph.run("ceph", "osd", "crush", "add", "osd.0", "1.0", "root=default", "host=h")
        user = ("user", "create", "--uid", "gerai", "--display-name", "gerai")
        ceph.run("radosgw-admin", "-n", "client.rgw", *user, "--access-key", ACCESS, "--secret-key", SECRET)
        ceph.run("radosgw", "-n", "client.rgw")
        _wait_for(port)
        yield f"http://127.0.0.1:{port}"
    finally:
        ceph.stop()


def _make_keys(ceph: _Ceph, ring: str) -> None:
    """Without keys ("auth none") the gateway never starts."""
    everything = ("--cap", "mon", "allow *", "--cap", "osd", "allow *", "--cap", "mgr", "allow *")
    ceph.run("ceph-authtool", "--create-keyring", ring, "--gen-key", "-n", "mon.", "--cap", "mon", "allow *")
    ceph.run("ceph-authtool", ring, "--gen-key", "-n", "client.admin", *everything, "--cap", "mds", "allow *")
    for name in ("client.rgw", "osd.0"):
        ceph.run("ceph-authtool", ring, "--gen-key", "-n", name, *everything)


def _free_ports(count: int) -> list[int]:
    taken = [socket.create_server(("127.0.0.1", 0)) for _ in range(count)]
    ports = [one.getsockname()[1] for one in taken]
    for one in taken:
        one.close()
    return ports


def _wait_for(port: int) -> None:
    """It listens within some seconds, or the machine is not fit for it."""
    for _ in range(200):
        try:
            socket.create_connection(("127.0.0.1", port), timeout=1).close()
        except OSError:
            time.sleep(0.1)  # it is a server that starts, not a test that waits
        else:
            return
    raise TimeoutError("radosgw did not begin to listen")
