"""What people use to find near duplicates by meaning: embed with WordLlama, search with SemHash or FAISS.

usage: peer_embedding.py --peer semhash|faiss ROWS.jsonl [--threshold 0.95] [--fields instruction,input,output]
needs: pip install wordllama semhash faiss-cpu

The text of a row is its fields, each on a line of its own. Prints one JSON object: "seconds" for the whole job and
its parts, "pairs", "clusters" (connected components of two and more), "removable" (rows without which one of each
cluster is left), "largest", and the peak of memory. SemHash keeps no pairs: what it removes is counted.
"""

import argparse
import contextlib
import json
import pathlib
import resource
import sys
import time


def rows(path, fields):
    with open(path, encoding="utf-8", newline="\n") as lines:
        for line in lines:
            row = json.loads(line)
            yield "\n".join(row.get(field) or "" for field in fields)


def model():
    """WordLlama with the tokenizer of its own wheel: the package looks for it in `tokenizer`, it lies in `tokenizers`."""
    import wordllama
    from wordllama import WordLlamaInference
    from safetensors import safe_open
    from tokenizers import Tokenizer

    folder = pathlib.Path(wordllama.__file__).parent
    with safe_open(folder / "weights/l2_supercat_256.safetensors", framework="np") as tensors:
        table = tensors.get_tensor("embedding.weight")
    tokenizer = Tokenizer.from_file(str(folder / "tokenizers/l2_supercat_tokenizer_config.json"))
    return WordLlamaInference(table, tokenizer)


class Encoder:
    """The model as SemHash wants it, with the time that it took."""

    def __init__(self):
        self.model = model()
        self.seconds = 0.0

    def encode(self, texts, **_):
        start = time.perf_counter()
        vectors = self.model.embed(list(texts), norm=True, batch_size=64)
        vectors[~(vectors == vectors).all(axis=1)] = 0  # A text without a token has no direction.
        self.seconds += time.perf_counter() - start
        return vectors


def components(count, pairs):
    parent = list(range(count))

    def root(place):
        while parent[place] != place:
            parent[place] = parent[parent[place]]
            place = parent[place]
        return place

    for one, other in pairs:
        parent[root(one)] = root(other)
    sizes = {}
    for place in range(count):
        sizes[root(place)] = sizes.get(root(place), 0) + 1
    return [size for size in sizes.values() if size > 1]


def faiss_pairs(vectors, threshold):
    """Exact: every vector against all before it and itself."""
    import faiss

    index = faiss.IndexFlatIP(vectors.shape[1])
    index.add(vectors)
    pairs = []
    for start in range(0, len(vectors), 4096):
        limits, _, neighbours = index.range_search(vectors[start : start + 4096], threshold)
        for row in range(len(limits) - 1):
            for other in neighbours[limits[row] : limits[row + 1]]:
                if other < start + row:
                    pairs.append((int(other), start + row))
    return pairs


def with_faiss(texts, threshold):
    encoder = Encoder()
    vectors = encoder.encode(texts)
    start = time.perf_counter()
    pairs = faiss_pairs(vectors, threshold)
    sizes = components(len(texts), pairs)
    return {
        "pairs": len(pairs), "clusters": len(sizes), "removable": sum(sizes) - len(sizes),
        "largest": max(sizes, default=0), "embedding_seconds": encoder.seconds,
        "search_seconds": time.perf_counter() - start,
    }


def with_semhash(texts, threshold):
    from semhash import SemHash

    encoder = Encoder()
    start = time.perf_counter()
    index = SemHash.from_records(records=texts, model=encoder)
    result = index.self_deduplicate(threshold=threshold)
    kept = len(result.selected)
    return {
        "pairs": None, "clusters": None, "removable": len(texts) - kept, "largest": None,
        "embedding_seconds": encoder.seconds, "search_seconds": time.perf_counter() - start - encoder.seconds,
    }


def main():
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("rows")
    parser.add_argument("--peer", choices=["semhash", "faiss"], required=True)
    parser.add_argument("--threshold", type=float, default=0.95)
    parser.add_argument("--fields", default="instruction,input,output")
    options = parser.parse_args()
    start = time.perf_counter()
    texts = list(rows(options.rows, options.fields.split(",")))
    # Progress bars and warnings are not part of the answer.
    with contextlib.redirect_stdout(sys.stderr):
        figures = (with_faiss if options.peer == "faiss" else with_semhash)(texts, options.threshold)
    figures["seconds"] = time.perf_counter() - start
    usage = resource.getrusage(resource.RUSAGE_SELF)
    # Linux counts in KiB, macOS in bytes.
    figures["peak_memory_mb"] = usage.ru_maxrss / (1024 if sys.platform.startswith("linux") else 1024 * 1024)
    figures["cpu_seconds"] = usage.ru_utime + usage.ru_stime
    print(json.dumps({"peer": options.peer, "examples": len(texts), "threshold": options.threshold, **figures}))


if __name__ == "__main__":
    main()
