"""What `airworthy drift` is measured against: Evidently's own data drift report on two files.

python evidently-drift.py REFERENCE CURRENT: prints each column's method and score as JSON. One default test a column, no chart is drawn.
"""

import json
import sys
import warnings

import pandas as pd

warnings.filterwarnings("ignore")

from evidently.legacy.metric_preset import DataDriftPreset  # noqa: E402
from evidently.legacy.report import Report  # noqa: E402


def read(path):
    return pd.read_parquet(path) if path.endswith(".parquet") else pd.read_csv(path)


def main(reference, current):
    report = Report([DataDriftPreset()])
    report.run(reference_data=read(reference), current_data=read(current))
    details = report.as_dict()["metrics"][1]["result"]["drift_by_columns"]
    scores = {name: [one["stattest_name"], float(one["drift_score"])] for name, one in details.items()}
    print(json.dumps(scores, sort_keys=True))


if __name__ == "__main__":
    main(*sys.argv[1:])
