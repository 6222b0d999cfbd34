import AssayEngine
import AssayGeneration

/// What `assay seeds check` says.
struct SeedCheckReport: Encodable {
  /// The file or batch.
  var source: String
  /// Lines that could not be read.
  var unread: Int
  var heldOut: [SeedCheck.ComparedSet]
  var report: SeedReport

  /// For people; a line that begins with spaces belongs to the one before it.
  var lines: [String] {
    let wanted = SeedReport.wanted
    var lines = [
      "\(source): \(Figures.count(report.n, "seed")) "
        + "(\(wanted.lowerBound) to \(wanted.upperBound) are wanted, more where there are more labels)"
    ]
    if unread > 0 { lines.append("Not read: \(Figures.count(unread, "line"))") }
    if report.labels.contains(where: { $0.name != nil }) {
      lines.append("Labels: " + Self.list(report.labels))
    }
    if report.difficulties.contains(where: { $0.name != nil }) {
      lines.append("Difficulty: " + Self.list(report.difficulties))
    }
    lines += report.lengths.map(Self.line)
    if !report.scripts.isEmpty { lines.append("Script: " + Self.list(report.scripts)) }
    lines += heldOut.map { set in
      "Held out: \(set.name), \(Figures.count(set.rows, "row")): "
        + (set.matches == 0 ? "no seed is like one" : "\(Figures.count(set.matches, "seed")) like one")
    }
    if heldOut.isEmpty {
      lines.append("Held out: nothing was compared; --heldout FILE names real data that is kept for the test")
    }
    return lines + [""] + findings
  }

  private var findings: [String] {
    guard !report.findings.isEmpty else {
      return ["Nothing was found that a generator should not take over."]
    }
    let remarks = report.findings.count - report.problems
    var lines = [
      Figures.count(report.problems, "finding")
        + (remarks > 0 ? " and \(Figures.count(remarks, "remark"))" : "")
        + ", the worst first: a generator takes over what it is shown."
    ]
    for (index, finding) in report.findings.enumerated() {
      let isRemark = finding.weight == .remark
      lines.append("\(index + 1). \(isRemark ? "Remark: " : "")\(finding.text)")
      let margin = String(repeating: " ", count: "\(index + 1). ".count)
      if !finding.places.isEmpty { lines.append(margin + Self.places(finding.places)) }
      lines.append(margin + finding.advice)
    }
    return lines
  }

  private static func line(_ lengths: SeedLengths) -> String {
    let spread =
      lengths.standardDeviation.map { ", standard deviation \(Figures.fixed($0, places: 1))" } ?? ""
    return "Length: \(lengths.field) \(lengths.shortest) to \(lengths.longest) \(lengths.unit), median "
      + "\(Figures.fixed(lengths.median, places: 1)), mean \(Figures.fixed(lengths.mean, places: 1))\(spread), "
      + "n = \(Figures.grouped(lengths.n))"
  }

  /// The first twenty.
  private static func list(_ counts: [SeedReport.Count]) -> String {
    // Those with none are a finding of their own.
    let there = counts.filter { $0.n > 0 }
    let shown = there.prefix(20).map { "\($0.name ?? "none") \(Figures.grouped($0.n))" }
    let rest = [(there.count - 20, "more"), (counts.count - there.count, "without a seed")]
    return ([shown.joined(separator: ", ")] + rest.filter { $0.0 > 0 }.map { "\($0.0) \($0.1)" })
      .joined(separator: "; ")
  }

  /// "line 3, line 4": the first six.
  private static func places(_ places: [String]) -> String {
    let shown = places.prefix(6).joined(separator: ", ")
    return places.count > 6 ? shown + " and \(Figures.grouped(places.count - 6)) more" : shown
  }
}
