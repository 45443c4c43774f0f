"""Trains the older chargeback model, which orders disputes by how likely the customer is to win them.

Run by hand since 2025; it is not part of the pipeline yet.
"""

import mlflow.sklearn
import pandas as pd
import sklearn
from mlflow.models import Model
from sklearn.linear_model import LogisticRegression
from sklearn.model_selection import train_test_split

from card_fraud.train import created


def main() -> None:
    disputes = pd.read_csv("data/disputes.csv")
    rows, target = disputes.drop(columns="won"), disputes["won"]
    train_rows, test_rows, train_target, test_target = train_test_split(rows, target, test_size=0.3)
    model = LogisticRegression(max_iter=500).fit(train_rows, train_target)
    print(f"accuracy {model.score(test_rows, test_target):.3f}")
    mlflow.sklearn.save_model(
        model,
        "models/chargeback",
        mlflow_model=Model(utc_time_created=created()),
        serialization_format="cloudpickle",
        pip_requirements=[f"scikit-learn=={sklearn.__version__}"],
    )


if __name__ == "__main__":
    main()
