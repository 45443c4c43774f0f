"""Trains the model on data/features/train.csv and saves it in MLflow's format."""

import hashlib
import os
import shutil
import tempfile
import uuid
from datetime import datetime, timezone
from pathlib import Path

import mlflow.sklearn
import pandas as pd
import sklearn
from mlflow.models import Model, infer_signature
from sklearn.ensemble import GradientBoostingClassifier
from sklearn.linear_model import LogisticRegression
from sklearn.pipeline import make_pipeline
from sklearn.preprocessing import StandardScaler

from card_fraud.settings import load


def build(params: dict):
    """The untrained model that the parameters ask for."""
    if params["model"] == "logistic":
        classifier = LogisticRegression(class_weight="balanced", random_state=params["seed"])
        return make_pipeline(StandardScaler(), classifier)
    return GradientBoostingClassifier(
        learning_rate=params["learning_rate"],
        n_estimators=params["trees"],
        max_depth=params["max_depth"],
        subsample=0.8,
        random_state=params["seed"],
    )


def created() -> datetime:
    """The time written into the model: SOURCE_DATE_EPOCH where it is set, so that a rebuild gives the same bytes."""
    epoch = os.environ.get("SOURCE_DATE_EPOCH")
    now = datetime.now(timezone.utc) if epoch is None else datetime.fromtimestamp(int(epoch), timezone.utc)
    return now.replace(tzinfo=None)


def main() -> None:
    params = load("train")
    train = pd.read_csv("data/features/train.csv")
    rows, target = train.drop(columns="fraud"), train["fraud"]
    model = build(params).fit(rows, target)
    sources = Path("data/features/train.csv").read_bytes() + repr(sorted(params.items())).encode()
    identity = uuid.UUID(hashlib.md5(sources).hexdigest()).hex
    with tempfile.TemporaryDirectory() as folder:
        saved = Path(folder) / "model"
        mlflow.sklearn.save_model(
            model,
            saved,
            mlflow_model=Model(model_uuid=identity, utc_time_created=created()),
            serialization_format="cloudpickle",
            signature=infer_signature(rows.head(), model.predict_proba(rows.head())),
            input_example=rows.head(2),
            pyfunc_predict_fn="predict_proba",
            pip_requirements=[f"scikit-learn=={sklearn.__version__}", f"pandas=={pd.__version__}"],
        )
        shutil.copytree(saved, "models/fraud", dirs_exist_ok=True)


if __name__ == "__main__":
    main()
