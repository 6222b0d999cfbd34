"""Measures how varied texts are with the packages that have the measures: nltk for self-BLEU (Texygen's way, each text
against all others), vendi-score for the Vendi score on n-grams. Prints a line of JSON with seconds and values.

    peer_diversity.py FILE

FILE is a JSON list of texts. The times do not include the start of Python, the reading or the splitting into words. A
package that is not there is left out.
"""

import json
import re
import sys
import time


def self_bleu(texts):
    from nltk.translate.bleu_score import SmoothingFunction, sentence_bleu

    words = [re.findall(r"\w+", text.lower()) for text in texts]
    smooth = SmoothingFunction().method1
    start = time.perf_counter()
    scores = []
    for place, own in enumerate(words):
        others = words[:place] + words[place + 1 :]
        scores.append(sentence_bleu(others, own, smoothing_function=smooth))
    return time.perf_counter() - start, sum(scores) / len(scores)


def vendi(texts):
    import numpy as np
    from sklearn.feature_extraction.text import CountVectorizer
    from sklearn.preprocessing import normalize
    from vendi_score import vendi as score

    # As vendi_score.text_utils does it, which needs torch for its import alone.
    start = time.perf_counter()
    kernels = []
    for n in (1, 2):
        counts = CountVectorizer(ngram_range=(n, n), token_pattern=r"(?u)\b\w+\b").fit_transform(texts)
        unit = normalize(counts.astype(float))
        kernels.append((unit @ unit.T).toarray())
    value = score.score_K(np.stack(kernels).mean(axis=0))
    return time.perf_counter() - start, value


def main():
    with open(sys.argv[1]) as file:
        texts = json.load(file)
    result = {}
    for name, measure in (("nltk", self_bleu), ("vendi", vendi)):
        try:
            seconds, value = measure(texts)
        except ImportError:
            continue
        result[name], result[name + " value"] = seconds, float(value)
    print(json.dumps(result))


main()
