"""Splits the customers into train and test."""

from pathlib import Path

import pandas as pd
import yaml
from sklearn.model_selection import train_test_split


def main() -> None:
    params = yaml.safe_load(Path("params.yaml").read_text(encoding="utf-8"))
    customers = pd.read_csv("data/customers.csv").dropna()
    train, test = train_test_split(customers, test_size=params["test_share"], random_state=params["seed"])
    train.to_csv("data/train.csv", index=False, lineterminator="\n")
    test.to_csv("data/test.csv", index=False, lineterminator="\n")


if __name__ == "__main__":
    main()
