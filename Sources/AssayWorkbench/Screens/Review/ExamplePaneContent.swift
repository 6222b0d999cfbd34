import AssayModel
import TerminalCore

/// What the example pane shows, laid out for its place: the texts above, the judge and the people below.
struct ExamplePaneContent {
  /// The texts, laid out as far as the scroll needs them.
  let text: [[Span]]
  let opinions: [[Span]]
  let textHeight: Int
  /// 0: there is no room for the lower part.
  let opinionsHeight: Int

  /// The rows of a pane with room for more than the text and its scores.
  private static let tall = 30

  /// `inner` is the inside of the pane's frame.
  init(_ detail: ExampleDetail, in inner: Rect, scroll: Int, _ canvas: Canvas) {
    let opinions = judgementLines(detail, width: inner.width - 1, canvas)
    func lines(tellsAll: Bool) -> [[Span]] {
      exampleLines(
        detail.example, width: inner.width - 1, maxLines: scroll + inner.height + 1, tellsAll: tellsAll,
        canvas)
    }
    let whole = lines(tellsAll: true)
    // One glance at an example is for its text and its scores: the small print comes where it takes no room from them,
    // and where a person has given the pane the whole screen.
    let hasRoom = inner.height >= Self.tall && whole.count + 1 + opinions.count <= inner.height
    text = hasRoom || canvas.state.review.isZoomed ? whole : lines(tellsAll: false)
    self.opinions = opinions
    opinionsHeight = Self.opinionsHeight(
      lines: opinions.count, textLines: text.count, height: inner.height)
    textHeight = opinionsHeight == 0 ? inner.height : inner.height - opinionsHeight - 1
  }

  /// The rows for judge and people; 0 where there is no room. The texts may take half of the pane.
  ///
  /// An eleventh, four rows of a tall terminal, is kept for them where the texts leave it: scores and a reason of one
  /// line or two. The line above would move with the length of each reason, which unsettles the eye and costs a
  /// quarter of the bytes of a step.
  private static func opinionsHeight(lines: Int, textLines: Int, height: Int) -> Int {
    guard height >= 6, lines > 0 else { return 0 }
    let room = height - textLines - 1
    return max(min(lines, max(height / 2, room)), min(height / 11, room))
  }

  private var lastTextScroll: Int { max(0, text.count - textHeight) }

  /// The largest scroll that shows anything new: to the end of the texts, then to the end of the lower part.
  var lastScroll: Int {
    lastTextScroll + (opinionsHeight == 0 ? 0 : max(0, opinions.count - opinionsHeight))
  }

  /// How far either part is scrolled.
  func offsets(scroll: Int) -> (text: Int, opinions: Int) {
    let scroll = min(max(0, scroll), lastScroll)
    return (min(scroll, lastTextScroll), max(0, scroll - lastTextScroll))
  }
}

/// Scrolls the example pane by a distance, as far as there is something to see: a place beyond the end would
/// swallow the next steps back.
func scrollExample(by distance: Int, _ state: inout AppState) {
  guard let detail = state.review.detail, detail.example.id == state.review.current,
    let rect = ReviewLayout(state).rect(of: .example)
  else { return }
  let reach = max(state.review.textScroll, target(from: state.review.textScroll, distance))
  let content = ExamplePaneContent(
    detail, in: rect.inset(), scroll: reach, Canvas(state: state, theme: .fallback))
  let now = min(state.review.textScroll, content.lastScroll)
  state.review.textScroll = min(max(0, target(from: now, distance)), content.lastScroll)
}
