import AssayModel

/// The runs screen: what runs and has run, one run in full, and the batches of examples.
public struct RunsState: Sendable {
  public enum Pane: Int, CaseIterable, Sendable { case list, detail, batches }

  public var pane = Pane.list
  public var isZoomed = false
  /// The newest first.
  public private(set) var runs: [Run] = []
  /// Whether all of them have been read.
  public private(set) var isRead = false
  /// Position in ``runs``.
  public internal(set) var cursor = 0
  public internal(set) var top = 0
  /// The line under the cursor of the run in full, and the first one in sight.
  public internal(set) var line = 0
  public internal(set) var lineTop = 0
  /// A run has been asked for and is not in sight yet.
  public internal(set) var isStarting = false
  public internal(set) var batchCursor = 0
  public internal(set) var batchTop = 0

  public init() {}

  /// The run under the cursor.
  public var current: Run? { runs.indices.contains(cursor) ? runs[cursor] : nil }

  /// The newest run that is not over.
  public var live: Run? { runs.first { !$0.state.isOver } }

  /// Takes in runs that are new or have gone on. The cursor stays on its run; on the newest one, when that is over, it
  /// goes along to the next.
  mutating func take(_ new: [Run], isAll: Bool) {
    let before = current
    let stays = cursor > 0 || before?.state.isOver == false
    if isAll {
      runs = new
      isRead = true
    } else {
      for run in new { put(run) }
    }
    if stays, let before, let position = runs.firstIndex(where: { $0.id == before.id }) { cursor = position }
    cursor = min(cursor, max(0, runs.count - 1))
    if current?.id != before?.id { resetLines() }
  }

  private mutating func put(_ run: Run) {
    let position = runs.partitioningIndex { $0.id <= run.id }
    if runs.indices.contains(position), runs[position].id == run.id {
      runs[position] = run
    } else {
      runs.insert(run, at: position)
    }
  }

  mutating func resetLines() {
    line = 0
    lineTop = 0
  }

  /// What is asked of a run, at once in sight: the run itself takes half a second to read it.
  mutating func wish(_ wish: RunWish, for id: RunID) {
    guard let position = runs.firstIndex(where: { $0.id == id }) else { return }
    runs[position].wish = wish
  }
}
