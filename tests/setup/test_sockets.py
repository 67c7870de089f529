"""The folder of an embedded server's socket is this account's own, or nothing is started."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from hdnd_portal.embedded import Postgres, ServerProblem, Valkey


def long_folder(tmp_path: Path) -> Path:
    """So long that the socket moves to the folder for temporary files."""
    return tmp_path / ("x" * 100) / "server"


@pytest.mark.parametrize("server", [Postgres, Valkey])
def test_socket_folder_that_others_may_enter_is_refused(server, tmp_path, monkeypatch) -> None:
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path))
    one = server(long_folder(tmp_path))
    assert one.socket_folder.parent == tmp_path
    one.socket_folder.mkdir()
    one.socket_folder.chmod(0o777)
    with pytest.raises(ServerProblem, match=r"không phải của riêng tài khoản này"), one.hold():
        pass


@pytest.mark.skipif(os.geteuid() != 0, reason="only root can make another's folder")
@pytest.mark.parametrize("server", [Postgres, Valkey])
def test_socket_folder_of_another_is_refused(server, tmp_path, monkeypatch) -> None:
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path))
    one = server(long_folder(tmp_path))
    one.socket_folder.mkdir(mode=0o700)
    os.chown(one.socket_folder, 65534, 65534)
    with pytest.raises(ServerProblem, match=r"không phải của riêng tài khoản này"), one.hold():
        pass


def test_link_in_place_of_the_socket_folder_is_refused(tmp_path, monkeypatch) -> None:
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path))
    one = Valkey(long_folder(tmp_path))
    (tmp_path / "elsewhere").mkdir(mode=0o700)
    one.socket_folder.symlink_to(tmp_path / "elsewhere")
    with pytest.raises(ServerProblem), one.hold():
        pass
