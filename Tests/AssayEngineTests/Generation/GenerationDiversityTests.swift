import AssayEngine
import AssayGeneration
import AssayModel
import AssayStore
import Foundation
import Synchronization
import Testing

@Suite struct GenerationDiversityTests {
  /// A model that can say so many different things, each in slightly other words.
  private static func limited(_ clusters: Int) -> ScriptedGenerator {
    var generator = ScriptedGenerator()
    generator.change = { item, request in
      let number = GenerationTesting.number(request) &+ item.place &* 15_485_863
      // Twelve words of the cluster and one of its own: no exact copies, and near ones all the same.
      item.text = GenerationTesting.words(number % clusters, 12) + " " + GenerationTesting.words(number, 1)
    }
    return generator
  }

  @Test func aModelThatRepeatsItselfIsStoppedWithTheForecast() throws {
    let workspace = try GenerationTesting.workspace()
    let options = GenerationTesting.options(count: 5_000) { $0.perCall = 20 }
    let summary = try GenerationTesting.run(workspace, options, ScriptedService(Self.limited(100)))
    #expect(summary.ending == .finished)
    let sentence = try #require(summary.tally.collapse)
    #expect(sentence.hasPrefix("mode collapse: 500 more would bring about "))
    #expect(summary.tally.rotations == 2)
    // The true point for 100 equally likely clusters is at 299 texts; calls of 20, 4 at once.
    #expect((280...420).contains(summary.tally.returned), "\(summary.tally.returned)")
    #expect((summary.tally.diversity?.clusters ?? 0) > 85)
    #expect((summary.tally.diversity?.nearDuplicates ?? 0) > 0.5)
    let run = try #require(try workspace.run(summary.run))
    #expect(run.state == .finished && run.progress.ending == sentence)
    #expect(!summary.shortfalls.isEmpty)
  }

  /// A thread that a run leaves behind would work on while the program ends.
  @Test func aRunThatIsStoppedLeavesNoModelBeingOpened() throws {
    final class Flag: Sendable { let isSet = Mutex(false) }
    let opened = Flag()
    let control = RunControl()
    var options = GenerationTesting.options(count: 400)
    options.measuringModel = {
      usleep(200_000)
      opened.isSet.withLock { $0 = true }
      return .none("it took long")
    }
    let generator = ScriptedGenerator()
    let service = ScriptedService(atOnce: 1, cost: 0.01) { job, _ in
      control.stop(.graceful)
      return .success(generator.answer(job.request))
    }
    let summary = try GenerationTesting.run(
      GenerationTesting.workspace(), options, service, control: control)
    #expect(summary.ending == .stopped)
    #expect(opened.isSet.withLock { $0 })
  }

  @Test func aVariedModelIsNotStopped() throws {
    let workspace = try GenerationTesting.workspace()
    let options = GenerationTesting.options(count: 600) { $0.perCall = 20 }
    let summary = try GenerationTesting.run(workspace, options, ScriptedService(ScriptedGenerator()))
    #expect(summary.tally.collapse == nil && summary.tally.taken == 600 && summary.tally.rotations == 0)
    let report = try #require(summary.tally.diversity)
    #expect(report.examples == 600 && report.nearDuplicates == 0 && report.compressionRatio != nil)
  }

  @Test func whatTheWorkspaceHasCountsAsBeingThere() throws {
    // The workspace has all that the model can say.
    let workspace = try GenerationTesting.workspace(60) {
      #"{"id": "s\#($0)", "text": "text \#(GenerationTesting.words($0, 12)) x", "label": "fee"}"#
    }
    let options = GenerationTesting.options(count: 500) { $0.perCall = 20 }
    let summary = try GenerationTesting.run(workspace, options, ScriptedService(Self.limited(60)))
    #expect(summary.tally.collapse != nil)
    #expect(summary.tally.returned < 200, "\(summary.tally.returned)")
  }

  @Test func aCollapseStaysOneWhenTheRunIsGoneOnWith() throws {
    let workspace = try GenerationTesting.workspace()
    let control = RunControl()
    let options = GenerationTesting.options(count: 5_000) { $0.perCall = 20 }
    let generator = Self.limited(30)
    let first = try GenerationTesting.run(
      workspace, options,
      ScriptedService(atOnce: 1) { job, number in
        if number == 6 { control.stop(.graceful) }
        return .success(generator.answer(job.request))
      }, control: control)
    #expect(first.ending == .stopped && first.tally.collapse == nil)
    var again = options
    again.resumes = first.run
    let second = try GenerationTesting.run(workspace, again, ScriptedService(generator, atOnce: 1))
    let whole = try GenerationTesting.run(
      try GenerationTesting.workspace(), options, ScriptedService(generator, atOnce: 1))
    #expect(second.tally.collapse == whole.tally.collapse && whole.tally.collapse != nil)
    #expect(second.tally.returned == whole.tally.returned)
  }

  /// Vectors of the first letters of the last word, which say nothing of meanings and are always the same.
  private struct LetterModel: EmbeddingModel {
    let identity = "letters 1"
    func embed(_ texts: [String]) throws -> Embeddings {
      let values = texts.flatMap { text -> [Float] in
        let bytes = Array(text.utf8.suffix(3))
        return [Float(bytes[0] % 16), Float(bytes[1] % 16), Float(bytes[2] % 16), 1]
      }
      return Embeddings(dimensions: 4, values: values)
    }
  }

  @Test func theVendiScoreOfARunIsTakenOnEmbeddingsAndTheSameWhenItIsGoneOnWith() throws {
    var options = GenerationTesting.options(count: 400) { $0.perCall = 20 }
    options.measuringModel = { .model(LetterModel()) }
    let generator = ScriptedGenerator()
    let whole = try GenerationTesting.run(
      try GenerationTesting.workspace(), options, ScriptedService(generator, atOnce: 1))
    let report = try #require(whole.tally.diversity)
    #expect(report.vendiBasis == VendiBasis(model: "letters 1"))
    // Four dimensions have four different things at most; n-grams would say nearly 1 here.
    #expect(try #require(report.vendi) < 4.0 / 200 + 1e-9)
    let workspace = try GenerationTesting.workspace()
    let control = RunControl()
    let first = try GenerationTesting.run(
      workspace, options,
      ScriptedService(atOnce: 1) { job, number in
        if number == 9 { control.stop(.graceful) }
        return .success(generator.answer(job.request))
      }, control: control)
    #expect(first.ending == .stopped)
    var again = options
    again.resumes = first.run
    let second = try GenerationTesting.run(workspace, again, ScriptedService(generator, atOnce: 1))
    #expect(second.tally.diversity == report)
  }

  @Test func aRunWithoutAModelSaysWhyItsScoreIsOnNGrams() throws {
    var options = GenerationTesting.options(count: 60) { $0.perCall = 20 }
    options.measuringModel = { .none("no embedding model is installed") }
    let summary = try GenerationTesting.run(
      try GenerationTesting.workspace(), options, ScriptedService(ScriptedGenerator()))
    let report = try #require(summary.tally.diversity)
    #expect(report.vendiBasis == VendiBasis(omission: "no embedding model is installed"))
    #expect(try #require(report.vendi) > 0.5)
    let stored = try #require(
      try GenerationTesting.run(
        try GenerationTesting.workspace(), GenerationTesting.options(count: 20) { $0.perCall = 20 },
        ScriptedService(ScriptedGenerator())
      ).tally.diversity)
    #expect(stored.vendiBasis == VendiBasis())
  }

  @Test func callsDifferInSeedsWordingAndTemperatureAndSeeWhatIsThere() throws {
    let workspace = try GenerationTesting.workspace(20)
    let options = GenerationTesting.options(count: 200)
    let summary = try GenerationTesting.run(
      workspace, options, ScriptedService(ScriptedGenerator(), atOnce: 1))
    struct Kept: Decodable { var call: GenerationCall }
    let calls = try workspace.generationCalls(of: summary.run).filter { $0.number > 0 }.map {
      try JSONDecoder().decode(Kept.self, from: Data($0.json.utf8)).call
    }
    #expect(calls.count == 20)
    let uses = Dictionary(calls.flatMap { $0.seeds.compactMap(\.key) }.map { ($0, 1) }, uniquingKeysWith: +)
    #expect(uses.count == 20 && uses.values.allSatisfy { $0 == 5 }, "all seeds come up equally often")
    #expect(Set(calls.map(\.phrasing)).count == 5)
    #expect(Set(calls.map(\.temperature)).count > 10)
    #expect(calls.allSatisfy { (0.8...1.0).contains($0.temperature) })
    #expect(calls.allSatisfy { $0.attributes.count == 10 })
    #expect(calls.dropFirst().allSatisfy { $0.avoid.count == 8 && Set($0.avoid).count == 8 })
    #expect(Set(calls.map(\.seed)).count == 20)
  }
}
