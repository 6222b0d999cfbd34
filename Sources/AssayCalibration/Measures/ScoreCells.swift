/// Score vectors of which many are alike: each that occurs with how often it does.
struct ScoreCells: Sendable {
  /// Cell after cell a score for each column; NaN: none.
  let values: [Double]
  let counts: [Int]

  /// More combinations than this are not counted together: looking at each would take longer than a frame.
  private static let mostCells = 1 << 18

  /// - Parameter columns: as long as each other.
  /// - Returns: nil when the columns hold too many different combinations of scores.
  init?(_ columns: [[Float]]) {
    guard let first = columns.first else { return nil }
    var places = [Int32](repeating: 0, count: first.count)
    var levels: [[Double]] = []
    var size = 1
    for column in columns {
      guard let coded = CodedColumn(column), size * coded.levels.count <= Self.mostCells else { return nil }
      for index in places.indices { places[index] += Int32(coded.codes[index]) * Int32(size) }
      size *= coded.levels.count
      levels.append(coded.levels.map(ScoredPopulation.exact))
    }
    var occurrences = [Int](repeating: 0, count: size)
    for place in places { occurrences[Int(place)] += 1 }
    let used = occurrences.indices.filter { occurrences[$0] > 0 }
    counts = used.map { occurrences[$0] }
    values = used.flatMap { cell in
      var rest = cell
      return levels.map { levels in
        defer { rest /= levels.count }
        return levels[rest % levels.count]
      }
    }
  }
}

/// A column of few different scores, each by its number.
private struct CodedColumn {
  var codes: [UInt8]
  var levels: [Float] = []

  /// nil: more than 255 different ones.
  init?(_ column: [Float]) {
    codes = [UInt8](repeating: 0, count: column.count)
    // Open addressing with the bits as keys: a dictionary takes ten times as long.
    var slots = [Int16](repeating: -1, count: 1024)
    for index in column.indices {
      let value = column[index].isNaN ? .nan : column[index] + 0  // -0 and 0 are one score.
      var slot = Int((value.bitPattern &* 0x9e37_79b1) >> 22)
      while slots[slot] >= 0, levels[Int(slots[slot])].bitPattern != value.bitPattern {
        slot = (slot + 1) & 1023
      }
      if slots[slot] < 0 {
        guard levels.count < 255 else { return nil }
        slots[slot] = Int16(levels.count)
        levels.append(value)
      }
      codes[index] = UInt8(slots[slot])
    }
    if levels.isEmpty { levels = [.nan] }
  }
}

extension ScoredPopulation {
  /// The score that was stored in single precision: means of up to ten whole scores come back as the very numbers that
  /// they were (13 / 3, not 4.3333335), so that four means of a panel meet a threshold or miss it as they should.
  static func exact(_ score: Float) -> Double {
    let wide = Double(score)
    // 2520 is divided by every number up to ten.
    let fraction = (wide * 2520).rounded() / 2520
    return Float(fraction) == score ? fraction : wide
  }
}
