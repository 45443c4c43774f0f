"""Virtual environments of the Python tools, one a tool, pinned by requirements/TOOL.txt and kept outside the checkout.

`python3 test/sample/venv.py gto` makes the environment if it is missing and prints the folder of its programs;
with `--if-present` it never installs, and exits 1 where the environment is missing.
"""

from __future__ import annotations

import contextlib
import hashlib
import os
import shutil
import subprocess
import sys
import sysconfig
import time
from collections.abc import Iterator
from pathlib import Path

HERE = Path(__file__).resolve().parent
TOOLS = (
    "dvc",
    "evidently-0.4",
    "evidently-0.7",
    "great-expectations-1",
    "gto",
    "kfp-1.8",
    "kfp-2",
    "mlflow",
    "mlflow-server-2",
    "mlflow-server-3",
    "parquet",
    "sklearn",
)
MARKER = ".installed"


def cache_folder() -> Path:
    """The folder that keeps development tools: AIRWORTHY_DEV_CACHE if set, else airworthy-dev in the user's cache."""
    chosen = os.environ.get("AIRWORTHY_DEV_CACHE")
    if chosen:
        return Path(chosen)
    home = Path.home()
    if sys.platform == "win32":
        return Path(os.environ.get("LOCALAPPDATA") or home / "AppData" / "Local") / "airworthy-dev"
    if sys.platform == "darwin":
        return home / "Library" / "Caches" / "airworthy-dev"
    return Path(os.environ.get("XDG_CACHE_HOME") or home / ".cache") / "airworthy-dev"


def folder_of(tool: str) -> Path:
    """Where the tool's environment lives; the name changes with its requirements and with Python's version."""
    pins = (HERE / "requirements" / f"{tool}.txt").read_bytes()
    key = hashlib.sha256(pins).hexdigest()[:16]
    return cache_folder() / f"venv-{tool}-{key}-py{sys.version_info.major}.{sys.version_info.minor}"


def programs(folder: Path) -> Path:
    """The folder of an environment's programs."""
    return Path(sysconfig.get_path("scripts", "venv", {"base": str(folder), "platbase": str(folder)}))


def is_installed(tool: str) -> bool:
    """Whether the environment is there and whole."""
    return (folder_of(tool) / MARKER).exists()


def ensure(tool: str) -> Path:
    """The folder of the tool's programs, installed first if need be. Raises CalledProcessError if pip fails."""
    folder = folder_of(tool)
    if not is_installed(tool):
        folder.parent.mkdir(parents=True, exist_ok=True)
        with locked(folder.with_name(f"{folder.name}.lock")):
            if not is_installed(tool):
                install(tool, folder)
    return programs(folder)


def install(tool: str, folder: Path) -> None:
    """Fills the environment and marks it whole last. It is made in its final place, for its programs name that place."""
    if folder.exists():
        shutil.rmtree(folder)
    print(f"installing {tool} into {folder}", file=sys.stderr, flush=True)
    # As a program, not as a module: this file hides the standard library's `venv` from its neighbours.
    subprocess.run([sys.executable, "-m", "venv", folder], check=True, cwd=folder.parent, stdout=sys.stderr)
    python = programs(folder) / ("python.exe" if sys.platform == "win32" else "python")
    pins = HERE / "requirements" / f"{tool}.txt"
    command = [python, "-m", "pip", "install", "--quiet", "--disable-pip-version-check", "--no-deps", "-r", pins]
    subprocess.run(command, check=True, stdout=sys.stderr)
    (folder / MARKER).write_text(f"{tool}\n", encoding="utf-8")


@contextlib.contextmanager
def locked(path: Path) -> Iterator[None]:
    """Holds a lock that the system releases even if this process dies."""
    with path.open("a+b") as file:
        if sys.platform == "win32":
            import msvcrt

            while True:
                try:
                    msvcrt.locking(file.fileno(), msvcrt.LK_NBLCK, 1)
                    break
                except OSError:
                    time.sleep(0.5)
        else:
            import fcntl

            fcntl.flock(file, fcntl.LOCK_EX)
        yield


def main(arguments: list[str]) -> int:
    tools = [argument for argument in arguments if not argument.startswith("--")]
    if len(tools) != 1 or tools[0] not in TOOLS:
        print(f"usage: venv.py [--if-present] {'|'.join(TOOLS)}", file=sys.stderr)
        return 2
    if "--if-present" in arguments and not is_installed(tools[0]):
        return 1
    print(ensure(tools[0]))
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
