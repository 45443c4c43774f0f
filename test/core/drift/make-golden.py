"""Writes golden.json: what scipy, NumPy and Evidently answer on samples that the tests can make again.

Run in a virtual environment with requirements.txt:  python make-golden.py && npx prettier --write golden.json
`python make-golden.py --random SEED` prints the answers on random columns instead, which are made anew from each seed.
"""

import json
import math
import pathlib
import sys
import warnings

import numpy as np
import pandas as pd
from scipy import special, stats

warnings.filterwarnings("ignore")

from evidently.legacy.calculations.stattests import get_stattest  # noqa: E402
from evidently.legacy.calculations.stattests.registry import get_registered_stattest  # noqa: E402
from evidently.legacy.core import ColumnType  # noqa: E402
from evidently.legacy.metric_preset import DataDriftPreset  # noqa: E402
from evidently.legacy.report import Report  # noqa: E402

METHODS = {
    "psi": "psi",
    "chisquare": "chiSquare",
    "chi-square p_value": "chiSquare",
    "ks": "ks",
    "K-S p_value": "ks",
    "z": "zTest",
    "Z-test p_value": "zTest",
    "wasserstein": "wassersteinNormed",
    "Wasserstein distance (normed)": "wassersteinNormed",
    "jensenshannon": "jensenShannon",
    "Jensen-Shannon distance": "jensenShannon",
}


def draws(seed):
    """A linear congruential generator: the same numbers in any language with 32-bit arithmetic."""
    state = seed
    while True:
        state = (1664525 * state + 1013904223) % 2**32
        yield state / 2**32


def sample(spec):
    """The values of a sample; the test suite makes the same ones."""
    kind, rows = spec["kind"], spec.get("rows", 0)
    if kind == "list":
        return list(spec["values"])
    u = draws(spec.get("seed", 1))
    scale, shift = spec.get("scale", 1), spec.get("shift", 0)
    make = {
        "uniform": lambda: next(u) * scale + shift,
        "bell": lambda: (next(u) + next(u) + next(u) + next(u)) * scale + shift,
        "integers": lambda: math.floor(next(u) * scale) + shift,
        "steps": lambda: math.floor(next(u) * scale) / 4 + shift,
        "heavy": lambda: scale / (next(u) + 0.000001) + shift,
        "constant": lambda: shift,
        "words": lambda: "w" + str(math.floor(next(u) ** 2 * scale) + shift),
        "booleans": lambda: next(u) < scale,
    }[kind]
    return [make() for _ in range(rows)]


def plain(value):
    value = float(value)
    if math.isnan(value):
        return "NaN"
    if math.isinf(value):
        return "Infinity" if value > 0 else "-Infinity"
    return value


def score(name, reference, current, column_type):
    test = get_registered_stattest(name, column_type)
    return plain(test(reference, current, column_type, None).drift_score)


def judge(reference, current, column_type):
    test = get_stattest(reference, current, column_type, None)
    result = test(reference, current, column_type, None)
    return {"method": METHODS[test.name], "score": plain(result.drift_score), "drifted": bool(result.drifted)}


def chi_square(reference, current):
    keys = sorted(set(reference.unique()) | set(current.unique()))
    scale = len(current) / len(reference)
    expected = [int((reference == key).sum()) * scale for key in keys]
    statistic, p = stats.chisquare([int((current == key).sum()) for key in keys], expected)
    return {"statistic": plain(statistic), "pValue": plain(p)}


def column(name, column_type, reference_spec, current_spec):
    reference, current = pd.Series(sample(reference_spec)), pd.Series(sample(current_spec))
    numeric = column_type == "numeric"
    kind = ColumnType.Numerical if numeric else ColumnType.Categorical
    distinct = pd.concat([reference, current]).nunique()
    answer = {
        "psi": score("psi", reference, current, kind),
        "jensenShannon": score("jensenshannon", reference, current, kind),
        "hellinger": score("hellinger", reference, current, kind),
        "ks": None,
        "wasserstein": None,
        "wassersteinNormed": None,
        "chiSquare": chi_square(reference, current) if not numeric or distinct <= 5 else None,
        "zTest": score("z", reference, current, ColumnType.Categorical) if distinct <= 2 else None,
    }
    if numeric:
        ks = stats.ks_2samp(reference, current)
        answer["ks"] = {"statistic": plain(ks.statistic), "pValue": plain(ks.pvalue)}
        answer["wasserstein"] = plain(stats.wasserstein_distance(reference, current))
        answer["wassersteinNormed"] = score("wasserstein", reference, current, kind)
    return {
        "name": name,
        "type": column_type,
        "reference": reference_spec,
        "current": current_spec,
        "judged": judge(reference, current, kind),
        "statistics": answer,
    }


def spec(kind, rows, seed=1, scale=1, shift=0):
    return {"kind": kind, "rows": rows, "seed": seed, "scale": scale, "shift": shift}


def listed(*values):
    return {"kind": "list", "values": list(values)}


def columns():
    yield column("five against five, apart by one step", "numeric", listed(1, 2, 3, 4, 5), listed(1.5, 2.5, 3.5, 4.5, 5.5))
    yield column("five against five, equal", "numeric", listed(1, 2, 3, 4, 5), listed(1, 2, 3, 4, 5))
    yield column("disjoint", "numeric", listed(1, 2, 3, 4, 5, 6), listed(11, 12, 13, 14, 15, 16, 17))
    yield column("one row each", "numeric", listed(1.5), listed(2.5))
    yield column("one row against many", "numeric", listed(0.25), spec("uniform", 40, 3))
    yield column("negative and large", "numeric", listed(-1e12, -5, 0, 3, 1e-9, 1e12), listed(-1e12, 7, 8, 1e12, 2, 2))
    yield column("ties on both sides", "numeric", spec("steps", 60, 5, 12), spec("steps", 45, 6, 14))
    yield column("constant, equal", "numeric", spec("constant", 50, shift=3), spec("constant", 40, shift=3))
    yield column("constant, shifted", "numeric", spec("constant", 50, shift=3), spec("constant", 40, shift=4))
    yield column("constant, large reference", "numeric", spec("constant", 2000, shift=0.1), spec("constant", 2000, shift=0.3))
    yield column("two numbers", "numeric", spec("integers", 80, 7, 2), spec("integers", 90, 8, 2))
    yield column("four numbers", "numeric", spec("integers", 80, 9, 4), spec("integers", 90, 10, 4))
    yield column("four numbers, large", "numeric", spec("integers", 1800, 9, 4), spec("integers", 900, 10, 4))
    yield column("a number never seen", "numeric", spec("integers", 80, 9, 3), spec("integers", 90, 10, 5))
    yield column("integers, wide", "numeric", spec("integers", 400, 11, 1000), spec("integers", 300, 12, 1100))
    yield column("integers, 21 in the reference", "numeric", spec("integers", 900, 13, 21), spec("integers", 5000, 14, 19))
    yield column("integers, 20 in the reference", "numeric", spec("integers", 900, 13, 20), spec("integers", 900, 14, 30))
    yield column("integers, three values", "numeric", spec("integers", 1500, 15, 3), spec("integers", 1500, 16, 3))
    yield column("512 against 512 rows", "numeric", spec("uniform", 512, 17), spec("uniform", 512, 18))
    yield column("512 against 512 rows, scaled", "numeric", spec("uniform", 512, 17, 0.3, 7), spec("uniform", 512, 18, 0.3, 7.01))
    yield column("1000 against 24 rows", "numeric", spec("bell", 1000, 19, 3.7, -2), spec("bell", 24, 20, 3.7, -2))
    yield column("4096 rows in all", "numeric", spec("bell", 3000, 21, 0.1), spec("bell", 1096, 22, 0.1, 0.01))
    for first, second, shift in ((100, 100, 0), (100, 100, 1), (97, 101, 0.3), (999, 1000, 0.2), (1000, 999, 0.02), (1001, 999, 0.05)):
        yield column(f"bell {first} against {second}, shifted by {shift}", "numeric", spec("bell", first, 23, 1), spec("bell", second, 24, 1, shift))
    yield column("a p-value near 1e-60", "numeric", spec("bell", 500, 25), spec("bell", 500, 26, 1, 1))
    yield column("a p-value near 1e-60, sizes apart", "numeric", spec("bell", 500, 25), spec("bell", 640, 26, 1, 1))
    yield column("a tiny p-value", "numeric", spec("bell", 900, 25), spec("bell", 1000, 26, 1, 2))
    yield column("2500 against 2500", "numeric", spec("bell", 2500, 27), spec("bell", 2500, 28, 1, 0.05))
    yield column("9999 against 10000", "numeric", spec("uniform", 9999, 29), spec("uniform", 10000, 30, 1, 0.02))
    yield column("12000 against 11000", "numeric", spec("uniform", 12000, 31), spec("uniform", 11000, 32, 1, 0.005))
    yield column("12000 against 11000, no drift", "numeric", spec("uniform", 12000, 31), spec("uniform", 11000, 33))
    yield column("12000 against 11000, far", "numeric", spec("uniform", 12000, 31), spec("uniform", 11000, 33, 1, 0.2))
    yield column("12000 against 12", "numeric", spec("uniform", 12000, 34), spec("uniform", 12, 35, 1, 0.1))
    yield column("12000 against 150", "numeric", spec("uniform", 12000, 34), spec("uniform", 150, 35, 1, 0.05))
    yield column("heavy tail", "numeric", spec("heavy", 700, 36, 2), spec("heavy", 800, 37, 2.5))
    yield column("small spread", "numeric", spec("uniform", 1200, 38, 1e-3, 5), spec("uniform", 1200, 39, 1e-3, 5.0001))

    yield column("two categories", "categorical", listed(*"aabbbab"), listed(*"abbbbbb"))
    yield column("two categories, larger", "categorical", spec("booleans", 400, 40, 0.3), spec("booleans", 500, 41, 0.36))
    yield column("two categories, far apart", "categorical", spec("booleans", 400, 40, 0.1), spec("booleans", 500, 41, 0.7))
    yield column("one category", "categorical", listed(*"aaaaaa"), listed(*"aaaa"))
    yield column("categories swapped", "categorical", listed(*"aaaaaa"), listed(*"bbbb"))
    yield column("many categories", "categorical", spec("words", 900, 42, 40), spec("words", 700, 43, 40))
    yield column("many categories, one unseen", "categorical", spec("words", 900, 42, 30), spec("words", 700, 43, 31))
    yield column("many categories, one gone", "categorical", spec("words", 900, 42, 12), spec("words", 700, 43, 9))
    yield column("many categories, large", "categorical", spec("words", 5000, 44, 300), spec("words", 4000, 45, 320))
    yield column("rare category, large", "categorical", spec("words", 12000, 44, 3000), spec("words", 12000, 45, 3100))


def kolmogorov_tails():
    for n in (1, 2, 3, 5, 10, 20, 50, 100, 139, 140, 141, 200, 500, 1000, 5000, 50000, 100000, 100001, 500000):
        for z in (0.02, 0.1, 0.3, 0.5, 0.7, 0.868, 0.9, 1.0, 1.2, 1.48, 1.49, 1.99, 2.01, 3, 6, 12, 18, 19.3):
            d = z / math.sqrt(n)
            # Large n cost a sum of n terms each; a few of them are enough.
            if 0 < d < 1 and (n <= 5000 or z in (0.1, 0.868, 1.48, 1.49, 3, 19.3)):
                yield [d, n, plain(stats.kstwo.sf(d, n))]
        for d in (0.4 / n, 0.6 / n, 0.9 / n, 1 / n, 1.5 / n, 0.49, 0.5, 0.73, 1 - 0.5 / n):
            if 0 < d < 1 and n * d * d < 370 and (n <= 5000 or n * d < 1):
                yield [d, n, plain(stats.kstwo.sf(d, n))]


def exact_tails():
    for m, n in ((1, 1), (2, 3), (5, 5), (6, 7), (8, 12), (10, 30), (50, 60), (97, 101), (300, 300), (299, 300), (1000, 1500), (1000, 1000), (2000, 1999)):
        lcm = math.lcm(m, n)
        for share in (0.01, 0.05, 0.1, 0.2, 0.35, 0.5, 0.8, 1):
            h = round(share * lcm)
            if h == 0:
                continue
            ok, d, p = stats._stats_py._attempt_exact_2kssamp(m, n, math.gcd(m, n), h / lcm, "two-sided")
            # Below, scipy's lattice walk ends in denormal numbers that mean nothing.
            if p == 0 or p > 1e-290:
                yield [m, n, h, plain(p)]


def sturges():
    for rows in (1, 2, 3, 21, 100, 1000, 1023, 1024, 1025, 2048, 4096, 100000):
        for low, high in ((0, 1), (-0.3, 0.7), (7.1, 7.4), (1e-9, 3e-9), (-1e9, 1e9 + 0.1), (3, 3)):
            values = np.full(rows, float(low))
            values[-1] = high if rows > 1 else low
            edges = np.histogram_bin_edges(values, bins="sturges")
            yield {"min": values.min(), "max": values.max(), "count": rows, "integers": False, "bins": len(edges) - 1, "edges": [edges[0], edges[len(edges) // 2], edges[-2], edges[-1]]}
        for low, high in ((0, 2), (0, 7), (-5, 40), (1, 1000)):
            values = np.full(rows, low, dtype=np.int64)
            values[-1] = high if rows > 1 else low
            edges = np.histogram_bin_edges(values, bins="sturges")
            yield {"min": int(values.min()), "max": int(values.max()), "count": rows, "integers": True, "bins": len(edges) - 1, "edges": [edges[0], edges[len(edges) // 2], edges[-2], edges[-1]]}


def gamma_tails():
    for a in (0.5, 1, 1.5, 2, 4.5, 10, 49.5, 50, 499.5, 5000, 49999.5):
        for factor in (1e-6, 0.01, 0.3, 0.9, 0.999, 1, 1.001, 1.1, 1.5, 3, 10, 60):
            x = a * factor
            yield [a, x, plain(special.gammaincc(a, x))]


def frame(name, reference, current):
    """A whole frame through Evidently's own report, as the legacy API types the columns: any number column is num."""
    tables = [pd.DataFrame({key: sample(value) for key, value in side.items()}) for side in (reference, current)]
    report = Report([DataDriftPreset()])
    report.run(reference_data=tables[0], current_data=tables[1])
    summary, details = (metric["result"] for metric in report.as_dict()["metrics"][:2])
    return {
        "name": name,
        "reference": reference,
        "current": current,
        "columns": {
            key: {
                "type": value["column_type"],
                "method": METHODS[value["stattest_name"]],
                "score": plain(value["drift_score"]),
                "threshold": value["stattest_threshold"],
                "drifted": bool(value["drift_detected"]),
            }
            for key, value in details["drift_by_columns"].items()
        },
        "datasetDrift": {"share": summary["share_of_drifted_columns"], "drifted": bool(summary["dataset_drift"])},
    }


def frames():
    def side(rows, seed, shift):
        return {
            "amount": spec("heavy", rows, seed, 3, shift),
            "age": spec("integers", rows, seed + 1, 70, 18),
            "balance": spec("bell", rows, seed + 2, 1000, -2000 + 400 * shift),
            "grade": spec("integers", rows, seed + 3, 4, 1),
            "city": spec("words", rows, seed + 4, 12 + shift),
            "flag": spec("booleans", rows, seed + 5, 0.2 + shift / 4),
        }

    yield frame("small, calm", side(400, 101, 0), side(300, 201, 0))
    yield frame("small, drifted", side(400, 101, 0), side(300, 201, 1))
    yield frame("large, calm", side(3000, 101, 0), side(2500, 201, 0))
    yield frame("large, drifted", side(3000, 101, 0), side(2500, 201, 1))


def random_columns(seed):
    """Columns of every shape that drift is computed from: ties, constants, huge and tiny numbers, Unicode words, booleans."""
    random = np.random.default_rng(seed)
    words = np.array(["Łódź", "Gdańsk", "żółć", "Zürich", "東京", "🐢", "😀 ok", "e\u0301", "\u00e9", "zebra", "Ärger", "A", "a", "\ufffd", "\uffff"])
    sizes = (31, 57, 200, 999, 1000, 1001, 1400)
    numbers = {
        "normal": lambda rows: random.normal(0.3 * random.integers(3), 1, rows),
        "lognormal": lambda rows: random.lognormal(0, 2, rows),
        "ties": lambda rows: np.round(random.normal(0, 1, rows), 1) + 0.05,
        "integers": lambda rows: random.integers(-40, 40 + 20 * random.integers(3), rows),
        "few integers": lambda rows: random.integers(0, 3 + random.integers(4), rows),
        "two integers": lambda rows: (random.random(rows) < 0.2 + 0.2 * random.integers(3)).astype(np.int64),
        "constant": lambda rows: np.full(rows, 2.5 + random.integers(2)),
        "nearly constant": lambda rows: np.where(random.random(rows) < 0.02, 7.25, 0.125),
        "huge": lambda rows: random.normal(0, 1, rows) * 1e140,
        # Evidently's Hellinger multiplies densities with a bin's width: smaller numbers overflow there, and a larger offset makes the bins uneven.
        "tiny": lambda rows: random.normal(1, 1, rows) * 1e-120,
        "all sizes": lambda rows: 10 ** random.uniform(-100, 100, rows) * random.choice([-1, 1], rows),
        "offset": lambda rows: 1e4 + random.random(rows),
    }
    for name, make in numbers.items():
        for _ in range(4):
            reference, current = (make(int(random.choice(sizes))).tolist() for _ in range(2))
            yield column(f"{name}, {len(reference)} against {len(current)}", "numeric", listed(*reference), listed(*current))
    for _ in range(12):
        count = int(random.integers(1, len(words) + 1))
        reference, current = (
            random.choice(words[:count], int(random.choice(sizes)), p=random.dirichlet(np.ones(count))).tolist() for _ in range(2)
        )
        yield column(f"words, {len(reference)} against {len(current)}", "categorical", listed(*reference), listed(*current))
    for _ in range(6):
        reference, current = (
            np.where(random.random(int(random.choice(sizes))) < random.random(), "True", "False").tolist() for _ in range(2)
        )
        yield column(f"booleans, {len(reference)} against {len(current)}", "categorical", listed(*reference), listed(*current))


def main():
    if "--random" in sys.argv:
        print(json.dumps(list(random_columns(int(sys.argv[-1])))))
        return
    golden = {
        "columns": list(columns()),
        "kolmogorovTails": list(kolmogorov_tails()),
        "exactTails": list(exact_tails()),
        "sturges": list(sturges()),
        "gammaTails": list(gamma_tails()),
        "normal": [[z, float(stats.norm.cdf(z))] for z in (-40, -8.5, -3, -1, -0.3, 0, 1e-9, 0.3, 1, 1.4, 1.5, 2.5, 5, 8, 8.5, 40)],
        "frames": list(frames()),
    }
    # One case a line, so that a change of one can be read.
    parts = [f" {json.dumps(key)}: [\n" + ",\n".join("  " + json.dumps(case) for case in cases) + "\n ]" for key, cases in golden.items()]
    pathlib.Path(__file__).with_name("golden.json").write_text("{\n" + ",\n".join(parts) + "\n}\n")


if __name__ == "__main__":
    main()
