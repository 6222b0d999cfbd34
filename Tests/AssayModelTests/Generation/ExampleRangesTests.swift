import AssayModel
import AssayStatistics
import Foundation
import Testing

@Suite struct ExampleRangesTests {
  private func ids(_ numbers: [Int]) -> [ExampleID] { numbers.map { ExampleID(Int64($0)) } }

  private func list(_ numbers: [Int]) -> ExampleRanges { ExampleRanges(wrappedValue: ids(numbers)) }

  @Test func runsOfNumbersAreShortAndTheOrderIsKept() {
    #expect(list([]).text == "")
    #expect(list([7]).text == "7")
    #expect(list([1, 2, 3, 9, 5, 6, 4, 3]).text == "1-3,9,5-6,4,3")
    #expect(list(Array(1...100_000)).text == "1-100000")
  }

  @Test func everyListComesBackAsItWas() {
    var random = RepeatableGenerator(seed: 4)
    for _ in 0..<200 {
      let numbers = (0..<Int(random.next(below: 40))).map { _ in 1 + Int(random.next(below: 30)) }
      #expect(ExampleRanges(text: list(numbers).text) == list(numbers))
    }
  }

  @Test(arguments: ["0", "-3", "3-", "5-4", "1,,2", "1,", "x", "1-2-3", "1-9223372036854775807"])
  func whatIsNoListIsRefused(text: String) {
    #expect(ExampleRanges(text: text) == nil)
  }

  @Test func anOrderFromManyExamplesIsShortAndAnOldOneIsRead() throws {
    var order = GenerationOrder(technique: .paraphrase, count: 5, model: "m")
    order.parents = ids(Array(1...100_000))
    for pool in [ExamplePool.accepted, .batch("b"), .examples(ids(Array(50...90_000)))] {
      order.seeds = pool
      let data = try JSONEncoder().encode(order)
      #expect(data.count < 1_000)
      #expect(try JSONDecoder().decode(GenerationOrder.self, from: data) == order)
    }
    var object = try #require(
      try JSONSerialization.jsonObject(with: JSONEncoder().encode(order)) as? [String: Any])
    object["parents"] = [3, 1, 2]
    object["seeds"] = ["examples": ["_0": [4, 5]]]
    let old = try JSONDecoder().decode(
      GenerationOrder.self, from: try JSONSerialization.data(withJSONObject: object))
    #expect(old.parents == ids([3, 1, 2]) && old.seeds == .examples(ids([4, 5])))
    object["parents"] = "1-"
    let damaged = try JSONSerialization.data(withJSONObject: object)
    #expect(throws: DecodingError.self) { try JSONDecoder().decode(GenerationOrder.self, from: damaged) }
  }
}
