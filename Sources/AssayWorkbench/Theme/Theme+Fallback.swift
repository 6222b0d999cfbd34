import TerminalCore

extension Theme {
  /// The look without any theme file: the terminal's own sixteen colours, right on light and dark.
  public static let fallback = Theme(
    name: "fallback",
    styles: [
      "text": .plain,
      "text.dim": Style(attributes: .dim),
      "title": .plain,
      "title.active": Style(foreground: blue, attributes: [.bold, .reverse]),
      "title.progress": Style(foreground: cyan),
      "footer.key": Style(foreground: blue, attributes: .bold),
      "border": Style(attributes: .dim),
      "border.focused": Style(foreground: blue, attributes: .bold),
      "selection": Style(attributes: .reverse),
      "selection.unfocused": Style(attributes: .underline),
      "mark": Style(foreground: yellow, attributes: .bold),
      "verdict.accept": Style(foreground: green, attributes: .bold),
      "verdict.reject": Style(foreground: red, attributes: .bold),
      "verdict.relabel": Style(foreground: magenta, attributes: .bold),
      "verdict.undecided": Style(attributes: .dim),
      "verdict.skip": Style(attributes: .dim),
      "score.high": Style(foreground: green),
      "score.middle": Style(foreground: yellow),
      "score.low": Style(foreground: red),
      "score.empty": Style(attributes: .dim),
      "label": Style(foreground: magenta),
      "field.name": Style(foreground: blue),
      "search.match": Style(attributes: [.bold, .reverse]),
      "diff.changed": Style(foreground: yellow, attributes: [.bold, .underline]),
      "diff.same": Style(attributes: .dim),
      "chip": Style(foreground: cyan, attributes: .reverse),
      "message.info": Style(foreground: cyan),
      "message.warning": Style(foreground: yellow, attributes: .bold),
      "message.error": Style(foreground: red, attributes: .bold),
      "judge.keep": Style(foreground: cyan),
      "judge.drop": Style(foreground: yellow),
      "popup": .plain,
      "popup.title": Style(foreground: blue, attributes: .bold),
      "popup.border": Style(foreground: blue),
      "role.user": Style(foreground: cyan, attributes: .bold),
      "role.assistant": Style(foreground: magenta, attributes: .bold),
      "reason": Style(attributes: .italic),
      "kind": Style(foreground: magenta),
      "reference": Style(foreground: red, attributes: .bold),
      "orders": Style(foreground: red, attributes: [.bold, .underline]),
      "histogram.counted": Style(foreground: cyan),
      "histogram.left": Style(attributes: .dim),
      "histogram.cut": Style(foreground: yellow, attributes: .bold),
    ])

  private static var red: Color { .ansi(1) }
  private static var green: Color { .ansi(2) }
  private static var yellow: Color { .ansi(3) }
  private static var blue: Color { .ansi(4) }
  private static var magenta: Color { .ansi(5) }
  private static var cyan: Color { .ansi(6) }
}
