#!/usr/bin/env python3
"""Reshapes public data into the sample workspaces under sample-data/.

    Scripts/make-sample-data.py FOLDER

FOLDER holds the sources, already cut and turned into JSONL and CSV:

    llmbar/pairs.jsonl                      LLMBar: pairs with verdicts of many judges
    banking_generated/smollm2_135m.jsonl    customer questions written by a small model
    banking77/{train,test}.csv              the real customer questions
    banking77/categories.json               the 77 intents
    llm_rubric/real.jsonl                   LLM-Rubric: dialogues with human and judge answers

Every text, score and verdict comes from there; nothing is made up. The result depends on the input
alone, so a second run writes the same bytes. Only Python's standard library is used. The README.md
and assay.toml beside each result are written by hand and left alone.
"""

import csv
import gzip
import io
import json
import sys
from pathlib import Path

TARGET = Path(__file__).resolve().parent.parent / "sample-data"

# A file above this is stored compressed; `assay import` reads both.
COMPRESS_FROM = 1_000_000

LLM_RUBRIC_JUDGE = "gpt-3.5-turbo-16k (LLM-Rubric)"


def read_lines(path):
    """Rows of a JSONL file. Only "\\n" ends a line: texts may hold U+2028 and U+0085."""
    text = path.read_text(encoding="utf-8")
    return [json.loads(line) for line in text.split("\n") if line]


def read_table(path):
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def write_lines(path, rows):
    text = "".join(json.dumps(row, ensure_ascii=False) + "\n" for row in rows)
    data = text.encode("utf-8")
    compressed = path.with_name(path.name + ".gz")
    if len(data) > COMPRESS_FROM:
        buffer = io.BytesIO()
        # Without a name and a time, so that the bytes depend on the rows alone.
        with gzip.GzipFile(filename="", mode="wb", fileobj=buffer, mtime=0, compresslevel=9) as file:
            file.write(data)
        compressed.write_bytes(buffer.getvalue())
        path.unlink(missing_ok=True)
        path = compressed
    else:
        path.write_bytes(data)
        compressed.unlink(missing_ok=True)
    print(f"{path.relative_to(TARGET.parent)}: {len(rows)} rows, {path.stat().st_size} bytes")


def instruction_following(source):
    """Each pair becomes two examples: the output the label names is good, the other is bad."""
    rows = []
    for pair in read_lines(source / "llmbar" / "pairs.jsonl"):
        for number in (1, 2):
            judgements = []
            for judge, verdict in pair["judges"].items():
                score = verdict.get(f"score_{number}")
                # A judge that only names a winner says nothing of one output alone.
                if score is not None:
                    judgements.append({"judge": judge, "scores": {"rating": score}})
            rows.append(
                {
                    "id": f"{pair['id']}/{number}",
                    "batch": pair["subset"],
                    "instruction": pair["instruction"],
                    "output": pair[f"output_{number}"],
                    "subset": pair["subset"],
                    "pair": pair["id"],
                    "judgements": judgements,
                    "truth": {
                        "verdict": "accept" if pair["label"] == number else "reject",
                        "source": "LLMBar, human-verified",
                    },
                }
            )
    return rows


def banking(source):
    """The generated questions, undecided, and the real questions that served as their seeds."""
    # Where a question stands in the real data, by (text, intent): the first place counts.
    origins = {}
    for part in ("train", "test"):
        for number, row in enumerate(read_table(source / "banking77" / f"{part}.csv"), start=1):
            origins.setdefault((row["text"], row["category"]), f"banking77-{part}-{number}")

    rows, seeds = [], {}
    for row in read_lines(source / "banking_generated" / "smollm2_135m.jsonl"):
        rows.append(
            {
                "id": row["id"],
                "batch": f"{row['label']} {row['technique']}",
                "text": row["text"],
                "label": row["label"],
                "technique": row["technique"],
                "model": row["model"],
                "seeds": row["seeds"],
                "temperature": row["temperature"],
                "prompt": row["prompt"],
            }
        )
        for text in row["seeds"]:
            key = (text, row["label"])
            if key not in origins:
                raise SystemExit(f"{row['id']}: the seed is not a question of banking77: {text!r}")
            seeds.setdefault(key, {"id": origins[key], "text": text, "label": row["label"]})
    return rows, list(seeds.values())


def expected(probabilities):
    """The mean answer under the judge's probabilities of the answers 1, 2, 3 …"""
    total = sum(probabilities)
    if total == 0:
        return None
    return round(sum(k * p for k, p in enumerate(probabilities, start=1)) / total, 6)


def dialogues(source):
    """One dialogue, one example: the judge's answers as scores, the people's as decisions."""
    rows = []
    for dialogue in read_lines(source / "llm_rubric" / "real.jsonl"):
        answers = {question: dialogue["judge"][question]["p"] for question in sorted(dialogue["judge"])}
        decisions = [
            {"reviewer": f"annotator {person['annotator']}", "score": {question: person["scores"][question]}}
            for person in dialogue["human"]
            for question in sorted(person["scores"])
            # null: the person gave no answer.
            if person["scores"][question] is not None
        ]
        rows.append(
            {
                "id": dialogue["id"],
                "batch": f"dialogue version {dialogue['dialogue_version']}",
                "messages": dialogue["messages"],
                "model": dialogue["model"],
                "topic": dialogue["topic"],
                "dialogue_version": dialogue["dialogue_version"],
                "judgements": [
                    {
                        "judge": LLM_RUBRIC_JUDGE,
                        "scores": {question: expected(p) for question, p in answers.items()},
                        "probabilities": answers,
                    }
                ],
                "decisions": decisions,
            }
        )
    return rows


def main():
    if len(sys.argv) != 2:
        raise SystemExit(__doc__)
    source = Path(sys.argv[1])
    questions, seeds = banking(source)
    write_lines(TARGET / "instruction-following" / "examples.jsonl", instruction_following(source))
    write_lines(TARGET / "banking" / "examples.jsonl", questions)
    write_lines(TARGET / "banking" / "seeds.jsonl", seeds)
    write_lines(TARGET / "dialogues" / "examples.jsonl", dialogues(source))


if __name__ == "__main__":
    main()
