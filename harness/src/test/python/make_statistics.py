"""Makes the golden numbers of the report's statistics with SciPy, statsmodels and pandas.

    /usr/bin/python3 harness/src/test/python/make_statistics.py

Made with SciPy 1.10.1, statsmodels 0.13.5 and pandas 1.5.3 (Debian's python3-scipy, python3-statsmodels), which share
nothing with the Java code or the library that it uses. The bootstrap is done in another way: all resamples are
enumerated where there are few, else a hundred times as many are drawn as in Java.
"""

import itertools
import json
import pathlib

import numpy
import pandas
from scipy import stats
from statsmodels.stats.contingency_tables import mcnemar
from statsmodels.stats.multitest import multipletests
from statsmodels.stats.proportion import confint_proportions_2indep, proportion_confint

RESOURCES = pathlib.Path(__file__).parent.parent / "resources/io/github/dropblock/harness"
DRAWS = numpy.random.default_rng(20190118)

# Where a quantile out of 2,000 resamples lies but for one time in 30,000: four standard errors either way.
SPREAD = 4 * (0.025 * 0.975 / 2000) ** 0.5
AROUND = [0.025 - SPREAD, 0.025 + SPREAD, 0.975 - SPREAD, 0.975 + SPREAD]


def wilson(successes, trials):
    low, high = proportion_confint(successes, trials, method="wilson")
    return {"successes": successes, "trials": trials, "low": low, "high": high}


def exact(b, c):
    return {"b": b, "c": c, "p": mcnemar([[0, b], [c, 0]], exact=True).pvalue}


def holm(*ps):
    return {"p": ps, "adjusted": list(multipletests(ps, method="holm")[1])}


def student(*values):
    return {"values": values, "p": stats.ttest_1samp(values, 0).pvalue}


def unpaired(*counts):
    return counts, confint_proportions_2indep(*counts, method="agresti-caffo", compare="diff")


def quantiles(means):
    return list(numpy.quantile(means, AROUND, method="inverted_cdf"))


def over_seeds(*values):
    means = [numpy.mean(each) for each in itertools.product(values, repeat=len(values))]
    return {"values": values, "around": quantiles(means)}


def over_seeds_and_images(*patterns):
    """Patterns: how many images have which balance under each seed."""
    balance = 100 * numpy.array([row for row, count in patterns for _ in range(count)])
    images, seeds = balance.shape
    golden = {"patterns": [{"balance": row, "images": count} for row, count in patterns], "effect": balance.mean()}
    if seeds == 1:
        golden["around"] = quantiles([balance[DRAWS.integers(images, size=images)].mean() for _ in range(200_000)])
    else:
        half = numpy.hypot(
            stats.t.ppf(0.975, seeds - 1) * stats.sem(balance.mean(axis=0)),
            stats.norm.ppf(0.975) * stats.sem(balance.mean(axis=1)))
        golden["interval"] = [max(-100, balance.mean() - half), min(100, balance.mean() + half)]
    net = numpy.sign(balance.sum(axis=1))
    b, c = int((net > 0).sum()), int((net < 0).sum())
    return golden | {"b": b, "c": c, "p": stats.binomtest(b, b + c, 0.5).pvalue}


def curve(epochs, last, wobble):
    steady = 0.7 * (last / 0.7) ** (numpy.arange(epochs) / (epochs - 1))
    losses = pandas.Series((steady * (1 + wobble * DRAWS.standard_normal(epochs))).round(4))
    smooth = losses.rolling(5, center=True, min_periods=1).median()
    half = losses[epochs // 2:]
    reference = float(smooth.min() * 1.2)
    at = int((smooth <= reference).idxmax())
    share = 0 if at == 0 else (smooth[at - 1] - reference) / (smooth[at - 1] - smooth[at])
    final = losses[-max(3, -(-epochs // 10)):].median()
    drop, before, after = smooth[4] - smooth[14], smooth[0] - smooth[4], smooth[14] - final
    return {
        "losses": list(losses),
        "fluctuation": (losses - (losses.shift(1) + losses.shift(-1)) / 2)[half.index].iloc[1:-1].abs().mean(),
        "reference": reference,
        "epochsToReference": at + share if at else 1,
        "best": smooth.min(),
        "last": final,
        "earlyDrop": drop / (abs(before) + abs(drop) + abs(after)),
    }


golden = {
    "wilson": [wilson(*each) for each in [(0, 300), (300, 300), (272, 300), (150, 300), (2859, 3000), (1, 1), (9, 30)]],
    "mcnemar": [exact(*each) for each in [(0, 0), (0, 1), (5, 0), (12, 3), (3, 12), (40, 40), (75, 30), (400, 310)]],
    "holm": [
        holm(0.01), holm(0.2, 0.01, 0.03, 0.004, 0.9), holm(0.02, 0.02, 0.02), holm(0.04, 0.0401, 0.6, 0.7)],
    "student": [
        student(0.1, 0.2), student(-0.31, -0.22, -0.4, 0.02, -0.15), student(3.1, -2.9, 0.4),
        student(1e-3, 1.1e-3, 0.9e-3)],
    "overSeeds": [over_seeds(0.1, -0.2, 0.4), over_seeds(-0.31, -0.22, -0.4, 0.02, -0.15), over_seeds(1, 2, 3, 4, 5, 6)],
    "overSeedsAndImages": [
        over_seeds_and_images(([1], 20), ([-1], 9), ([0], 271)),
        over_seeds_and_images(
            ([1, 1, 1], 9), ([1, 0, 0], 14), ([0, -1, 1], 6), ([-1, -1, 0], 7), ([0, 0, -1], 4), ([0, 0, 0], 260)),
        over_seeds_and_images(([1, -1], 30), ([0, 1], 10), ([0, 0], 160)),
    ],
    "curves": [curve(40, 0.1, 0.08), curve(100, 0.05, 0.2), curve(31, 0.6, 0.02)],
}
path = RESOURCES / "analysis" / "golden-statistics.json"
path.parent.mkdir(parents=True, exist_ok=True)
path.write_text(json.dumps(golden, indent=1) + "\n")
print(path, path.stat().st_size, "bytes")
print("For gate.DifferenceTest:", *[unpaired(*each) for each in [(272, 300, 266, 300), (30, 30, 28, 30), (0, 40, 3, 50)]])
