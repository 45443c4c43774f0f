import json
import pickle
from pathlib import Path

import pandas as pd
import pytest


@pytest.fixture(name="model")
def load_model():
    return pickle.loads(Path("models/fraud/model.pkl").read_bytes())


def test_recall_has_not_fallen_below_the_first_release():
    recorded = json.loads(Path("metrics/eval.json").read_text(encoding="utf-8"))
    assert recorded["test"]["recall"] > 0.6


def test_a_large_payment_abroad_scores_higher_than_groceries(model):
    test = pd.read_csv("data/features/test.csv").drop(columns="fraud")
    quiet = test.median()
    loud = quiet.copy()
    loud[["log_amount", "abroad", "log_distance", "tx_last_hour"]] = [7.5, 1, 7.0, 8]
    scores = model.predict_proba(pd.DataFrame([quiet, loud]))[:, 1]
    assert scores[1] > scores[0] + 0.3
