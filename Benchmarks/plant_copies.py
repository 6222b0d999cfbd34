#!/usr/bin/env python3
"""Plants near-copies in a JSON Lines file: seeded word edits of its rows, so that every run plants the same.

usage: plant_copies.py ROWS.jsonl[.gz] OUT.jsonl --copies 9657
       plant_copies.py ROWS.jsonl[.gz] OUT.jsonl --rows 1000000

Every row of the input is written as {"id", "text", "source"}: its text fields joined by line breaks (--field names
them; default: all texts but "id"), "source" null. Then come the copies, with "source" the id of their row. A copy has
1 to --most edits (default 5 % of its words, at least one): a word is left out, doubled, swapped with the next, or
replaced by a word of another row, each alike likely. With --copies the rows to copy are drawn at random; with --rows
they are taken in turn until there are so many rows.
"""

import argparse
import gzip
import json
import random


def open_text(path, mode="rt"):
    return (gzip.open if path.endswith(".gz") else open)(path, mode, encoding="utf-8")


def read(path, fields, limit):
    rows = []
    with open_text(path) as lines:
        for number, line in enumerate(lines):
            if limit and len(rows) == limit:
                break
            row = json.loads(line)
            names = fields or [name for name, value in row.items() if isinstance(value, str) and name != "id"]
            rows.append((str(row.get("id", number)), "\n".join(row.get(name) or "" for name in names)))
    return rows


def edited(text, share, words, rng):
    """The text with some words changed; its line breaks become spaces."""
    result = text.split()
    if not result:
        return text
    for _ in range(rng.randint(1, max(1, int(len(result) * share)))):
        place = rng.randrange(len(result))
        kind = rng.randrange(4)
        if kind == 0 and len(result) > 1:
            del result[place]
        elif kind == 1:
            result.insert(place, result[place])
        elif kind == 2 and place + 1 < len(result):
            result[place], result[place + 1] = result[place + 1], result[place]
        else:
            result[place] = words[rng.randrange(len(words))]
    return " ".join(result)


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("input")
    parser.add_argument("output")
    parser.add_argument("--field", action="append", default=[], help="a text field; may be repeated")
    parser.add_argument("--copies", type=int, help="how many copies")
    parser.add_argument("--rows", type=int, help="how many rows in all")
    parser.add_argument("--limit", type=int, default=0, help="read only so many rows")
    parser.add_argument("--most", type=float, default=0.05, help="edits, as a share of the words")
    parser.add_argument("--seed", type=int, default=7)
    options = parser.parse_args()
    if (options.copies is None) == (options.rows is None):
        parser.error("one of --copies and --rows")

    rng = random.Random(options.seed)
    rows = read(options.input, options.field, options.limit)
    words = [word for _, text in rows[:5000] for word in text.split()]
    if options.copies is not None:
        sources = [rng.randrange(len(rows)) for _ in range(options.copies)]
    else:
        rows = rows[: options.rows]
        sources = [place % len(rows) for place in range(options.rows - len(rows))]
    with open_text(options.output, "wt") as out:
        for name, text in rows:
            print(json.dumps({"id": name, "text": text, "source": None}, ensure_ascii=False), file=out)
        for place, source in enumerate(sources):
            name, text = rows[source]
            copy = {"id": f"copy-{place}", "text": edited(text, options.most, words, rng), "source": name}
            print(json.dumps(copy, ensure_ascii=False), file=out)


if __name__ == "__main__":
    main()
