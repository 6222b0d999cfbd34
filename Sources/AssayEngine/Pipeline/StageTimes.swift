/// Times that overlap.
enum StageTimes {
  /// Seconds that are in one of them at least.
  ///
  /// - Parameter times: in milliseconds.
  static func covered(_ times: [ClosedRange<Int64>]) -> Double {
    var sum: Int64 = 0
    var end = Int64.min
    for time in times.sorted(by: { $0.lowerBound < $1.lowerBound }) where time.upperBound > end {
      sum += time.upperBound - max(end, time.lowerBound)
      end = time.upperBound
    }
    return Double(sum) / 1_000
  }
}
