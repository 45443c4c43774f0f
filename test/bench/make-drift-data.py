"""Writes the rows of the drift benchmark, the same every time: reference and current as Parquet (Snappy, pyarrow's defaults) and as CSV.

python make-drift-data.py FOLDER ROWS: twelve columns of floats (four of them rounded), four of integers, three of words, one of booleans.
"""

import pathlib
import sys

import numpy as np
import pandas as pd


def rows_of(rows, seed, shift):
    """One side; `shift` moves every second column."""
    random = np.random.default_rng(seed)
    columns = {}
    for index in range(8):
        values = random.normal(index, 1 + index / 4, rows) if index % 2 else random.lognormal(0, 1, rows)
        columns[f"measure_{index}"] = values + shift * (index % 2)
    for index in range(4):
        values = np.round(random.gamma(2, 50, rows) * (1 + shift * (index % 2)), 2)
        values[random.random(rows) < 0.02] = np.nan
        columns[f"amount_{index}"] = values
    for index, largest in enumerate((4, 90, 10_000, 10_000_000)):
        columns[f"count_{index}"] = (random.random(rows) ** (1 + shift * (index % 2)) * largest).astype(np.int64)
    for index, words in enumerate((6, 120, 4000)):
        names = np.array([f"value-{number:04d}-ż" for number in range(words)], dtype=object)
        columns[f"word_{index}"] = names[(random.random(rows) ** (1 + shift * (index % 2)) * words).astype(np.int64)]
    columns["flag"] = random.random(rows) < 0.2 + shift / 10
    return pd.DataFrame(columns)


def main(folder, rows):
    place = pathlib.Path(folder)
    for name, seed, shift in (("reference", 20_261_005, 0), ("current", 20_261_012, 0.3)):
        frame = rows_of(rows, seed, shift)
        frame.to_parquet(place / f"{name}.parquet", index=False)
        frame.to_csv(place / f"{name}.csv", index=False)


if __name__ == "__main__":
    main(sys.argv[1], int(sys.argv[2]))
