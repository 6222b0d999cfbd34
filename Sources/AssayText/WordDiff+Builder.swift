extension WordDiff {
  /// Gathers pieces and joins neighbours of one kind.
  struct Builder {
    private var segments: [Segment] = []
    /// White space after the last word that was added; it belongs to no change.
    private var trailing = ""

    /// Adds text that comes next in the new text.
    mutating func add(_ kind: Segment.Kind, _ text: Substring) {
      if kind == .same {
        append(.same, trailing + text)
        trailing = ""
        return
      }
      let end = text.lastIndex { !$0.isWhitespace }.map(text.index(after:)) ?? text.startIndex
      if end > text.startIndex {
        // Between two changed words white space is part of the change; a deletion that was marked
        // just before is taken up by the word in its place.
        append(segments.last?.kind ?? .same, trailing)
        append(.changed, String(text[..<end]))
        trailing = ""
      }
      trailing += text[end...]
    }

    /// Says that these words of the old text are missing here.
    mutating func markDeletion(of old: Substring) {
      if segments.last?.kind != .changed {
        append(.same, trailing)
        trailing = ""
        segments.append(Segment(kind: .changed, text: ""))
      }
      segments[segments.count - 1].removed += old
    }

    /// One change for the whole of both.
    mutating func replace(old: Substring, new: Substring) {
      if !old.isEmpty { markDeletion(of: old) }
      add(.changed, new)
    }

    /// All pieces; nothing can be added afterwards.
    consuming func finished() -> [Segment] {
      append(.same, trailing)
      return segments
    }

    private mutating func append(_ kind: Segment.Kind, _ text: String) {
      if text.isEmpty { return }
      if segments.last?.kind == kind {
        segments[segments.count - 1].text += text
      } else {
        segments.append(Segment(kind: kind, text: text))
      }
    }
  }
}
