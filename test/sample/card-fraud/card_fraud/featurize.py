"""Turns prepared payments into the numbers the model reads."""

from pathlib import Path

import numpy as np
import pandas as pd

from card_fraud.schema import CHANNELS, MERCHANTS
from card_fraud.settings import load


def features(frame: pd.DataFrame, night_from: int, night_until: int) -> pd.DataFrame:
    """One row of numbers for each payment, in the same order."""
    night = (frame["hour"] >= night_from) | (frame["hour"] < night_until)
    columns = {
        "log_amount": np.log1p(frame["amount"].astype(float)).round(2),
        "night": night.astype(int),
        "abroad": frame["abroad"].astype(int),
        "log_age": np.log1p(frame["account_age_days"].astype(float)).round(2),
        "log_distance": np.log1p(frame["distance_km"].astype(float)).round(2),
        "tx_last_hour": frame["tx_last_hour"].astype(int),
    }
    for merchant in MERCHANTS:
        columns[f"merchant_{merchant}"] = (frame["merchant"] == merchant).astype(int)
    for channel in CHANNELS:
        columns[f"channel_{channel}"] = (frame["channel"] == channel).astype(int)
    return pd.DataFrame(columns, index=frame.index)


def main() -> None:
    params = load("featurize")
    Path("data/features").mkdir(parents=True, exist_ok=True)
    for part in ("train", "test"):
        frame = pd.read_csv(f"data/prepared/{part}.csv")
        table = features(frame, params["night_from"], params["night_until"])
        table.assign(fraud=frame["fraud"]).to_csv(
            f"data/features/{part}.csv", index=False, lineterminator="\n"
        )


if __name__ == "__main__":
    main()
