"""Drops payments that cannot be scored and splits the rest into train and test."""

from pathlib import Path

import pandas as pd
from sklearn.model_selection import train_test_split

from card_fraud.schema import COLUMNS, problems
from card_fraud.settings import load


def clean(raw: pd.DataFrame) -> pd.DataFrame:
    """The rows that the schema accepts, with the hour taken from the time of the payment."""
    frame = raw.assign(hour=pd.to_datetime(raw["time"]).dt.hour)
    frame = frame.astype(object).where(frame.notna(), None)
    accepted = [not problems(row) for row in frame.to_dict("records")]
    return frame.loc[accepted, [*COLUMNS, "fraud"]]


def main() -> None:
    params = load("prepare")
    frame = clean(pd.read_csv("data/raw.csv"))
    train, test = train_test_split(
        frame,
        test_size=params["test_share"],
        random_state=params["seed"],
        stratify=frame["fraud"].astype(int),
    )
    folder = Path("data/prepared")
    folder.mkdir(parents=True, exist_ok=True)
    train.sort_index().to_csv(folder / "train.csv", index=False, lineterminator="\n")
    test.sort_index().to_csv(folder / "test.csv", index=False, lineterminator="\n")


if __name__ == "__main__":
    main()
