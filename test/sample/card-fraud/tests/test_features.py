import pandas as pd

from card_fraud.featurize import features

PAYMENT = {
    "amount": 99.0,
    "hour": 23,
    "merchant": "travel",
    "channel": "online",
    "abroad": 1,
    "account_age_days": 400,
    "distance_km": 12.5,
    "tx_last_hour": 2,
}


def test_night_wraps_over_midnight():
    frame = pd.DataFrame([{**PAYMENT, "hour": hour} for hour in (21, 22, 0, 5, 6)])
    assert features(frame, 22, 6)["night"].tolist() == [0, 1, 1, 1, 0]


def test_each_category_has_its_own_column():
    row = features(pd.DataFrame([PAYMENT]), 22, 6).iloc[0]
    assert row["merchant_travel"] == 1
    assert row["merchant_fuel"] == 0
    assert row["channel_online"] == 1
