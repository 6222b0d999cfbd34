import AssayCalibration
import AssayModel

/// What `assay calibrate drift` says.
struct DriftFigures: Encodable {
  struct Shift: Encodable {
    var name: String
    var psi: Double
    @NullWhenAbsent var ks: Double?
    var p: Double
    @NullWhenAbsent var before: Double?
    @NullWhenAbsent var after: Double?
    @NullWhenAbsent var label: String?
    @NullWhenAbsent var shareBefore: Double?
    @NullWhenAbsent var shareAfter: Double?
    var moved: Bool
  }

  var judge: String
  /// Milliseconds since 1970.
  @NullWhenAbsent var lastCalibration: Int64?
  @NullWhenAbsent var ageDays: Int?
  var maximumAgeDays: Int
  var isOld: Bool
  var older: Int
  var newer: Int
  var shifts: [Shift]
  var warning: Bool

  init(_ drift: Drift, judge: String) {
    self.judge = judge
    maximumAgeDays = drift.maximumAge
    isOld = drift.isOld
    (older, newer) = (drift.olderCount, drift.newerCount)
    warning = drift.isWarning
    shifts = drift.shifts.map { shift in
      var figures = Shift(name: shift.name, psi: shift.stability, p: shift.pValue, moved: shift.hasMoved)
      (figures.ks, figures.before, figures.after) = (shift.distance, shift.before, shift.after)
      (figures.label, figures.shareBefore, figures.shareAfter) = (
        shift.label, shift.shareBefore, shift.shareAfter
      )
      return figures
    }
    lastCalibration = drift.lastCalibration
    ageDays = drift.age
  }

  var lines: [String] {
    var lines = [age]
    if newer == 0 {
      lines.append("No batch has come since: there is nothing newer to compare.")
    } else if older == 0 {
      lines.append(
        "None of the scored examples was there at the last calibration: there is nothing to compare with.")
    } else {
      lines += [
        "\(judge): \(Figures.count(newer, "scored example")) of newer batches against \(Figures.grouped(older)) of those "
          + "that were there then", "",
      ]
      lines += TextTable.lines([["", "then", "now", "PSI", "KS", "p", ""]] + shifts.map(row))
      lines.append("")
      let moved = shifts.filter(\.moved)
      lines.append(
        moved.isEmpty
          ? "Nothing has moved." : "Moved: \(moved.map(Self.words).joined(separator: "; ")). Calibrate again."
      )
    }
    return lines
  }

  private var age: String {
    guard let ageDays else {
      return "\(judge) has never been measured against people here: `assay calibrate report` does it."
    }
    let days = ageDays == 0 ? "today" : ageDays == 1 ? "1 day ago" : "\(Figures.grouped(ageDays)) days ago"
    let old = isOld ? "; that is more than \(maximumAgeDays): calibrate again." : "."
    return "\(judge) was last measured against people \(days)\(old)"
  }

  private func row(_ shift: Shift) -> [String] {
    let name = shift.label.map { "\(shift.name), most: \($0)" } ?? shift.name
    let (before, after) =
      shift.label == nil
      ? (Figures.number(shift.before), Figures.number(shift.after))
      : (shift.shareBefore.map(Figures.percent) ?? "-", shift.shareAfter.map(Figures.percent) ?? "-")
    return [
      name, before, after, Figures.number(shift.psi), shift.ks.map { Figures.number($0) } ?? "",
      shift.p < 0.001 ? "<0.001" : Figures.number(shift.p), shift.moved ? "moved" : "",
    ]
  }

  private static func words(_ shift: Shift) -> String {
    if let label = shift.label, let before = shift.shareBefore, let after = shift.shareAfter {
      return "label \(label) from \(Figures.percent(before)) to \(Figures.percent(after))"
    }
    return "\(shift.name) from \(Figures.number(shift.before)) to \(Figures.number(shift.after)) on average"
  }
}
