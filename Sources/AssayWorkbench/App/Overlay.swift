import AssayModel
import TerminalWidgets

/// What lies over a screen and takes the keys first.
public enum Overlay: Sendable {
  case help(scroll: Int)
  case prompt(Prompt)
  case picker(Choice)
  case scoring(Scoring)
  /// What settling many clusters would do, before it is done.
  case settlement(Settlement.Plan)
  /// The probes that wait for a person's word, one after the other.
  case probes(ProbeWalk)
  /// What opening the test split means, before it is done: to measure this version on it or, with nil, to see it on the
  /// calibration screen.
  case opening(JudgeID?)
  /// The examples on which people differ, one after the other.
  case adjudication(Adjudication)
  /// What is about to be generated, with what it would take.
  case generation(GenerationBox)

  /// One line of text at the bottom of the screen.
  public struct Prompt: Sendable {
    public enum Purpose: Equatable, Sendable {
      case search, note, command
      /// Why a judge version is adopted.
      case adoption(JudgeID)
    }
    public var purpose: Purpose
    public var input: TextInput
    /// What Tab offers for the word under the cursor, and which of it is in the line now.
    public var completions: [String] = []
    public var completionIndex = 0
    public init(_ purpose: Purpose, text: String = "") {
      self.purpose = purpose
      input = TextInput(text: text)
    }
  }

  /// A list to choose from; typing narrows it.
  public struct Choice: Sendable {
    public enum Purpose: Equatable, Sendable {
      case label, filter, order, theme, workspace, clusterFilter, judging, calibrationRows
    }
    public var purpose: Purpose
    public var picker: Picker
    public init(_ purpose: Purpose, picker: Picker) {
      self.purpose = purpose
      self.picker = picker
    }
  }

  /// The person's own scores, a line per dimension.
  public struct Scoring: Sendable, Equatable {
    public var example: ExampleID
    public var dimensions: [Dimension]
    public var cursor = 0
    public init(example: ExampleID, dimensions: [Dimension]) {
      self.example = example
      self.dimensions = dimensions
    }
  }
}
