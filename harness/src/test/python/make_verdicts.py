"""Makes the golden numbers of the package statistics with NumPy and SciPy.

    python3 harness/src/test/python/make_verdicts.py

Nothing here shares code or formulas with the Java side where there is another way: covariances are taken pair by pair
from NumPy's covariance matrix, degrees of freedom from Satterthwaite's definition, small telescopes by a root finder.
Made with NumPy 2.4.6 and SciPy 1.17.1; the answers drawn stand in the file, so that it can be made again.
"""

import itertools
import json
import pathlib

import numpy
from scipy import optimize, stats

TARGET = (pathlib.Path(__file__).parent.parent
          / "resources/io/github/dropblock/harness/statistics/golden-verdicts.json")
DRAWS = numpy.random.default_rng(20261126)


def answers(seeds, images, accuracy, ease):
    luck = DRAWS.normal(0, 0.3, (seeds, 1))
    hard = stats.norm.ppf(1 - accuracy) * 1.1
    return (ease + luck + 0.5 * DRAWS.standard_normal((seeds, images)) > hard).astype(int)


def covariances(arms):
    """Of the accuracies of all trainings of all arms, by the images."""
    rows = numpy.concatenate(arms)
    return numpy.cov(rows) / rows.shape[1]


def summary(effect, seeds, degrees, images):
    error = (seeds + images) ** 0.5
    freedom = (seeds + images) ** 2 / (seeds ** 2 / degrees)
    half = stats.t.ppf(0.975, freedom) * error
    return {
        "effect": effect, "standardError": error, "degrees": freedom, "low": effect - half, "high": effect + half,
        "p": 2 * stats.t.sf(abs(effect) / error, freedom)}


def contrast(weights, arms, same):
    matrix = covariances(arms)
    owner = [(arm, seed) for arm, rows in enumerate(arms) for seed in range(len(rows))]
    images = 0
    for one, other in itertools.product(range(len(arms)), repeat=2):
        pairs = [
            matrix[i, j] for i, (a, s) in enumerate(owner) for j, (b, t) in enumerate(owner)
            if a == one and b == other and not (a == b and s == t) and not (same and s == t)]
        images += weights[one] * weights[other] * numpy.mean(pairs)
    images = max(0, images)
    means = [rows.mean(axis=1) for rows in arms]
    effect = sum(weight * mean.mean() for weight, mean in zip(weights, means))
    if same:
        by_seed = sum(weight * mean for weight, mean in zip(weights, means))
        return summary(effect, by_seed.var(ddof=1) / len(by_seed), len(by_seed) - 1, images)
    degrees = sum(len(mean) - 1 for mean in means)
    square = sum(((mean - mean.mean()) ** 2).sum() for mean in means) / degrees
    return summary(effect, square * sum(w * w / len(m) for w, m in zip(weights, means)), degrees, images)


def text(rows):
    return ["".join(map(str, row)) for row in rows]


def differences():
    made = []
    for seeds, other, images in [(2, 2, 40), (3, 3, 60), (5, 3, 60), (5, 5, 80)]:
        ease = DRAWS.standard_normal(images)
        arm, baseline = answers(seeds, images, 0.85, ease), answers(other, images, 0.75, ease)
        golden = {"arm": text(arm), "baseline": text(baseline), "nested": contrast([1, -1], [arm, baseline], False)}
        if seeds == other:
            golden["paired"] = contrast([1, -1], [arm, baseline], True)
        made.append(golden)
    return made


def factorial():
    ease = DRAWS.standard_normal(70)
    arms = [answers(3, 70, accuracy, ease) for accuracy in (0.7, 0.75, 0.72, 0.85)]
    return {
        "arms": [text(arm) for arm in arms],
        "first": contrast([-0.5, 0.5, -0.5, 0.5], arms, False),
        "second": contrast([-0.5, -0.5, 0.5, 0.5], arms, False),
        "interaction": contrast([1, -1, -1, 1], arms, False)}


def ratio(arm, baseline):
    test = stats.ttest_ind(numpy.log(arm), numpy.log(baseline))
    low, high = test.confidence_interval()
    return {"arm": arm, "baseline": baseline, "effect": numpy.mean(numpy.log(arm)) - numpy.mean(numpy.log(baseline)),
            "p": test.pvalue, "low": low, "high": high}


def published(baseline, difference, images, error):
    def other(size):
        return baseline + numpy.sign(difference) * size

    def unpooled(size):
        return ((baseline * (1 - baseline) + other(size) * (1 - other(size))) / images) ** 0.5

    def power(size):
        middle = (baseline + other(size)) / 2
        return stats.norm.sf((1.959963984540054 * (2 * middle * (1 - middle) / images) ** 0.5 - size) / unpooled(size))

    own = unpooled(abs(difference))
    return {
        "baseline": baseline, "difference": difference, "images": images, "error": error,
        "telescope": optimize.brentq(lambda size: power(size) - 1 / 3, 1e-9, 0.04, xtol=1e-14),
        "interval": list(stats.norm.interval(0.95, difference, own)),
        "prediction": list(stats.norm.interval(0.95, difference, (own ** 2 + error ** 2) ** 0.5))}


def adjusted(*ps):
    return {"p": ps, "benjaminiHochberg": list(stats.false_discovery_control(ps))}


def median(losses, at):
    return float(numpy.median(losses[max(0, at - 2):at + 3]))


def curve(epochs, last, wobble):
    steady = 0.7 * (last / 0.7) ** (numpy.arange(epochs) / (epochs - 1))
    losses = (steady * (1 + wobble * DRAWS.standard_normal(epochs))).round(4)
    smooth = numpy.array([median(losses, at) for at in range(epochs)])
    middle = (losses[2:] + losses[:-2]) / 2
    goal = numpy.log(2) - 0.9 * (numpy.log(2) - smooth.min())
    path = numpy.concatenate([[numpy.log(2)], smooth])
    at = int(numpy.argmax(path <= goal))
    final = float(numpy.median(losses[-max(3, -(-epochs // 10)):]))
    drop, before, after = smooth[4] - smooth[14], smooth[0] - smooth[4], smooth[14] - final
    return {
        "losses": list(losses),
        "fluctuation": float(numpy.mean(numpy.abs(losses[1:-1] - middle) / middle)),
        "epochsDown": float(numpy.interp(goal, [path[at], path[at - 1]], [at, at - 1])),
        "last": final,
        "earlyDrop": drop / (abs(before) + abs(drop) + abs(after)),
    }


def wilson(successes, trials):
    low, high = stats.binomtest(successes, trials).proportion_ci(method="wilson")
    return {"successes": successes, "trials": trials, "low": low, "high": high}


golden = {
    "differences": differences(),
    "factorial": factorial(),
    "ratios": [ratio([0.11, 0.13], [0.2, 0.15]), ratio([31, 40, 28], [44, 52, 39]), ratio([1, 2, 3, 4], [2, 3, 5, 4, 6])],
    "published": [
        published(0.953, 0.025, 3000, 0.004), published(0.953, 0.009, 3000, 0.01), published(0.945, 0.025, 3000, 0),
        published(0.93, -0.003, 3000, 0.005)],
    "adjusted": [adjusted(0.01), adjusted(0.2, 0.01, 0.03, 0.004, 0.9), adjusted(0.02, 0.02, 0.02), adjusted(0.04, 0.0401, 0.6, 0.7)],
    "wilson": [wilson(*each) for each in [(0, 300), (300, 300), (272, 300), (150, 300), (2859, 3000), (1, 1), (9, 30)]],
    "curves": [curve(40, 0.1, 0.08), curve(100, 0.05, 0.2), curve(31, 0.6, 0.02)],
}
TARGET.parent.mkdir(parents=True, exist_ok=True)
TARGET.write_text(json.dumps(golden, indent=1) + "\n")
print(TARGET, TARGET.stat().st_size, "bytes")
