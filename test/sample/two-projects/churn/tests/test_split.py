import pandas as pd

from churn import split


def test_customers_with_gaps_are_left_out(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    (tmp_path / "data").mkdir()
    (tmp_path / "params.yaml").write_text("seed: 1\ntest_share: 0.5\n")
    rows = pd.DataFrame({"months": [1, 2, 3, 4, None], "left": [0, 1, 0, 1, 1]})
    rows.to_csv("data/customers.csv", index=False)
    split.main()
    kept = len(pd.read_csv("data/train.csv")) + len(pd.read_csv("data/test.csv"))
    assert kept == 4
