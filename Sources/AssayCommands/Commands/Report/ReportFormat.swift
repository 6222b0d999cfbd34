import ArgumentParser
import AssayReport

/// The form of a report.
enum ReportFormat: String, CaseIterable, ExpressibleByArgument {
  case html, md, json

  /// What a file's name says; nil: nothing.
  init?(fileName: String) {
    let name = fileName.lowercased()
    if name.hasSuffix(".html") || name.hasSuffix(".htm") {
      self = .html
    } else if name.hasSuffix(".md") || name.hasSuffix(".markdown") {
      self = .md
    } else if name.hasSuffix(".json") {
      self = .json
    } else {
      return nil
    }
  }

  /// The whole file, with a line break at its end.
  func text(of content: ReportContent) throws -> String {
    switch self {
    case .html: HTMLReport(ReportDocument(content)).text
    case .md: MarkdownReport(ReportDocument(content)).text
    case .json: try JSONOutput.text(content) + "\n"
    }
  }
}
