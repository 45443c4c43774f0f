"""The words in which a sample's history is written: commits and releases, each by a person at a time."""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass


@dataclass(frozen=True)
class Person:
    """An invented member of an invented team."""

    name: str

    @property
    def email(self) -> str:
        plain = unicodedata.normalize("NFKD", self.name.replace("ł", "l").replace("Ł", "L"))
        return plain.encode("ascii", "ignore").decode().lower().replace(" ", ".") + "@example.com"


@dataclass(frozen=True)
class Commit:
    """One commit: generated data and template files are laid down, texts edited, commands run, and all of it committed."""

    at: str
    """ISO time with its offset."""
    by: Person
    message: str
    add: tuple[str, ...] = ()
    """Files or folders of the sample's templates, by their name in the repository."""
    write: tuple[tuple[str, str], ...] = ()
    """(path, whole text) of files that no template holds."""
    edit: tuple[tuple[str, str, str], ...] = ()
    """(path, text that occurs once, its replacement)."""
    data: tuple[tuple[str, str], ...] = ()
    """(generated file or folder, its path in the repository)."""
    run: tuple[str, ...] = ()
    """Commands for the repository's root, or `FOLDER: COMMAND`; `dvc` is the real one, `python` has MLflow and scikit-learn."""
    drop: tuple[str, ...] = ()
    """Files removed before committing."""


@dataclass(frozen=True)
class Release:
    """One call of GTO, whose tag gets this tagger and time."""

    at: str
    by: Person
    arguments: tuple[str, ...]


Step = Commit | Release


def register(at: str, by: Person, name: str, version: str, message: str) -> Release:
    """Registers the commit made last."""
    return Release(at, by, ("register", name, "--version", version, "--message", message))


def assign(at: str, by: Person, name: str, version: str, stage: str, message: str) -> Release:
    """Assigns a stage, also where the version had it before (a roll back)."""
    return Release(at, by, ("assign", name, "--version", version, "--stage", stage, "--force", "--message", message))


def unassign(at: str, by: Person, name: str, version: str, stage: str, message: str) -> Release:
    """Takes a version out of a stage."""
    return Release(at, by, ("deprecate", name, version, stage, "--message", message))
