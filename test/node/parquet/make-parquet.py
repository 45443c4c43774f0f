"""Writes Parquet files as pyarrow, pandas, Polars and DuckDB write them, and expected.json, which says what stands in each.

python make-parquet.py FOLDER
"""

import datetime as dt
import decimal
import json
import math
import pathlib
import sys
import uuid

import duckdb
import numpy as np
import pandas as pd
import polars as pl
import pyarrow as pa
import pyarrow.parquet as pq
import pyarrow.parquet.encryption as pe

ROWS = 300
CODECS = ("none", "snappy", "gzip", "brotli", "zstd", "lz4")


def every(step, make):
    """A column whose rows at multiples of `step` have no value."""
    return [None if row % step == 0 else make(row) for row in range(ROWS)]


def plain(value):
    if value is None:
        return None
    value = float(value)
    if math.isnan(value):
        return None
    return value if math.isfinite(value) else ("Infinity" if value > 0 else "-Infinity")


def numbers(values, whole=False):
    return {"numbers": [plain(value) for value in values], "integers": whole and None not in values}


def texts(values):
    return {"texts": [None if value is None else str(value) for value in values]}


def moments(values, digits):
    """Moments as we write them: fractions in the column's unit, none where they are zero."""

    def text(value):
        if value is None:
            return None
        whole = value.strftime("%Y-%m-%d %H:%M:%S")
        return whole if value.microsecond == 0 else f"{whole}.{value.strftime('%f').ljust(9, '0')[:digits]}"

    return {"texts": [text(value) for value in values]}


class Files:
    def __init__(self, folder):
        self.folder = pathlib.Path(folder)
        self.expected = {}

    def path(self, name):
        return str(self.folder / name)

    def add(self, name, columns, nested=()):
        self.expected[name] = {"columns": columns, "nested": list(nested)}


def small_table():
    """A number, a text and a flag with gaps: what each codec and page version is tried with."""
    columns = {
        "amount": every(7, lambda row: row * 1.5 - 20),
        "word": every(11, lambda row: ("Łódź", "Gdynia", "", "NA", "🐢")[row % 5]),
        "flag": every(13, lambda row: row % 3 == 0),
        "count": [row * 3 - 10 for row in range(ROWS)],
    }
    expected = {
        "amount": numbers(columns["amount"]),
        "word": texts(columns["word"]),
        "flag": texts([None if value is None else str(value).lower() for value in columns["flag"]]),
        "count": numbers(columns["count"], whole=True),
    }
    return pa.table(columns), expected


def codecs(files):
    table, expected = small_table()
    for codec in CODECS:
        for version in ("1.0", "2.0"):
            for dictionary in (True, False):
                name = f"pyarrow-{codec}-pages-{version}{'-dictionary' if dictionary else ''}.parquet"
                options = {"compression": codec, "data_page_version": version, "use_dictionary": dictionary}
                # Several row groups, each of several pages.
                pq.write_table(table, files.path(name), row_group_size=120, data_page_size=64, write_batch_size=20, **options)
                files.add(name, expected)
    pandas = pd.DataFrame({"x": pd.array(every(5, lambda row: row), dtype="Int64"), "grade": pd.Categorical(["a", "b", "c"] * (ROWS // 3))})
    pandas["seen"] = pd.date_range("2026-10-05", periods=ROWS, freq="h")
    expected_pandas = {
        "x": numbers(every(5, lambda row: row), whole=True),
        "grade": texts(["a", "b", "c"] * (ROWS // 3)),
        "seen": moments([value.to_pydatetime() for value in pandas["seen"]], 9),
    }
    for codec in (None, "snappy", "gzip", "brotli", "zstd"):
        name = f"pandas-{codec}.parquet"
        pandas.to_parquet(files.path(name), compression=codec, index=False)
        files.add(name, expected_pandas)
    frame = pl.from_arrow(table)
    for codec in ("uncompressed", "snappy", "gzip", "brotli", "zstd", "lz4"):
        name = f"polars-{codec}.parquet"
        frame.write_parquet(files.path(name), compression=codec, row_group_size=110)
        files.add(name, expected)
    with duckdb.connect() as connection:
        connection.register("rows_of_it", table)
        for codec in ("uncompressed", "snappy", "gzip", "brotli", "zstd", "lz4"):
            for version in ("v1", "v2"):
                name = f"duckdb-{codec}-{version}.parquet"
                options = f"FORMAT parquet, CODEC '{codec}', PARQUET_VERSION {version}, ROW_GROUP_SIZE 128"
                connection.execute(f"COPY (SELECT * FROM rows_of_it) TO '{files.path(name)}' ({options})")
                files.add(name, expected)


def types(files):
    big = 2**53
    whole = {
        "int8": (pa.int8(), [row % 200 - 100 for row in range(ROWS)]),
        "int32": (pa.int32(), [row * 7_000_000 - 2**31 for row in range(ROWS)]),
        "int64": (pa.int64(), [(row - 150) * 61_000_000_000_001 for row in range(ROWS)]),
        "long": (pa.int64(), [big + 3 * row for row in range(ROWS)]),
        "least": (pa.int64(), [-(2**63) + row for row in range(ROWS)]),
        "uint8": (pa.uint8(), [row % 256 for row in range(ROWS)]),
        "uint32": (pa.uint32(), [2**32 - 1 - row for row in range(ROWS)]),
        "uint64": (pa.uint64(), [2**64 - 1 - row * 10_000 for row in range(ROWS)]),
        "gaps": (pa.int64(), every(4, lambda row: row)),
    }
    columns = {name: pa.array(values, kind) for name, (kind, values) in whole.items()}
    expected = {name: numbers(values, whole=True) for name, (_, values) in whole.items()}

    special = [(0.1, -0.0, math.inf, -math.inf, math.nan, 5e-324, None)[row % 7] for row in range(ROWS)]
    columns["double"] = pa.array(special, pa.float64())
    expected["double"] = numbers(special)
    columns["float"] = pa.array(special, pa.float32())
    expected["float"] = numbers([None if value is None else np.float32(value) for value in special])
    halves = np.array([row / 8 - 10 for row in range(ROWS)], dtype=np.float16)
    columns["half"] = pa.array(halves, pa.float16())
    expected["half"] = numbers(halves)

    for name, precision, scale in (("price", 9, 2), ("large", 18, 4), ("huge", 38, 10)):
        values = every(9, lambda row, scale=scale: decimal.Decimal(row * 1_234_567 - 50_000_000).scaleb(-scale))
        columns[name] = pa.array(values, pa.decimal128(precision, scale))
        expected[name] = numbers(values)

    columns["flag"] = pa.array([row % 2 == 0 for row in range(ROWS)])
    expected["flag"] = texts([str(row % 2 == 0).lower() for row in range(ROWS)])
    days = every(6, lambda row: dt.date(1969, 12, 25) + dt.timedelta(days=row))
    columns["day"] = pa.array(days, pa.date32())
    expected["day"] = texts(days)
    seen = every(6, lambda row: dt.datetime(1969, 12, 31, 22, 0) + dt.timedelta(seconds=row * 61, microseconds=(row % 3) * 1000))
    for name, unit, digits in (("milli", "ms", 3), ("micro", "us", 6), ("nano", "ns", 9)):
        columns[name] = pa.array(seen, pa.timestamp(unit))
        expected[name] = moments(seen, digits)
    columns["zoned"] = pa.array(seen, pa.timestamp("us", tz="UTC"))
    expected["zoned"] = moments(seen, 6)
    times = [dt.time(row % 24, row % 60, 5) for row in range(ROWS)]
    columns["time"] = pa.array(times, pa.time64("us"))
    expected["time"] = texts(times)
    columns["blob"] = pa.array([bytes([row % 256, 0xFF]) for row in range(ROWS)], pa.binary())
    expected["blob"] = texts([bytes([row % 256, 0xFF]).hex() for row in range(ROWS)])
    ids = [uuid.UUID(int=row * 10**30) for row in range(ROWS)]
    columns["id"] = pa.array([one.bytes for one in ids], pa.uuid())
    expected["id"] = texts(ids)
    columns["nothing"] = pa.nulls(ROWS)
    expected["nothing"] = numbers([None] * ROWS)
    columns["no_text"] = pa.nulls(ROWS, pa.string())
    expected["no_text"] = numbers([None] * ROWS)
    columns["coded"] = pa.array([f"kind {row % 3}" for row in range(ROWS)]).dictionary_encode()
    expected["coded"] = texts([f"kind {row % 3}" for row in range(ROWS)])

    columns["list"] = pa.array([[row] for row in range(ROWS)])
    columns["struct"] = pa.array([{"x": row, "y": "z"} for row in range(ROWS)])
    columns["map"] = pa.array([[("a", row)] for row in range(ROWS)], pa.map_(pa.string(), pa.int64()))
    nested = ("list", "struct", "map")
    table = pa.table(columns)
    for version in ("1.0", "2.0"):
        pq.write_table(table, files.path(f"types-{version}.parquet"), data_page_version=version)
        files.add(f"types-{version}.parquet", expected, nested)
    pq.write_table(table, files.path("types-plain.parquet"), use_dictionary=False, store_decimal_as_integer=True)
    files.add("types-plain.parquet", expected, nested)

    old = pa.table({"old": columns["nano"]})
    pq.write_table(old, files.path("int96.parquet"), use_deprecated_int96_timestamps=True)
    files.add("int96.parquet", {"old": expected["nano"]})
    required = pa.schema([pa.field("x", pa.int64(), nullable=False), pa.field("s", pa.string(), nullable=False)])
    pq.write_table(pa.table([list(range(ROWS)), [f"s{row}" for row in range(ROWS)]], schema=required), files.path("required.parquet"))
    files.add("required.parquet", {"x": numbers(range(ROWS), whole=True), "s": texts(f"s{row}" for row in range(ROWS))})
    pq.write_table(pa.table({"x": pa.array([], pa.int64())}), files.path("empty.parquet"))
    files.add("empty.parquet", {"x": {"numbers": [], "integers": False}})


def encodings(files):
    values = {
        "DELTA_BINARY_PACKED": {"a": pa.array([row * row - 500 for row in range(ROWS)], pa.int64()), "b": pa.array(range(ROWS), pa.int32())},
        "DELTA_LENGTH_BYTE_ARRAY": {"a": pa.array([f"text {row % 40}" for row in range(ROWS)])},
        "DELTA_BYTE_ARRAY": {"a": pa.array([f"prefix {row // 4}" for row in range(ROWS)])},
        "BYTE_STREAM_SPLIT": {"a": pa.array([row / 7 for row in range(ROWS)], pa.float64()), "b": pa.array(range(ROWS), pa.int64())},
    }
    for encoding, columns in values.items():
        table = pa.table(columns)
        for version in ("1.0", "2.0"):
            name = f"{encoding.lower()}-{version}.parquet"
            chosen = {column: encoding for column in columns}
            pq.write_table(table, files.path(name), use_dictionary=False, column_encoding=chosen, data_page_version=version)
            files.add(name, {column: expected_of(data) for column, data in columns.items()})


def expected_of(data):
    if pa.types.is_string(data.type):
        return texts(data.to_pylist())
    return numbers(data.to_pylist(), whole=pa.types.is_integer(data.type))


class Keys(pe.KmsClient):
    """Keeps no secrets: the key is wrapped by itself."""

    def __init__(self, _):
        pe.KmsClient.__init__(self)

    def wrap_key(self, key, _):
        return key

    def unwrap_key(self, key, _):
        return key


def encrypted(files):
    table, _ = small_table()
    factory = pe.CryptoFactory(Keys)
    for name, plain_footer in (("encrypted.parquet", False), ("encrypted-column.parquet", True)):
        settings = pe.EncryptionConfiguration(
            footer_key="footer", column_keys={"column": ["amount"]}, plaintext_footer=plain_footer, double_wrapping=False
        )
        properties = factory.file_encryption_properties(pe.KmsConnectionConfig(), settings)
        with pq.ParquetWriter(files.path(name), table.schema, encryption_properties=properties) as writer:
            writer.write_table(table)


def main(folder):
    files = Files(folder)
    codecs(files)
    types(files)
    encodings(files)
    encrypted(files)
    (files.folder / "expected.json").write_text(json.dumps(files.expected), encoding="utf-8")


if __name__ == "__main__":
    main(sys.argv[1])
