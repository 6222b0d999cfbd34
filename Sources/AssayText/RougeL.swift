/// ROUGE-L (Lin 2004, "ROUGE: A Package for Automatic Evaluation of Summaries", section 3.1): how much of two texts is
/// the same words in the same order, by their longest common subsequence.
public enum RougeL {
  /// What the longest common subsequence is of the one text, of the other, and of both: all in 0...1.
  public struct Score: Hashable, Sendable {
    /// Of the candidate's words.
    public var precision: Double
    /// Of the reference's words.
    public var recall: Double
    /// Their harmonic mean (Lin's F with β = 1): the one number that is mostly meant.
    public var f: Double
  }

  /// Words: runs of letters and digits without case; in scripts without spaces each character.
  public static func words(of text: String) -> [String] {
    var words: [String] = []
    var word = ""
    func finish() {
      if !word.isEmpty { words.append(word) }
      word = ""
    }
    for scalar in text.lowercased().unicodeScalars {
      if SpacelessScript.contains(scalar.value) {
        finish()
        words.append(String(scalar))
      } else if scalar.properties.isAlphabetic || scalar.properties.numericType != nil
        || !word.isEmpty && scalar.properties.generalCategory == .nonspacingMark
      {
        word.unicodeScalars.append(scalar)
      } else {
        finish()
      }
    }
    finish()
    return words
  }

  public static func score(candidate: String, reference: String) -> Score {
    score(candidate: words(of: candidate), reference: words(of: reference))
  }

  /// - Parameters: any words, or their numbers.
  public static func score<Word: Hashable>(candidate: [Word], reference: [Word]) -> Score {
    guard !candidate.isEmpty, !reference.isEmpty else { return Score(precision: 0, recall: 0, f: 0) }
    let common = Double(commonSubsequence(candidate, reference))
    let precision = common / Double(candidate.count)
    let recall = common / Double(reference.count)
    return Score(precision: precision, recall: recall, f: f(common, candidate.count, reference.count))
  }

  static func f(_ common: Double, _ first: Int, _ second: Int) -> Double {
    first + second == 0 ? 0 : 2 * common / Double(first + second)
  }

  /// The length of the longest common subsequence, 64 words at a time (Hyyrö 2004): O(mn / 64).
  public static func commonSubsequence<Word: Hashable>(_ first: [Word], _ second: [Word]) -> Int {
    SubsequencePattern(first).commonLength(with: second)
  }
}

/// A text's words, prepared to be compared with many others.
public struct SubsequencePattern<Word: Hashable> {
  public let count: Int
  private let blocks: Int
  /// Where each word stands, one bit for each place.
  private var masks: [Word: [UInt64]] = [:]

  public init(_ words: [Word]) {
    count = words.count
    blocks = (words.count + 63) / 64
    for (index, word) in words.enumerated() {
      masks[word, default: Array(repeating: 0, count: blocks)][index / 64] |= 1 << UInt64(index % 64)
    }
  }

  /// The length of the longest common subsequence with `other`.
  public func commonLength(with other: [Word]) -> Int {
    guard count > 0 else { return 0 }
    var state = [UInt64](repeating: .max, count: blocks)
    for word in other {
      guard let mask = masks[word] else { continue }
      var carry: UInt64 = 0
      for block in 0..<blocks {
        let matched = state[block] & mask[block]
        let (first, overflow) = state[block].addingReportingOverflow(matched)
        let (sum, secondOverflow) = first.addingReportingOverflow(carry)
        carry = overflow || secondOverflow ? 1 : 0
        state[block] = sum | (state[block] & ~mask[block])
      }
    }
    var length = 0
    for block in 0..<blocks {
      let places = block == blocks - 1 && count % 64 != 0 ? (UInt64(1) << UInt64(count % 64)) - 1 : .max
      length += (~state[block] & places).nonzeroBitCount
    }
    return length
  }
}
