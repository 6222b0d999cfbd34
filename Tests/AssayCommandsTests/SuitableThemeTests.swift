import TerminalCore
import Testing

@testable import AssayCommands

@Suite struct SuitableThemeTests {
  @Test(arguments: [
    (ColorDepth.none, "0;15", "monochrome"), (.sixteen, "0;15", "sixteen"), (.palette, "0;15", "light"),
    (.trueColor, "0;default;7", "light"), (.trueColor, "15;0", "dark"), (.trueColor, "15;8", "dark"),
    (.palette, "default", "dark"), (.palette, "", "dark"),
  ])
  func suitsWhatTheTerminalShows(colors: ColorDepth, hint: String, expected: String) {
    #expect(SuitableTheme.name(colors: colors, environment: ["COLORFGBG": hint]) == expected)
  }

  @Test func withoutAHintTheTerminalIsTakenForADarkOne() {
    #expect(SuitableTheme.name(colors: .trueColor, environment: [:]) == "dark")
  }
}
