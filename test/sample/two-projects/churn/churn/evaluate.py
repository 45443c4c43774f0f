"""Measures the churn model on customers it has not seen."""

import json
from pathlib import Path

import joblib
import pandas as pd
from sklearn.metrics import f1_score, roc_auc_score


def main() -> None:
    test = pd.read_csv("data/test.csv")
    model = joblib.load("models/churn.pkl")
    rows, truth = test.drop(columns="left"), test["left"]
    result = {
        "rows": len(test),
        "f1": round(float(f1_score(truth, model.predict(rows))), 4),
        "roc_auc": round(float(roc_auc_score(truth, model.predict_proba(rows)[:, 1])), 4),
    }
    Path("metrics.json").write_text(json.dumps(result, indent=2) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
