"""Measures a judge against people as one would write it in an afternoon: judgy for the corrected share, and the loop that
judgy has in it, over the measures of NumPy, SciPy and scikit-learn. Prints a line of JSON.

    peer_calibration.py judgy FILE
    peer_calibration.py loop FILE --resamples 100

FILE is JSON: {"accepted": [0, 1 …], "kept": [0, 1 …], "rest": [0, 1 …], "human": [[…] …], "judge": [[…] …]}, where rest is
what the judge said of examples that no person has seen, human and judge are scores by dimension. The time does not
include the start of Python or the reading.
"""

import argparse
import json
import time

import numpy as np
from judgy import estimate_success_rate
from scipy.stats import kendalltau, pearsonr, spearmanr
from sklearn.metrics import (
    average_precision_score,
    balanced_accuracy_score,
    cohen_kappa_score,
    f1_score,
    matthews_corrcoef,
    roc_auc_score,
)

RESAMPLES = 20_000


def judgy(data):
    start = time.perf_counter()
    value, low, high = estimate_success_rate(
        data["accepted"], data["kept"], data["rest"], bootstrap_iterations=RESAMPLES
    )
    seconds = time.perf_counter() - start
    return {"seconds": seconds, "value": float(value), "low": low, "high": high}


def verdict_measures(accepted, kept):
    good, bad = accepted == 1, accepted == 0
    return [
        (kept[good] == 1).mean(),
        (kept[bad] == 0).mean(),
        (accepted[kept == 1] == 1).mean(),
        (accepted == kept).mean(),
        (5 * (bad & (kept == 1)) + (good & (kept == 0))).mean(),
        balanced_accuracy_score(accepted, kept),
        f1_score(accepted, kept),
        matthews_corrcoef(accepted, kept),
        cohen_kappa_score(accepted, kept),
    ]


def score_measures(human, judge):
    whole = [np.floor(scores + 0.5).astype(int) for scores in (human, judge)]
    return [
        pearsonr(human, judge)[0],
        spearmanr(human, judge)[0],
        kendalltau(human, judge)[0],
        np.abs(judge - human).mean(),
        (judge - human).mean(),
        cohen_kappa_score(*whole, weights="quadratic", labels=[1, 2, 3, 4, 5]),
    ]


def loop(data, resamples):
    accepted, kept = np.array(data["accepted"]), np.array(data["kept"])
    human, judge = np.array(data["human"], float), np.array(data["judge"], float)
    indices = np.arange(len(accepted))
    rows = []
    start = time.perf_counter()
    for _ in range(resamples):
        drawn = np.random.choice(indices, size=len(indices), replace=True)
        row = verdict_measures(accepted[drawn], kept[drawn])
        row.append(roc_auc_score(accepted[drawn], judge[-1][drawn]))
        row.append(average_precision_score(accepted[drawn], judge[-1][drawn]))
        for left, right in zip(human, judge):
            row += score_measures(left[drawn], right[drawn])
        rows.append(row)
    np.percentile(rows, [2.5, 97.5], axis=0)
    seconds = time.perf_counter() - start
    return {"seconds": seconds * RESAMPLES / resamples, "resamples": resamples, "measures": len(rows[0])}


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("peer", choices=["judgy", "loop"])
    parser.add_argument("file")
    parser.add_argument("--resamples", type=int, default=100)
    arguments = parser.parse_args()
    np.random.seed(1)
    with open(arguments.file) as file:
        data = json.load(file)
    print(json.dumps(judgy(data) if arguments.peer == "judgy" else loop(data, arguments.resamples)))


main()
