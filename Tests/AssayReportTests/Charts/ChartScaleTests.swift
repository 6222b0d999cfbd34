import AssayReport
import Testing

@Suite struct ChartScaleTests {
  @Test(arguments: [[0.0, 2.5], [1, 5], [0, 37], [0, 0.04], [-1, 1], [0, 1_234_567], [3, 3]])
  func roundAxesTakeInAllValues(values: [Double]) {
    let axis = Chart.Axis.round("x", over: values)
    for value in values { #expect(axis.range.contains(value)) }
    #expect((2...9).contains(axis.ticks.count))
    #expect(Set(axis.ticks.map(\.text)).count == axis.ticks.count)
    #expect(axis.ticks.first?.value == axis.range.lowerBound)
    #expect(axis.ticks.last?.value == axis.range.upperBound)
  }

  @Test func countsHaveWholeTicks() {
    let axis = Chart.Axis.round("n", over: [0, 2], from: 0, isWhole: true)
    #expect(axis.ticks.map(\.text) == ["0", "1", "2"])
  }

  @Test func anAxisOfNothingIsAnAxisStill() {
    let axis = Chart.Axis.round("x", over: [.nan], from: 0)
    #expect(axis.range == 0...1)
  }
}
