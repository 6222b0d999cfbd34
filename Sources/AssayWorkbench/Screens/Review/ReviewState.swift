import AssayModel

/// The review screen: a list, the example under the cursor, its near duplicates.
public struct ReviewState: Sendable {
  public enum Pane: Int, CaseIterable, Sendable, Codable { case list, example, cluster }

  public var listing: Listing
  /// Position in the listing.
  public var cursor = 0
  public var top = 0
  public var pane = Pane.list
  public var isZoomed = false
  /// Widths of the panes as shares of the screen, moved with the mouse.
  public var shares: [Double] = ReviewState.defaultShares
  /// The pane whose right border the mouse holds.
  public var draggedBorder: Pane?
  public var textScroll = 0
  public var clusterCursor = 0
  public var filter = ExampleFilter()
  public var order = ExampleOrder.imported
  /// The number of the newest request for a list; nil answers are awaited when `isListing`.
  public var requestNumber = 0
  public var isListing = false
  /// When the last list came, in milliseconds since 1970.
  public var listedAt: Int64 = 0
  /// Scores have come in that the list rests on.
  public var isListOld = false
  /// What comes in while the screen stands.
  var arrivals = ArrivalState()
  /// The number of the newest plan that was asked for.
  var planNumber = 0
  /// What to put the cursor on when the awaited list comes.
  public var anchor: ExampleID?
  public var isBlind = false
  /// Whether a blind verdict is followed by a look at the judge's scores before the next example.
  public var reveals = false
  /// The example whose judge is shown after a blind verdict: the cursor stays on it; nil: none.
  public var revealed: ExampleID?
  public var showsTruth = false
  public var judge: JudgeID?
  public var marks: Set<ExampleID> = []
  public var rangeStart: Int?
  public var search: Search?
  public var rows: [ExampleID: Example] = [:]
  /// Those of ``rows`` whose text gives the judge orders.
  public var ordering: Set<ExampleID> = []
  public var detail: ExampleDetail?
  /// The examples of the filter's `cell:` term: those behind a figure of another screen.
  public var chosen: Set<ExampleID> = []
  /// Where to go back to after a look at another screen's examples; nil: on no detour.
  public var detour: Detour?
  /// When the example under the cursor came on the screen, for the duration of a decision.
  public var openedAt: Int64

  public static let defaultShares = [0.30, 0.42, 0.28]

  public init(listing: Listing, openedAt: Int64) {
    self.listing = listing
    self.openedAt = openedAt
  }

  /// A search that is being typed or that `n` walks through.
  public struct Search: Equatable, Sendable {
    public var text: String
    public var result: SearchResult?
    /// Where the cursor was before, for Esc.
    public var origin: Int
    public init(text: String, origin: Int) {
      self.text = text
      self.origin = origin
    }
  }

  /// What the list was before another screen sent the person here.
  public struct Detour: Equatable, Sendable {
    public var filter: ExampleFilter
    public var example: ExampleID?
    /// Where it came from.
    public var screen = Screen.clusters
  }

  /// The example under the cursor; nil in an empty list.
  public var current: ExampleID? {
    cursor >= 0 && cursor < listing.count ? listing[cursor] : nil
  }
}
