"""What keeps the portal from starting is said in one sentence, never in a traceback."""

from __future__ import annotations

import os
import shutil
import socket
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.setup.conftest import ROOT, Checkout

NOBODY = 65534


def test_taken_port_is_named(checkout: Checkout) -> None:
    with socket.socket() as other:
        other.bind(("127.0.0.1", checkout.port))
        other.listen()
        code, said = checkout.run_once()
    assert code == 1
    assert said == (
        f"Cổng {checkout.port} đang được chương trình khác dùng: hãy chạy với cổng khác, ví dụ "
        f"PORT={checkout.port + 1} make run. (The port is in use.)\n"
    )
    assert checkout.servers() == [None, None]


@pytest.mark.parametrize("port", ["http", "0", "65536", "-1", "80 80", "8000x"])
def test_port_that_is_no_port_is_named(checkout: Checkout, port: str) -> None:
    code, said = checkout.run_once(PORT=port)
    assert code == 1
    assert said == (
        f"PORT phải là số từ 1 đến 65535, không phải «{port}». (PORT must be a port number.)\n"
    )


def test_dead_database_is_named(checkout: Checkout) -> None:
    code, said = checkout.run_once(DATABASE_URL="postgres://x@127.0.0.1:1/x", REDIS_URL="redis://x")
    assert code == 1
    assert "Không kết nối được cơ sở dữ liệu: connection failed" in said
    assert "Traceback" not in said


def test_folder_without_permission_is_named(tmp_path: Path) -> None:
    folder = tmp_path / "checkout"
    shutil.copytree(ROOT / "tools", folder / "tools")
    python, demote = sys.executable, []
    if os.geteuid() == 0:
        # Root may write everywhere, so the question is asked as somebody else, who may not read
        # root's own Python but has Debian's.
        python, demote = "/usr/bin/python3", ["setpriv", f"--reuid={NOBODY}", "--clear-groups"]
        for parent in (folder, *folder.parents[:4]):
            parent.chmod(parent.stat().st_mode | 0o055)
    else:
        folder.chmod(0o555)
    done = subprocess.run(
        [*demote, python, "-B", str(folder / "tools" / "bootstrap.py")],
        capture_output=True,
        text=True,
    )
    assert done.returncode == 2
    assert done.stderr == (
        f"Không có quyền ghi vào {folder}: hãy chạy bằng người dùng sở hữu thư mục này. "
        "(No permission to write there.)\n"
    )


def test_data_of_another_user_are_named(copies: Callable[[str], Checkout]) -> None:
    place = copies("foreign")
    (place.folder / ".run").write_text("a file where the folder should be")
    code, said = place.run_once()
    assert code == 1
    assert said.startswith("Không khởi động được: ")
    assert said.count("\n") == 1


def test_full_disk_is_named(copies: Callable[[str], Checkout]) -> None:
    place = copies("full")
    run_dir = place.folder / ".run"
    run_dir.mkdir()
    mounted = ["unshare", "--map-root-user", "--user", "--mount", "sh", "-c"]
    if os.geteuid() == 0:
        mounted = ["unshare", "--mount", "sh", "-c"]
    mount = f"mount -t tmpfs -o size=32m none '{run_dir}'"
    if subprocess.run([*mounted, mount], capture_output=True).returncode:
        pytest.skip("this machine lets nobody mount")
    done = subprocess.run(
        [*mounted, f"{mount} && exec '{sys.executable}' -m tools.run"],
        cwd=place.folder,
        env=place.environment(),
        capture_output=True,
        text=True,
    )
    assert done.returncode == 1
    assert done.stderr.startswith(f"Ổ đĩa của {run_dir / 'postgres'} chỉ còn ")
    assert done.stderr.count("\n") == 1
