import pandas as pd
import pytest

from card_fraud.prepare import clean
from card_fraud.schema import COLUMNS, problems
from tests.test_features import PAYMENT


@pytest.mark.parametrize("name", COLUMNS)
def test_a_missing_value_is_refused(name):
    assert problems({**PAYMENT, name: None}) == [f"{name} is missing"]


@pytest.mark.parametrize(
    ("name", "value"),
    [("amount", -1), ("amount", 1e9), ("hour", 24), ("distance_km", -3), ("merchant", "casino"), ("channel", "fax")],
)
def test_values_out_of_range_and_unseen_categories_are_refused(name, value):
    assert problems({**PAYMENT, name: value})


def test_raw_data_is_cleaned():
    raw = pd.read_csv("data/raw.csv")
    frame = clean(raw)
    assert 0.9 * len(raw) < len(frame) < len(raw)
    assert frame["amount"].astype(float).gt(0).all()
    assert not frame.isna().any().any()
