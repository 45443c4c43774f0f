"""The flaws that the sample `card-fraud` has on purpose, from flaws.json, as the table in its README."""

from __future__ import annotations

import json
from pathlib import Path

HERE = Path(__file__).resolve().parent
PLACEHOLDER = "| | | |\n"


def fill_table(readme: Path) -> None:
    """Puts the table's rows, with the line on which each flaw is found today, where the README has an empty row."""
    text = readme.read_text(encoding="utf-8")
    if PLACEHOLDER in text:
        readme.write_text(text.replace(PLACEHOLDER, table(readme.parent)), encoding="utf-8", newline="\n")


def table(repository: Path) -> str:
    """The rows of the table. A flaw whose text has gone from its file ends the build."""
    rows = []
    for flaw in json.loads((HERE / "flaws.json").read_text(encoding="utf-8")):
        content = (repository / flaw["path"]).read_bytes()
        wanted = flaw["text"].encode()
        if wanted not in content:
            raise SystemExit(f"the flaw {flaw['rule']} is gone: {flaw['text']!r} is not in {flaw['path']}")
        line = content[: content.index(wanted)].count(b"\n") + 1
        rows.append(f"| `{flaw['rule']}` | `{flaw['path']}:{line}` | {flaw['why']} |\n")
    return "".join(rows)
