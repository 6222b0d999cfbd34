#!/usr/bin/env python3
"""The same job by Python packages: near-duplicate pairs of a JSON Lines file by MinHash.

usage: peer_minhash.py --peer gaoya|rensa|datasketch|bruteforce ROWS.jsonl PAIRS.jsonl [--truth PAIRS.jsonl]

Reads {"text"} from each line, cuts texts into word n-grams as Assay does (NFKC, lower case, without punctuation),
finds pairs at the threshold and writes {"first", "second"} with the rows' numbers from 0. Prints JSON: seconds (wall,
reading and writing included), pairs and peak memory. With --truth, the pairs that `bruteforce` wrote, also recall and
precision.

`bruteforce` compares exactly what shares an n-gram; its pairs carry "similarity". The others return what their index
returns, as their users do, and only leave out the pair of a row with itself.
"""

import argparse
import gzip
import json
import re
import resource
import sys
import time
import unicodedata
from collections import defaultdict

REPLACEMENTS = {"P": " ", "Cc": " ", "Cf": ""}  # Punctuation and controls part words, invisible characters vanish.
SEPARATORS = {
    value: REPLACEMENTS[key]
    for value in range(sys.maxunicode + 1)
    for key in (unicodedata.category(chr(value)), unicodedata.category(chr(value))[0])
    if key in REPLACEMENTS
}
SEPARATORS |= {ord("`"): " "} | {ord(mark): None for mark in "'\u2018\u2019"}
# Scripts without spaces: each character is a word.
SPACELESS = re.compile(
    "([\u0e00-\u109f\u1780-\u17ff\u1950-\u19df\u1a20-\u1aaf\u3005-\u3007\u3031-\u3035\u303b\u3040-\u30ff"
    "\u31f0-\u31ff\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\uff66-\uff9f\U0001b000-\U0001b16f\U00020000-\U0003ffff])"
)


def words(text):
    if not text.isascii():
        text = SPACELESS.sub(r" \1 ", unicodedata.normalize("NFKC", text))
    return text.translate(SEPARATORS).casefold().split()


def grams(text, size):
    tokens = words(text)
    if not tokens:
        return []
    return [" ".join(tokens[at : at + size]) for at in range(max(1, len(tokens) - size + 1))]


def read(path):
    with (gzip.open if path.endswith(".gz") else open)(path, "rt", encoding="utf-8") as lines:
        return [json.loads(line)["text"] for line in lines]


def with_datasketch(texts, options):
    from datasketch import MinHash, MinHashLSH

    index = MinHashLSH(threshold=options.threshold, num_perm=options.permutations)
    for row, text in enumerate(texts):
        pieces = grams(text, options.words)
        if not pieces:
            continue
        sketch = MinHash(num_perm=options.permutations)
        sketch.update_batch([piece.encode() for piece in pieces])
        for other in index.query(sketch):
            yield other, row, None
        index.insert(row, sketch)


def with_rensa(texts, options):
    from rensa import RMinHash, RMinHashLSH

    # Rensa takes the bands as given; these are the ones that gaoya's and datasketch's formula gives for 0.8.
    index = RMinHashLSH(threshold=options.threshold, num_perm=options.permutations, num_bands=options.bands)
    for row, text in enumerate(texts):
        pieces = grams(text, options.words)
        if not pieces:
            continue
        sketch = RMinHash(num_perm=options.permutations, seed=options.seed)
        sketch.update(pieces)
        for other in index.query(sketch):
            yield other, row, None
        index.insert(row, sketch)


def with_gaoya(texts, options):
    from gaoya.minhash import MinHashStringIndex

    index = MinHashStringIndex(
        hash_size=32,
        jaccard_threshold=options.threshold,
        num_bands=options.bands,
        band_size=options.permutations // options.bands,
        num_hashes=options.permutations,
        analyzer="word",
        ngram_range=(options.words, options.words),
        lowercase=False,
    )
    documents = [" ".join(words(text)) for text in texts]
    index.par_bulk_insert_docs(list(range(len(documents))), documents)
    for row, found in enumerate(index.par_bulk_query(documents)):
        for other in found:
            if other < row:
                yield other, row, None


def with_bruteforce(texts, options):
    numbers = {}
    holders = defaultdict(list)
    sets = []
    for row, text in enumerate(texts):
        pieces = {numbers.setdefault(piece, len(numbers)) for piece in grams(text, options.words)}
        shared = defaultdict(int)
        for piece in pieces:
            for other in holders[piece]:
                shared[other] += 1
            holders[piece].append(row)
        for other, count in shared.items():
            similarity = count / (len(pieces) + len(sets[other]) - count)
            if similarity >= options.threshold:
                yield other, row, similarity
        sets.append(pieces)


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--peer", required=True, choices=["gaoya", "rensa", "datasketch", "bruteforce"])
    parser.add_argument("input")
    parser.add_argument("output")
    parser.add_argument("--truth", help="pairs of a bruteforce run")
    parser.add_argument("--threshold", type=float, default=0.8)
    parser.add_argument("--permutations", type=int, default=128)
    parser.add_argument("--words", type=int, default=3, help="words in an n-gram")
    parser.add_argument("--bands", type=int, default=16)
    parser.add_argument("--seed", type=int, default=1)
    options = parser.parse_args()

    start = time.perf_counter()
    texts = read(options.input)
    find = globals()["with_" + options.peer]
    pairs = set()
    with open(options.output, "w", encoding="utf-8") as out:
        for first, second, similarity in find(texts, options):
            first, second = sorted((first, second))
            pairs.add((first, second))
            line = {"first": first, "second": second}
            if similarity is not None:
                line["similarity"] = round(similarity, 6)
            print(json.dumps(line), file=out)
    usage = resource.getrusage(resource.RUSAGE_SELF)
    figures = {
        "peer": options.peer,
        "rows": len(texts),
        "seconds": round(time.perf_counter() - start, 3),
        "cpu_seconds": round(usage.ru_utime + usage.ru_stime, 3),
        "pairs": len(pairs),
        "peak_memory_mb": round(usage.ru_maxrss / 1024, 1),
    }
    if options.truth:
        with open(options.truth, encoding="utf-8") as lines:
            truth = {(row["first"], row["second"]) for row in map(json.loads, lines)}
        hits = len(truth & pairs)
        figures["recall"] = round(hits / len(truth), 4) if truth else None
        figures["precision"] = round(hits / len(pairs), 4) if pairs else None
    print(json.dumps(figures))


if __name__ == "__main__":
    main()
