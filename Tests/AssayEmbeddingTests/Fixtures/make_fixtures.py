"""Makes the small models, texts and reference vectors of these tests.

usage: make_fixtures.py [FOLDER-WITH-THE-WORDLLAMA-WHEEL'S-FILES]
needs: pip install tokenizers model2vec wordllama numpy safetensors

Vectors are the Python libraries' own. The models are synthetic: random vectors, and tokenizers that were trained on
the texts below. With the wheel's folder, `wordllama.json` is made too: reference values of the real model.
"""

import json
import pathlib
import sys

import numpy as np
from model2vec import StaticModel
from safetensors.numpy import save_file
from tokenizers import Regex, Tokenizer, models, normalizers, pre_tokenizers, trainers

HERE = pathlib.Path(__file__).parent
TRAINING = [
    "I was charged twice for my order last week and nobody has refunded me yet.",
    "They charged me two times for the order of last week, and I still have no refund!",
    "Why is there a fee on my account? The card payment was declined at the shop.",
    "My parcel says delivered but it is not here; where is the parcel, please?",
    "Write a function that returns the sum of a list of numbers in Python.",
    "def add(a, b):\n    return a + b\n\tprint(add(1, 2), 3.14, 100%)",
    "Naïve café résumé: Ünïcödé, ñandú, señor, Straße, İstanbul.",
    "Describe three ways to reduce the use of energy at home, and explain each of them in one sentence.",
] * 4
TEXTS = TRAINING[:8] + [
    "", " ", "\n", "\t\t", "a", "▁", "▁▁a", "    indented", "x" * 300, "the " * 300, "charged" * 30,
    "<s>", "hello <s> world</s>", "<unk>x", "[UNK] [SEP]foo [MASK]", "two  spaces", "tab\tsep\r\nline",
    "😀", "👩‍👩‍👧‍👦 family", "🥰🤣", "e\u0301 vs \u00e9", "Å Å", "ΑΣ ὈΔΥΣΣΕΎΣ", "中文字符测试,没有空格的长句子",
    "日本語テキスト。ひらがなカタカナ", "한국어 텍스트", "العربية نص", "हिन्दी पाठ", "\u200bzero\u200bwidth",
    "a\u00a0b\u2003c", "\ufeffbom", "ﬁ ﬂ ½ ² ™ Ａｂｃ", "nul\x00 ctl\x01", "\ue000private", "cafe\u0327", "ǅ ß ŉ",
    "http://example.com/a?b=c&d=e#f", "!!!???...;;;---___", "$100.00 50% #1 @me", "𝐀𝐁 math 𠀀𠀁", "REFUND my ORDER",
]


def vectors(count, dimensions, seed):
    return np.random.default_rng(seed).standard_normal((count, dimensions)).astype(np.float32)


def rounded(rows):
    return [[round(float(value), 6) for value in row] for row in rows]


def means(tokenizer, table, texts):
    """WordLlama's own computation: every token counts, numbers beyond the table are clipped."""
    rows = []
    for text in texts:
        ids = np.clip(tokenizer.encode(text, add_special_tokens=False).ids, 0, len(table) - 1).astype(int)
        row = table[ids].astype(np.float32).sum(axis=0) / max(1, len(ids))
        norm = np.linalg.norm(row)
        rows.append(row / norm if norm > 0 else row)
    return rows


def bytepair():
    """Like Llama 2: no pre-tokenizer, spaces become marks, characters without a token become bytes."""
    folder = HERE / "bytepair"
    folder.mkdir(exist_ok=True)
    tokenizer = Tokenizer(models.BPE(unk_token="<unk>", byte_fallback=True, fuse_unk=True))
    tokenizer.normalizer = normalizers.Sequence([normalizers.Prepend("▁"), normalizers.Replace(" ", "▁")])
    tokenizer.pre_tokenizer = pre_tokenizers.Metaspace()
    special = ["<unk>", "<s>", "</s>"] + [f"<0x{byte:02X}>" for byte in range(256)]
    trainer = trainers.BpeTrainer(vocab_size=480, special_tokens=special)
    tokenizer.train_from_iterator(TRAINING, trainer)
    data = json.loads(tokenizer.to_str())
    data["pre_tokenizer"] = None
    data["added_tokens"] = [token for token in data["added_tokens"] if token["id"] < 3]
    # Runs of marks, as Llama has them for indented code.
    vocabulary, merges = data["model"]["vocab"], data["model"]["merges"]
    for pair in (["▁", "▁"], ["▁▁", "▁▁"]):
        vocabulary["".join(pair)] = len(vocabulary)
        merges.append(pair)
    (folder / "tokenizer.json").write_text(json.dumps(data, ensure_ascii=False, separators=(",", ":")))
    tokenizer = Tokenizer.from_file(str(folder / "tokenizer.json"))
    table = vectors(tokenizer.get_vocab_size(), 12, 1).astype(np.float16)
    save_file({"embedding.weight": table}, folder / "model.safetensors")
    (folder / "reference.json").write_text(json.dumps(rounded(means(tokenizer, table, TEXTS))))


def save_model2vec(name, tokenizer, table, normalize=True, **extra):
    folder = HERE / name
    folder.mkdir(exist_ok=True)
    if "mapping" in extra:
        extra["token_mapping"] = extra.pop("mapping")
    model = StaticModel(table, tokenizer, normalize=normalize, **extra)
    model.save_pretrained(folder)
    for other in folder.iterdir():
        if other.name not in ("tokenizer.json", "model.safetensors", "config.json"):
            other.unlink()
    data = json.loads((folder / "tokenizer.json").read_text())
    (folder / "tokenizer.json").write_text(json.dumps(data, ensure_ascii=False, separators=(",", ":")))
    (folder / "reference.json").write_text(json.dumps(rounded(model.encode(TEXTS, normalize=True))))


def wordpiece():
    tokenizer = Tokenizer(models.WordPiece(unk_token="[UNK]"))
    tokenizer.normalizer = normalizers.BertNormalizer()
    tokenizer.pre_tokenizer = pre_tokenizers.BertPreTokenizer()
    special = ["[PAD]", "[UNK]", "[CLS]", "[SEP]", "[MASK]"]
    tokenizer.train_from_iterator(TRAINING, trainers.WordPieceTrainer(vocab_size=400, special_tokens=special))
    save_model2vec("wordpiece", tokenizer, vectors(tokenizer.get_vocab_size(), 12, 2), max_length=64)


def unigram():
    """With a quantised vocabulary: tokens share rows and have weights, the numbers are 8-bit."""
    tokenizer = Tokenizer(models.Unigram())
    tokenizer.normalizer = normalizers.Sequence([normalizers.NFKC(), normalizers.Replace(Regex(" {2,}"), " ")])
    tokenizer.pre_tokenizer = pre_tokenizers.Sequence([pre_tokenizers.WhitespaceSplit(), pre_tokenizers.Metaspace()])
    trainer = trainers.UnigramTrainer(vocab_size=300, special_tokens=["<pad>", "<unk>"], unk_token="<unk>")
    tokenizer.train_from_iterator(TRAINING, trainer)
    size = tokenizer.get_vocab_size()
    generator = np.random.default_rng(3)
    save_model2vec(
        "unigram", tokenizer, generator.integers(-127, 128, (40, 12)).astype(np.int8),
        weights=generator.random(size).astype(np.float32), mapping=generator.integers(0, 40, size))


def wordllama(wheel):
    tokenizer = Tokenizer.from_file(str(wheel / "wordllama/tokenizers/l2_supercat_tokenizer_config.json"))
    from safetensors.numpy import load_file

    table = load_file(wheel / "wordllama/weights/l2_supercat_256.safetensors")["embedding.weight"]
    rows = np.array(means(tokenizer, table, TEXTS))
    (HERE / "wordllama.json").write_text(json.dumps({"firstNumbers": rounded(rows[:, :8])}))


if __name__ == "__main__":
    (HERE / "texts.json").write_text(json.dumps(TEXTS))
    bytepair()
    wordpiece()
    unigram()
    if len(sys.argv) > 1:
        wordllama(pathlib.Path(sys.argv[1]))
