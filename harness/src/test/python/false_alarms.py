"""How often a verdict on accuracies tells arms apart that don't differ: the table in docs/verdicts.md.

    /usr/bin/python3 harness/src/test/python/false_alarms.py

Each training has a luck of its own, which shifts what it finds hard; images have a difficulty that trainings share.
"""

import numpy
from scipy import stats

DRAWS = numpy.random.default_rng(5)
IMAGES, ACCURACY, RUNS, OWN = 1000, 0.93, 400, 0.3
HARD = stats.norm.ppf(1 - ACCURACY) * (1 + OWN ** 2) ** 0.5


def trainings(ease, seeds, luck):
    return numpy.array([
        ease + DRAWS.normal(0, luck) + OWN * DRAWS.standard_normal(IMAGES) > HARD for _ in range(seeds)
    ]).astype(int)


def told_apart(balance):
    """As analysis.Finding.verdict, of one test: McNemar's p, and whether the interval leaves out 0."""
    net = balance.sum(axis=0)
    b, c = int((net > 0).sum()), int((net < 0).sum())
    if b + c == 0 or stats.binomtest(b, b + c).pvalue > 0.05:
        return False
    seeds = len(balance)
    own = 0 if seeds == 1 else stats.t.ppf(0.975, seeds - 1) * stats.sem(balance.mean(axis=1))
    return abs(balance.mean()) > numpy.hypot(own, 1.96 * stats.sem(balance.mean(axis=0)))


for seeds in (1, 2, 3):
    for luck in (0, 0.05, 0.15):
        alarms, accuracies = 0, []
        for _ in range(RUNS):
            ease = DRAWS.standard_normal(IMAGES)
            arm, baseline = trainings(ease, seeds, luck), trainings(ease, seeds, luck)
            accuracies.extend(arm.mean(axis=1))
            alarms += told_apart(arm - baseline)
        print(f"{seeds} seeds, accuracies scatter by {100 * numpy.std(accuracies):.1f} points: {alarms / RUNS:.1%}")
