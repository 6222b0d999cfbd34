/// A chart as a value: axes and what is drawn between them, in the units of the data.
public struct Chart: Hashable, Sendable {
  public var title: String
  /// What a person who cannot see it has to know.
  public var summary: String
  public var x: Axis
  public var y: Axis
  /// From the back to the front.
  public var layers: [Layer]
  /// Names of the tones that need one.
  public var legend: [Legend]
  /// Whether one unit of x is as long as one of y.
  public var isSquare: Bool

  public init(
    title: String, summary: String, x: Axis, y: Axis, layers: [Layer], legend: [Legend] = [],
    isSquare: Bool = false
  ) {
    self.title = title
    self.summary = summary
    self.x = x
    self.y = y
    self.layers = layers
    self.legend = legend
    self.isSquare = isSquare
  }

  /// What is measured along a side, in the units of the data.
  public struct Axis: Hashable, Sendable {
    public var label: String
    public var range: ClosedRange<Double>
    public var ticks: [Tick]
    public init(label: String, range: ClosedRange<Double>, ticks: [Tick]) {
      self.label = label
      self.range = range
      self.ticks = ticks
    }
  }

  /// A value that is written at an axis.
  public struct Tick: Hashable, Sendable {
    public var value: Double
    public var text: String
    public init(_ value: Double, _ text: String) {
      self.value = value
      self.text = text
    }
  }

  /// What a tone stands for.
  public struct Legend: Hashable, Sendable {
    public var tone: Tone
    public var text: String
    public init(_ tone: Tone, _ text: String) {
      self.tone = tone
      self.text = text
    }
  }

  /// What a mark stands for; colours follow from it.
  public enum Tone: String, Hashable, Sendable, CaseIterable { case main, good, bad, muted }

  /// A place in the plot, in the units of the data.
  public struct Point: Hashable, Sendable {
    public var x: Double
    public var y: Double
    /// The ends of y's interval.
    public var low: Double?
    public var high: Double?
    public init(_ x: Double, _ y: Double, low: Double? = nil, high: Double? = nil) {
      self.x = x
      self.y = y
      self.low = low
      self.high = high
    }
  }

  /// A bar over a part of x, between two values of y.
  public struct Bar: Hashable, Sendable {
    public var range: ClosedRange<Double>
    public var from: Double
    public var to: Double
    public init(_ range: ClosedRange<Double>, from: Double = 0, to: Double) {
      self.range = range
      self.from = from
      self.to = to
    }
  }

  /// What is drawn at once.
  public enum Layer: Hashable, Sendable {
    case line([Point], Tone)
    /// As a line, level from each point back to the one before.
    case steps([Point], Tone)
    /// With their intervals as bars.
    case points([Point], Tone)
    case bars([Bar], Tone)
    /// A dashed line from one end of the plot to the other: between two points.
    case guide(from: Point, to: Point)
    /// A dashed line straight up, with a word beside it.
    case mark(x: Double, label: String)
    /// A dashed line across, with a word above it.
    case level(y: Double, label: String)
    /// One point that matters, with a word beside it.
    case spot(Point, label: String)
  }
}
