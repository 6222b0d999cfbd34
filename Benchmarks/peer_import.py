"""What people write in an afternoon: rows from JSON Lines into SQLite with a full-text index.

usage: peer_import.py ROWS.jsonl OUT.db
"""

import json
import os
import sqlite3
import sys


def rows(path):
    with open(path, encoding="utf-8") as lines:
        for number, line in enumerate(lines, 1):
            row = json.loads(line)
            judgement = row["judgements"][0]
            text = row["instruction"] + "\n" + row["output"]
            scores = [judgement["scores"][name] for name in ("relevance", "accuracy", "clarity", "diversity")]
            yield number, row["id"], row["label"], row["technique"], line, scores, judgement["reason"], text


def main(source, target):
    for ending in ("", "-wal", "-shm"):
        if os.path.exists(target + ending):
            os.remove(target + ending)
    database = sqlite3.connect(target)
    database.executescript(
        """
        PRAGMA journal_mode = WAL;
        PRAGMA synchronous = NORMAL;
        CREATE TABLE example (id INTEGER PRIMARY KEY, key TEXT UNIQUE, label TEXT, technique TEXT, body TEXT,
                              relevance REAL, accuracy REAL, clarity REAL, diversity REAL, reason TEXT);
        CREATE VIRTUAL TABLE search USING fts5(text, content = '', tokenize = 'unicode61');
        """
    )
    with database:
        for number, key, label, technique, body, scores, reason, text in rows(source):
            database.execute(
                "INSERT INTO example VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
                (number, key, label, technique, body, *scores, reason),
            )
            database.execute("INSERT INTO search (rowid, text) VALUES (?, ?)", (number, text))
    database.close()


if __name__ == "__main__":
    main(sys.argv[1], sys.argv[2])
