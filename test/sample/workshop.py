"""Plays a sample's history in an empty folder: writes files, runs the real tools, commits and releases."""

from __future__ import annotations

import os
import re
import shlex
import shutil
import subprocess
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

import flaws
import venv
from steps import Commit, Person, Release, Step

HERE = Path(__file__).resolve().parent
MAIN_BRANCH = "main"


@dataclass(frozen=True)
class Workshop:
    """The tools and places that the samples are made with."""

    home: Path
    """An empty home folder, so that no setting of the person's reaches Git or DVC."""
    data: Path
    """Generated data files."""

    def environment(self) -> dict[str, str]:
        """The variables for every tool; `python` is the one with MLflow and scikit-learn."""
        dvc_settings = self.home / "dvc-settings"
        dvc_settings.mkdir(parents=True, exist_ok=True)
        (dvc_settings / "config").write_text("[core]\n    analytics = false\n    check_update = false\n", encoding="utf-8")
        kept = ("PATH", "SYSTEMROOT", "TEMP", "TMP", "TMPDIR", "LANG", "LC_ALL")
        variables = {name: os.environ[name] for name in kept if name in os.environ}
        # DVC's own folder is left out: its `python` has no scikit-learn, and the pipeline asks for `python`.
        variables["PATH"] = os.pathsep.join([str(venv.ensure("mlflow")), variables.get("PATH", "")])
        return variables | {
            "HOME": str(self.home),
            "USERPROFILE": str(self.home),
            "XDG_CONFIG_HOME": str(self.home / "config"),
            "GIT_CONFIG_NOSYSTEM": "1",
            "GIT_CONFIG_GLOBAL": os.devnull,
            "DVC_GLOBAL_CONFIG_DIR": str(dvc_settings),
            "DVC_SITE_CACHE_DIR": str(self.home / "dvc-site"),
            "DVC_NO_ANALYTICS": "1",
            "PYTHONDONTWRITEBYTECODE": "1",
            "PYTHONWARNINGS": "ignore",
            "MLFLOW_DISABLE_TELEMETRY": "true",
            "DO_NOT_TRACK": "1",
        }

    def run(
        self,
        folder: Path,
        command: Sequence[str],
        extra: Mapping[str, str] | None = None,
        given: str | None = None,
    ) -> str:
        """The standard output of a command that reads `given`; a failing one ends the build and shows what it wrote."""
        program, *arguments = command
        if program in ("dvc", "gto"):
            program = str(venv.ensure(program) / program)
        done = subprocess.run(
            [program, *arguments],
            cwd=folder,
            env=self.environment() | dict(extra or {}),
            input=given,
            capture_output=True,
            encoding="utf-8",
            check=False,
        )
        if done.returncode != 0:
            raise SystemExit(f"{shlex.join(command)} failed in {folder}:\n{done.stdout}{done.stderr}")
        return done.stdout


def play(workshop: Workshop, templates: Path, history: Sequence[Step], repository: Path) -> None:
    """Makes the repository and takes every step in turn."""
    repository.mkdir(parents=True)
    workshop.run(repository, ["git", "init", "--quiet", f"--initial-branch={MAIN_BRANCH}", "--template="])
    for step in history:
        if isinstance(step, Commit):
            commit(workshop, templates, step, repository)
        else:
            release(workshop, step, repository)


def signature(person: Person, at: str) -> dict[str, str]:
    """The variables that make Git, and GTO through it, sign as the person at the time."""
    seconds = int(datetime.fromisoformat(at).timestamp())
    return {
        "GIT_AUTHOR_NAME": person.name,
        "GIT_AUTHOR_EMAIL": person.email,
        "GIT_AUTHOR_DATE": at,
        "GIT_COMMITTER_NAME": person.name,
        "GIT_COMMITTER_EMAIL": person.email,
        "GIT_COMMITTER_DATE": at,
        "SOURCE_DATE_EPOCH": str(seconds),
    }


def template_name(path: str) -> str:
    """Where the templates keep a file: a leading dot is spelled out, so that the templates themselves are plain files."""
    return "/".join(f"dot_{part[1:]}" if part.startswith(".") else part for part in path.split("/"))


def commit(workshop: Workshop, templates: Path, step: Commit, repository: Path) -> None:
    """Takes one commit step."""
    for path in step.add:
        copy(templates / template_name(path), repository / path)
    for path, text in step.write:
        (repository / path).write_text(text, encoding="utf-8", newline="\n")
    for path, before, after in step.edit:
        file = repository / path
        text = file.read_text(encoding="utf-8")
        if text.count(before) != 1:
            raise SystemExit(f"{step.message}: {before!r} occurs {text.count(before)} times in {path}, not once")
        file.write_text(text.replace(before, after), encoding="utf-8", newline="\n")
    for source, target in step.data:
        copy(workshop.data / source, repository / target)
    signed = signature(step.by, step.at)
    for line in step.run:
        folder, _, command = line.rpartition(": ")
        workshop.run(repository / folder, shlex.split(command), signed)
    for path in step.drop:
        (repository / path).unlink()
    if "README.md" in step.add:
        flaws.fill_table(repository / "README.md")
    workshop.run(repository, ["git", "add", "--all"])
    workshop.run(repository, ["git", "commit", "--quiet", "--message", step.message], signed)


def release(workshop: Workshop, step: Release, repository: Path) -> None:
    """Takes one release step. GTO writes the present time into its tag whatever Git's variables say, so the time is set after."""
    before = set(workshop.run(repository, ["git", "tag"]).split())
    workshop.run(repository, ["gto", *step.arguments], signature(step.by, step.at))
    moment = datetime.fromisoformat(step.at)
    stamp = f"{int(moment.timestamp())} {moment:%z}"
    for tag in sorted(set(workshop.run(repository, ["git", "tag"]).split()) - before):
        written = workshop.run(repository, ["git", "cat-file", "tag", tag])
        dated = re.sub(r"^(tagger .*>) \d+ [+-]\d{4}$", rf"\1 {stamp}", written, count=1, flags=re.MULTILINE)
        made = workshop.run(repository, ["git", "mktag"], given=dated).strip()
        workshop.run(repository, ["git", "update-ref", f"refs/tags/{tag}", made])


def copy(source: Path, target: Path) -> None:
    """Copies a file, or a folder with what is in it."""
    if source.is_file():
        target.parent.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(source, target)
        return
    for file in sorted(source.rglob("*")):
        if file.is_file() and "__pycache__" not in file.parts:
            copy(file, target / file.relative_to(source))
