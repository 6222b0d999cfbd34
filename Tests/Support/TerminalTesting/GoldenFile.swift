import Foundation

/// Expected screens kept as files in `Golden/` beside the test.
public enum GoldenFile {
  /// Compares `text` with the golden file `name`; nil when they are equal, else what to show a person.
  ///
  ///     #expect(GoldenFile.compare(grid.goldenText, named: "review-80x24.txt") == nil)
  ///
  /// A missing file is written and reported once, so that somebody reads it before it counts. With
  /// `ASSAY_RECORD_GOLDEN=1` in the environment every file that differs is written anew and reported.
  public static func compare(_ text: String, named name: String, file: String = #filePath) -> String? {
    let path = path(of: name, beside: file)
    let expected = try? String(contentsOf: path, encoding: .utf8)
    if expected == text { return nil }
    guard let expected, !isRecording else {
      do {
        try FileManager.default.createDirectory(
          at: path.deletingLastPathComponent(), withIntermediateDirectories: true)
        try text.write(to: path, atomically: true, encoding: .utf8)
      } catch {
        return "cannot write \(path.path): \(error)"
      }
      return "recorded \(path.path); read it, then run the test again:\n" + text
    }
    return "differs from \(path.path)\n" + LineDifference.describe(from: expected, to: text)
  }

  /// What the golden file `name` holds; nil: there is none, or it is to be written anew.
  public static func expected(_ name: String, file: String = #filePath) -> String? {
    isRecording ? nil : try? String(contentsOf: path(of: name, beside: file), encoding: .utf8)
  }

  private static var isRecording: Bool { ProcessInfo.processInfo.environment["ASSAY_RECORD_GOLDEN"] == "1" }

  private static func path(of name: String, beside file: String) -> URL {
    URL(fileURLWithPath: file).deletingLastPathComponent().appendingPathComponent("Golden")
      .appendingPathComponent(name)
  }
}
