import AssayFormats
import AssayGeneration
import AssayModel
import Foundation

/// How often each label stands in a file of any form that can be imported. It is read row by row, so its size does not
/// matter.
struct LabelCount {
  let file: String
  /// How messages begin.
  private let said: String
  private(set) var counts: [String: Int] = [:]
  private(set) var unlabelled = 0
  private(set) var refused = 0

  init(file: String, _ place: WishPlace = .commandLine) throws {
    self.file = file
    said = place.name("labels", "like:\(file)")
    let reader: RowReader
    do {
      reader = try RowReader(path: file)
    } catch {
      throw CommandFailure("\(said): \(error)")
    }
    while let event = try next(reader) {
      switch event {
      case .problem: refused += 1
      case .example(let row, _):
        guard let label = row.label, !label.isEmpty else {
          unlabelled += 1
          continue
        }
        counts[label, default: 0] += 1
      case .annotation: continue
      }
    }
  }

  private func next(_ reader: RowReader) throws -> RowEvent? {
    do {
      return try reader.next()
    } catch {
      throw CommandFailure("\(said): \(error)")
    }
  }

  /// By the task's labels, whatever case and hyphens the file has; a task without labels takes those of the file.
  ///
  /// - Throws: ``CommandFailure`` when the file has no label of the task.
  func shares(_ task: TaskSpecification) throws -> [String: Double] {
    let labels = LabelSet(task.labels)
    var shares: [String: Double] = [:]
    for (label, count) in counts {
      guard let known = task.labels.isEmpty ? label : labels.label(for: label) else { continue }
      shares[known, default: 0] += Double(count)
    }
    guard shares.isEmpty else { return shares }
    let what = counts.isEmpty ? "no row of it has a label" : "it has no label of the task"
    throw CommandFailure("\(said): \(what); nothing was done")
  }

  func warnings(_ task: TaskSpecification) -> [String] {
    var warnings: [String] = []
    let labels = LabelSet(task.labels)
    let foreign = task.labels.isEmpty ? [] : counts.keys.filter { labels.label(for: $0) == nil }.sorted()
    if let first = foreign.first {
      let rows = foreign.reduce(0) { $0 + (counts[$1] ?? 0) }
      warnings.append(
        "\(file): \(Figures.count(rows, "row")) with \(Figures.count(foreign.count, "label")) that the task does not "
          + "have, such as \"\(first)\", \(rows == 1 ? "does" : "do") not count")
    }
    if unlabelled > 0 { warnings.append("\(file): \(Figures.count(unlabelled, "row")) without a label") }
    if refused > 0 { warnings.append("\(file): \(Figures.count(refused, "line")) could not be read") }
    return warnings
  }
}
