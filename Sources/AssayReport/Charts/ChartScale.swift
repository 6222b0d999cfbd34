import Foundation

extension Chart.Axis {
  /// From 0 to 1, named in percent.
  public static func share(_ label: String) -> Chart.Axis {
    Chart.Axis(
      label: label, range: 0...1,
      ticks: [0, 0.2, 0.4, 0.6, 0.8, 1].map { Chart.Tick($0, "\(Int(($0 * 100).rounded()))\u{A0}%") })
  }

  /// Round numbers that take in all of the values: steps of 1, 2 or 5 times a power of ten (Heckbert 1990).
  ///
  /// - Parameter isWhole: whether only whole numbers make sense.
  public static func round(
    _ label: String, over values: [Double], from lowest: Double? = nil, isWhole: Bool = false,
    about count: Int = 5
  ) -> Chart.Axis {
    let finite = values.filter(\.isFinite)
    let low = lowest ?? finite.min() ?? 0
    var high = max(finite.max() ?? 1, low)
    if high == low { high = low + 1 }
    var step = niceStep((high - low) / Double(max(1, count)))
    if isWhole { step = max(1, step) }
    let first = (low / step + 1e-9).rounded(.down)
    let last = (high / step - 1e-9).rounded(.up)
    let places = max(0, -Int(log10(step).rounded(.down)))
    let ticks = (Int(first)...max(Int(first) + 1, Int(last))).map { index in
      Chart.Tick(Double(index) * step, tickText(Double(index) * step, places))
    }
    return Chart.Axis(label: label, range: ticks[0].value...ticks[ticks.count - 1].value, ticks: ticks)
  }

  private static func tickText(_ value: Double, _ places: Int) -> String {
    places == 0 && abs(value) < 1e15
      ? NumberText.grouped(Int(value.rounded())) : NumberText.fixed(value, min(6, places))
  }

  private static func niceStep(_ raw: Double) -> Double {
    let power = pow(10, log10(raw).rounded(.down))
    let share = raw / power
    return (share <= 1 + 1e-9 ? 1 : share <= 2 + 1e-9 ? 2 : share <= 5 + 1e-9 ? 5 : 10) * power
  }
}
