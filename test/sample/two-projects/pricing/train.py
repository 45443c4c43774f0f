"""Trains the discount model and saves it to model/ in MLflow's format."""

import argparse
import os
from datetime import datetime, timezone

import mlflow.sklearn
import pandas as pd
import sklearn
from mlflow.models import Model, infer_signature
from sklearn.tree import DecisionTreeRegressor


def created() -> datetime:
    """SOURCE_DATE_EPOCH where it is set, else now, in UTC."""
    now = datetime.now(timezone.utc).timestamp()
    return datetime.fromtimestamp(float(os.environ.get("SOURCE_DATE_EPOCH", now)), timezone.utc).replace(tzinfo=None)


def main() -> None:
    parser = argparse.ArgumentParser()
    parser.add_argument("--prices", default="data/prices.csv")
    parser.add_argument("--depth", type=float, default=3)
    arguments = parser.parse_args()
    prices = pd.read_csv(arguments.prices)
    rows, target = prices.drop(columns="discount"), prices["discount"]
    model = DecisionTreeRegressor(max_depth=int(arguments.depth), random_state=3).fit(rows, target)
    mlflow.sklearn.save_model(
        model,
        "model",
        mlflow_model=Model(utc_time_created=created()),
        serialization_format="cloudpickle",
        signature=infer_signature(rows.head(), model.predict(rows.head())),
        pip_requirements=[f"scikit-learn=={sklearn.__version__}"],
    )


if __name__ == "__main__":
    main()
