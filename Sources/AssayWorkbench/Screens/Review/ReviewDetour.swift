import AssayModel
import TerminalCore

/// Shows exactly these examples in Review, on a detour from another screen: leaving it leads back there, and Review is
/// then as it was.
///
/// - Parameters:
///   - words: what they are, as the chip of the filter says it.
///   - screen: where it comes from.
///   - place: the example to put the cursor on.
func openInReview(
  _ examples: [ExampleID], _ words: String, from screen: Screen, at place: ExampleID?, _ state: inout AppState
) -> [Effect] {
  if state.review.detour == nil {
    state.review.detour = ReviewState.Detour(filter: state.review.filter, example: state.review.current)
  }
  state.review.detour?.screen = screen
  state.review.chosen = Set(examples)
  state.review.pane = .list
  state.review.search = nil
  state.screen = .review
  state.review.filter = ExampleFilter([.chosen(DisplayText.singleLine(words))])
  let effects = requestListing(&state)
  state.review.anchor = place ?? examples.first
  return effects
}
