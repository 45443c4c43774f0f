"""Population stability index of each input against the reference, for Prometheus to scrape.

Run every Monday by the batch host's timer: `python -m card_fraud.drift data/batches/2026-11-16.csv drift.prom`.
"""

import sys
from pathlib import Path

import numpy as np
import pandas as pd

LEAST_ROWS = 30


def psi(reference: pd.Series, current: pd.Series) -> float:
    """The index over ten shares of the reference, or over its categories."""
    if reference.dtype.kind in "biuf" and reference.nunique() > 20:
        edges = np.unique(np.quantile(reference, np.linspace(0, 1, 11)))
        edges[0], edges[-1] = -np.inf, np.inf
        before = np.histogram(reference, edges)[0]
        now = np.histogram(current, edges)[0]
    else:
        values = sorted(set(reference) | set(current))
        before = reference.value_counts().reindex(values, fill_value=0).to_numpy()
        now = current.value_counts().reindex(values, fill_value=0).to_numpy()
    p = np.maximum(before / before.sum(), 1e-4)
    q = np.maximum(now / now.sum(), 1e-4)
    return float(((q - p) * np.log(q / p)).sum())


def exposition(reference: pd.DataFrame, current: pd.DataFrame) -> str:
    """The lines for Prometheus; no index is given for a batch too small to judge."""
    lines = ["# TYPE feature_drift_rows gauge", f"feature_drift_rows {len(current)}"]
    if len(current) >= LEAST_ROWS:
        lines.append("# TYPE feature_drift_psi gauge")
        for name in reference.columns:
            value = psi(reference[name].dropna(), current[name].dropna())
            lines.append(f'feature_drift_psi{{feature="{name}"}} {value:.4f}')
    return "\n".join(lines) + "\n"


if __name__ == "__main__":
    batch, target = sys.argv[1:]
    text = exposition(pd.read_csv("data/reference.csv"), pd.read_csv(batch))
    Path(target).write_text(text, encoding="utf-8")
