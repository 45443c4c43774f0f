"""Measures the model on data/features/test.csv at the threshold of params.yaml."""

import json
from pathlib import Path

import mlflow.sklearn
import pandas as pd
from sklearn.metrics import (
    average_precision_score,
    confusion_matrix,
    f1_score,
    precision_recall_curve,
    precision_score,
    recall_score,
    roc_auc_score,
)

from card_fraud.settings import load


def measure(truth, score, threshold: float) -> dict:
    """Quality of scores between 0 and 1; a payment is blocked from the threshold up."""
    blocked = score >= threshold
    passed, false_blocks, missed, caught = confusion_matrix(truth, blocked, labels=[0, 1]).ravel()
    return {
        "f1": round(float(f1_score(truth, blocked)), 4),
        "precision": round(float(precision_score(truth, blocked, zero_division=0)), 4),
        "recall": round(float(recall_score(truth, blocked)), 4),
        "roc_auc": round(float(roc_auc_score(truth, score)), 4),
        "average_precision": round(float(average_precision_score(truth, score)), 4),
        "false_positive_rate": round(float(false_blocks / (false_blocks + passed)), 4),
        "false_negative_rate": round(float(missed / (missed + caught)), 4),
    }


def main() -> None:
    threshold = load("evaluate")["threshold"]
    test = pd.read_csv("data/features/test.csv")
    model = mlflow.sklearn.load_model("models/fraud")
    score = model.predict_proba(test.drop(columns="fraud"))[:, 1]
    Path("metrics").mkdir(exist_ok=True)
    result = {
        "rows": {"test": len(test), "fraud": int(test["fraud"].sum())},
        "test": measure(test["fraud"], score, threshold),
        "threshold": threshold,
    }
    Path("metrics/eval.json").write_text(json.dumps(result, indent=2) + "\n", encoding="utf-8")
    Path("plots").mkdir(exist_ok=True)
    precision, recall, _ = precision_recall_curve(test["fraud"], score)
    curve = pd.DataFrame({"recall": recall, "precision": precision}).round(3)
    step = max(1, len(curve) // 40)
    curve.iloc[::step].to_csv("plots/precision-recall.csv", index=False, lineterminator="\n")


if __name__ == "__main__":
    main()
