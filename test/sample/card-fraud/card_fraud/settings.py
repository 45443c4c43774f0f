"""Reads params.yaml, the one place where the pipeline is tuned."""

from pathlib import Path

import yaml


def load(section: str) -> dict:
    """The named section of params.yaml."""
    return yaml.safe_load(Path("params.yaml").read_text(encoding="utf-8"))[section]
