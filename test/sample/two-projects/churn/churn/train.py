"""Fits the churn model."""

from pathlib import Path

import joblib
import pandas as pd
import yaml
from sklearn.linear_model import LogisticRegression
from sklearn.pipeline import make_pipeline
from sklearn.preprocessing import StandardScaler


def main() -> None:
    params = yaml.safe_load(Path("params.yaml").read_text(encoding="utf-8"))
    train = pd.read_csv("data/train.csv")
    classifier = LogisticRegression(C=params["strength"], random_state=params["seed"])
    model = make_pipeline(StandardScaler(), classifier).fit(train.drop(columns="left"), train["left"])
    Path("models").mkdir(exist_ok=True)
    joblib.dump(model, "models/churn.pkl")


if __name__ == "__main__":
    main()
