"""Generates the data of the samples: `python generate_data.py FOLDER` writes every data file they ever had.

Runs in the environment `sklearn` (numpy, pandas). The same seed gives the same files.
"""

import sys
from datetime import date, datetime, timedelta
from pathlib import Path

import numpy as np
import pandas as pd

SEED = 20260301
MERCHANTS = ("electronics", "fuel", "grocery", "restaurant", "travel")
CHANNELS = ("chip", "contactless", "online")
FIRST_DAY = date(2026, 3, 1)
# Mondays of the weekly batches with their row counts: the source was down in the week of 12 October.
BATCHES = (520, 480, 560, 510, 450, 530, 18, 500, 540, 610, 580, 640)
FIRST_BATCH = date(2026, 8, 31)
# From this batch on, amounts rise and more is bought online, a little more each week.
DRIFT_FROM = 7
INPUTS = ["amount", "hour", "merchant", "channel", "abroad", "account_age_days", "distance_km", "tx_last_hour"]


def payments(rng: np.random.Generator, rows: int, drift: float = 0.0) -> pd.DataFrame:
    """Payments in random order; `drift` from 0 moves amounts up and shifts purchases online."""
    online = 0.25 + 0.3 * drift
    channel = rng.choice(CHANNELS, rows, p=[(1 - online) * 0.4, (1 - online) * 0.6, online])
    merchant = rng.choice(MERCHANTS, rows, p=[0.1, 0.14, 0.44, 0.22, 0.1])
    hour = np.clip(rng.normal(14.5, 4.2, rows).round(), 0, 23).astype(int)
    level = np.select([merchant == "electronics", merchant == "travel"], [4.9, 4.6], 3.2) + 0.8 * drift
    amount = np.exp(rng.normal(level, 0.75))
    abroad = (rng.random(rows) < 0.06).astype(int)
    age = np.exp(rng.normal(6.4, 0.9, rows)).round().astype(int)
    distance = np.exp(rng.normal(1.2, 1.0, rows)) + abroad * rng.gamma(2.0, 320.0, rows)
    burst = rng.poisson(0.7, rows)
    # A stolen card is used fast, far from home, at night, online and for much money.
    stolen = rng.random(rows) < 0.07
    amount = np.where(stolen, amount * np.exp(rng.normal(1.25, 0.5, rows)), amount)
    hour = np.where(stolen & (rng.random(rows) < 0.55), rng.integers(0, 6, rows), hour)
    distance = np.where(stolen, distance * np.exp(rng.normal(1.5, 0.8, rows)), distance)
    burst = np.where(stolen, burst + rng.poisson(2.6, rows), burst)
    channel = np.where(stolen & (rng.random(rows) < 0.5), "online", channel)
    age = np.where(stolen, (age * 0.55).round().astype(int) + 1, age)
    return pd.DataFrame(
        {
            "amount": amount.round(1),
            "hour": hour,
            "merchant": merchant,
            "channel": channel,
            "abroad": abroad,
            "account_age_days": age,
            "distance_km": distance.round(1),
            "tx_last_hour": burst,
            "fraud": stolen.astype(int),
        }
    )


def raw(rng: np.random.Generator, rows: int) -> pd.DataFrame:
    """The export of the payment system: with times, random card keys and a few rows that cannot be right."""
    frame = payments(rng, rows)
    minutes = np.sort(rng.integers(0, 120 * 24 * 6, rows)) * 10
    starts = [datetime.combine(FIRST_DAY, datetime.min.time()) + timedelta(minutes=int(m)) for m in minutes]
    times = [start.replace(hour=int(hour)).strftime("%Y-%m-%dT%H:%M") for start, hour in zip(starts, frame["hour"])]
    frame = frame.drop(columns="hour")
    frame.insert(0, "id", np.arange(1, rows + 1))
    frame.insert(1, "time", times)
    frame.insert(2, "card", [f"c{key:03d}" for key in rng.integers(0, 900, rows)])
    dirty = rng.choice(rows, rows // 80, replace=False)
    frame.loc[dirty[::2], "amount"] = np.nan
    frame.loc[dirty[1::2], "amount"] *= -1
    return frame


def write(frame: pd.DataFrame, path: Path) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    frame.to_csv(path, index=False, lineterminator="\n")


def disputes(rng: np.random.Generator) -> pd.DataFrame:
    """Closed disputes, for the older chargeback model."""
    amount = np.exp(rng.normal(4.0, 0.9, 400)).round(2)
    days = rng.integers(1, 90, 400)
    chip = rng.integers(0, 2, 400)
    odds = 1.2 - 0.02 * days - 1.1 * chip + rng.normal(0, 0.8, 400)
    return pd.DataFrame({"amount": amount, "days_since": days, "chip_used": chip, "won": (odds > 0).astype(int)})


def customers(rng: np.random.Generator) -> pd.DataFrame:
    """Customers of a telephone company, some with gaps, for the churn model of `two-projects`."""
    months = rng.integers(1, 72, 900).astype(float)
    monthly = rng.normal(60, 18, 900).round(1)
    calls = rng.poisson(1.4, 900)
    odds = 0.9 - 0.05 * months + 0.02 * (monthly - 60) + 0.45 * calls + rng.normal(0, 0.9, 900)
    months[rng.choice(900, 15, replace=False)] = np.nan
    return pd.DataFrame({"months": months, "monthly": monthly, "support_calls": calls, "left": (odds > 0).astype(int)})


def prices(rng: np.random.Generator) -> pd.DataFrame:
    """What discount kept a customer, for the pricing model of `two-projects`."""
    monthly = rng.normal(60, 18, 300).round(1)
    months = rng.integers(1, 72, 300)
    discount = np.clip(5 + 0.1 * (monthly - 60) + 0.08 * months + rng.normal(0, 1.5, 300), 0, 25).round(1)
    return pd.DataFrame({"monthly": monthly, "months": months, "discount": discount})


def main() -> None:
    folder = Path(sys.argv[1])
    full = raw(np.random.default_rng(SEED), 3000)
    write(full.head(2000), folder / "raw-1.csv")
    write(full, folder / "raw-2.csv")
    write(payments(np.random.default_rng(SEED + 1), 1500)[INPUTS], folder / "reference.csv")
    for week, rows in enumerate(BATCHES):
        drift = max(0.0, 0.2 * (week - DRIFT_FROM + 1))
        day = FIRST_BATCH + timedelta(weeks=week)
        batch = payments(np.random.default_rng(SEED + 10 + week), rows, drift)[INPUTS]
        write(batch, folder / "batches" / f"{day.isoformat()}.csv")
    write(disputes(np.random.default_rng(SEED + 2)), folder / "disputes.csv")
    write(customers(np.random.default_rng(SEED + 3)), folder / "customers.csv")
    write(prices(np.random.default_rng(SEED + 4)), folder / "prices.csv")


if __name__ == "__main__":
    main()
