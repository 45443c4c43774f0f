"""Builds the sample workspaces with the real DVC, MLflow, GTO and scikit-learn.

`python3 test/sample/make.py` writes media/sample. `--check` builds into a temporary folder, also runs the samples' own tests, and
keeps nothing. `--into FOLDER` builds there and leaves the repositories beside the result, to be looked at.
Only the standard library is needed: the tools come from the environments of venv.py.
"""

from __future__ import annotations

import argparse
import gzip
import io
import shutil
import sys
import tarfile
import tempfile
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import venv
from card_fraud_history import HISTORY as CARD_FRAUD
from other_histories import BARE, TWO_PROJECTS
from steps import Step
from workshop import HERE, Workshop, play

MEDIA = HERE.parent.parent / "media" / "sample"
MOST_BYTES = 600 * 1024
ARCHIVE = "dvc-remotes.tar.gz"


@dataclass(frozen=True)
class Sample:
    """One sample workspace; its name is also its templates' folder."""

    name: str
    history: Sequence[Step]
    tests: tuple[str, ...] = ()
    """Folders in which pytest must pass."""


SAMPLES = (
    Sample("card-fraud", CARD_FRAUD, tests=(".",)),
    Sample("bare", BARE),
    Sample("two-projects", TWO_PROJECTS, tests=("churn",)),
)


def bundle(workshop: Workshop, repository: Path, target: Path) -> None:
    """Packs the repository, tags and all, into one file that Git can clone."""
    workshop.run(repository, ["git", "-c", "pack.threads=1", "repack", "-adfq", "--depth=50", "--window=250"])
    workshop.run(repository, ["git", "bundle", "create", "--quiet", str(target), "HEAD", "--branches", "--tags"])


def archive(remotes: Sequence[tuple[str, Path]], target: Path) -> None:
    """Packs the DVC remotes, each under its sample's name, so that the same files always give the same bytes."""
    packed = io.BytesIO()
    with tarfile.open(fileobj=packed, mode="w", format=tarfile.USTAR_FORMAT) as tar:
        for name, remote in remotes:
            for file in sorted(path for path in remote.rglob("*") if path.is_file()):
                entry = tarfile.TarInfo(f"{name}/{file.relative_to(remote).as_posix()}")
                entry.size = file.stat().st_size
                entry.mode = 0o644
                with file.open("rb") as content:
                    tar.addfile(entry, content)
    target.write_bytes(gzip.compress(packed.getvalue(), compresslevel=9, mtime=0))


def build(target: Path, work: Path, with_tests: bool) -> None:
    """Makes every sample in `work` and writes the packed results to `target`."""
    workshop = Workshop(home=work / "home", data=work / "data")
    python = str(venv.ensure("sklearn") / "python")
    workshop.run(HERE, [python, "generate_data.py", str(workshop.data)])
    target.mkdir(parents=True, exist_ok=True)
    remotes = []
    for sample in SAMPLES:
        print(f"building {sample.name}", flush=True)
        repository = work / sample.name
        play(workshop, HERE / sample.name, sample.history, repository)
        remote = work / f"{sample.name}-remote"
        if remote.exists():
            remotes.append((sample.name, remote))
        if with_tests:
            for folder in sample.tests:
                workshop.run(repository / folder, [python, "-m", "pytest", "--quiet", "-p", "no:cacheprovider"])
        bundle(workshop, repository, target / f"{sample.name}.bundle")
    archive(remotes, target / ARCHIVE)
    size = sum(file.stat().st_size for file in target.iterdir())
    print(f"{size} bytes in {target}")
    if size > MOST_BYTES:
        raise SystemExit(f"the samples take {size} bytes, more than {MOST_BYTES}")


def main(arguments: Sequence[str]) -> None:
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    choice = parser.add_mutually_exclusive_group()
    choice.add_argument("--check", action="store_true", help="build into a temporary folder and keep nothing")
    choice.add_argument("--into", type=Path, help="build into this new folder and keep the repositories")
    chosen = parser.parse_args(arguments)
    if chosen.into:
        build(chosen.into / "media", chosen.into.resolve(), with_tests=True)
        return
    with tempfile.TemporaryDirectory(prefix="airworthy-sample-") as folder:
        work = Path(folder).resolve()
        build(work / "media", work, with_tests=True)
        if not chosen.check:
            shutil.rmtree(MEDIA, ignore_errors=True)
            shutil.copytree(work / "media", MEDIA)


if __name__ == "__main__":
    main(sys.argv[1:])
