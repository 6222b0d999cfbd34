#!/usr/bin/env python3
"""Writes Sources/TerminalCore/WidthTable.swift: how many columns every Unicode scalar takes.

Run it from the project's root with a Python whose `unicodedata` has the wanted Unicode version (the
header of the written file says which it was). A terminal that is older than the table draws what it does
not know in its own way, so the version should be one that the supported systems all have.

Classes, most important first:
  unseen   controls, format characters, separators, private use, unassigned, default ignorable: nothing
           of it may reach a terminal, it is drawn as a visible escape
  mark     zero columns, drawn on the character before it: Mn, Me, conjoining Hangul vowels and finals
  wide     two columns: East Asian Width W or F; all characters with emoji presentation are W, apart
           from the regional indicators, which are drawn as letters
  narrow   one column: everything else
"""

import sys
import unicodedata
from pathlib import Path

NARROW, WIDE, MARK, UNSEEN = range(4)

# Default_Ignorable_Code_Point of DerivedCoreProperties.txt without the unassigned and Cf ones, which are
# unseen by their category: characters of other categories that draw nothing.
DEFAULT_IGNORABLE = [
    (0x034F, 0x034F),  # combining grapheme joiner
    (0x115F, 0x1160),  # Hangul fillers
    (0x17B4, 0x17B5),  # Khmer inherent vowels
    (0x180B, 0x180F),  # Mongolian variation selectors
    (0x3164, 0x3164),  # Hangul filler
    (0xFE00, 0xFE0F),  # variation selectors
    (0xFFA0, 0xFFA0),  # half-width Hangul filler
    (0xE0000, 0xE0FFF),  # tags, variation selectors supplement
]
# Letters by category, but drawn inside the syllable before them.
CONJOINING = [(0x1160, 0x11FF), (0xD7B0, 0xD7FF)]


def within(value: int, ranges: list[tuple[int, int]]) -> bool:
    return any(first <= value <= last for first, last in ranges)


def width_class(value: int) -> int:
    character = chr(value)
    category = unicodedata.category(character)
    if category in ("Cc", "Cf", "Cs", "Co", "Cn", "Zl", "Zp") or within(value, DEFAULT_IGNORABLE):
        return UNSEEN
    if category in ("Mn", "Me") or within(value, CONJOINING):
        return MARK
    return WIDE if unicodedata.east_asian_width(character) in "WF" else NARROW


def boundaries() -> list[int]:
    """First scalar of every run of one class, with the class in the low two bits."""
    result, previous = [], None
    for value in range(sys.maxunicode + 1):
        current = width_class(value)
        if current != previous:
            result.append(value << 2 | current)
            previous = current
    return result


def swift_source(entries: list[int]) -> str:
    lines, line = [], "   "
    for entry in entries:
        text = f" 0x{entry:x},"
        if len(line) + len(text) > 108:
            lines.append(line)
            line = "   "
        line += text
    lines.append(line)
    body = "\n".join(lines)
    return f"""// Written by Scripts/make-width-table.py from Unicode {unicodedata.unidata_version}: change the script instead.

/// How many columns each Unicode scalar takes.
enum WidthTable {{
  /// The first scalar of every run of equal class, shifted left by two, with the class in the low bits:
  /// 0 narrow, 1 wide, 2 mark, 3 unseen. Ascending.
  static let boundaries: [UInt32] = [
{body}
  ]
}}
"""


if __name__ == "__main__":
    target = Path(__file__).resolve().parent.parent / "Sources/TerminalCore/WidthTable.swift"
    target.write_text(swift_source(boundaries()), encoding="utf-8")
