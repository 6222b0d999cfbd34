import AssayWorkbench
import Foundation
import TerminalCore
import Testing

@testable import AssayCommands

@Suite struct ThemeLibraryTests {
  private let temporary: TemporaryFolder
  private let library: ThemeLibrary

  init() throws {
    temporary = try TemporaryFolder()
    library = ThemeLibrary(folders: [temporary.url("near"), temporary.url("far")])
  }

  @Test func aThemeIsReadWithItsPalette() throws {
    try temporary.write(
      "near/mine.toml",
      """
      name = "mine"
      [palette]
      ink = "#102030"
      deep = "color17"
      [styles]
      "text" = { fg = "ink", bg = "default" }
      "verdict" = { fg = "deep", bold = true, underline = true, dim = false }
      "label" = "bright-red"
      "mark" = { fg = 208, bg = "gray", italic = true, reverse = true, strikethrough = true }
      """)
    let loaded = try library.load("mine")
    #expect(loaded.warnings == [])
    let theme = loaded.theme
    #expect(theme.name == "mine")
    #expect(theme.style("text") == Style(foreground: .rgb(0x10, 0x20, 0x30)))
    #expect(
      theme.style("verdict.accept") == Style(foreground: .indexed(17), attributes: [.bold, .underline]))
    #expect(theme.style("label") == Style(foreground: .ansi(9)))
    #expect(
      theme.style("mark")
        == Style(
          foreground: .indexed(208), background: .ansi(8), attributes: [.italic, .reverse, .strikethrough]))
    // What the theme does not say falls back to its text.
    #expect(theme.style("popup.title") == theme.style("text"))
    #expect(theme.style("no.such.role") == theme.style("text"))
    #expect(Theme(name: "empty", styles: [:]).style("title.active") == .plain)
  }

  @Test func inheritanceJoinsPalettesFirst() throws {
    try temporary.write(
      "far/base.toml",
      "[palette]\nmain = \"red\"\n[styles]\nlabel = \"main\"\n\"chip\" = { fg = \"main\", bold = true }\n")
    try temporary.write(
      "near/child.toml",
      "inherits = \"base\"\n[palette]\nmain = \"blue\"\n[styles]\nchip = { bg = \"main\" }\n")
    let loaded = try library.load("child")
    #expect(loaded.warnings == [])
    #expect(loaded.theme.style("label") == Style(foreground: .ansi(4)))
    #expect(loaded.theme.style("chip") == Style(background: .ansi(4)))
  }

  @Test func mistakesAreWarningsWithTheirLines() throws {
    try temporary.write(
      "near/wrong.toml",
      """
      nmae = "wrong"
      inherits = "drak"
      [palette]
      ink = "#12345"
      sky = "blue"
      [styles]
      "verdict.acept" = "sky"
      label = { fg = "skyy", blod = true }
      chip = { fg = "nothing-near-it", bold = 1 }
      mark = 3
      title = { bg = 300 }
      reason = { fg = "sky" }
      """)
    let loaded = try library.load("wrong")
    #expect(
      loaded.warnings.map(\.description) == [
        "themes/wrong.toml:1: unknown key \"nmae\"; did you mean \"name\"?",
        "themes/wrong.toml:2: \"inherits\" names \"drak\", which is no theme; did you mean \"dark\"?",
        "themes/wrong.toml:4: [palette] \"ink\" must be a colour, \"#rrggbb\", a name such as \"bright-blue\" "
          + "or a number from 0 to 255, not \"#12345\"",
        "themes/wrong.toml:7: [styles] unknown role \"verdict.acept\"; did you mean \"verdict.accept\"?",
        "themes/wrong.toml:8: [styles] unknown key \"blod\"; did you mean \"bold\"?",
        "themes/wrong.toml:8: [styles] \"label\": unknown colour \"skyy\"; did you mean \"sky\"?",
        "themes/wrong.toml:9: [styles] \"bold\" must be true or false, not a whole number",
        "themes/wrong.toml:9: [styles] \"chip\": unknown colour \"nothing-near-it\"; write \"#rrggbb\" or add it to "
          + "[palette]",
        "themes/wrong.toml:10: [styles] \"mark\" must be { fg = …, bg = …, bold = true }, not a whole number",
        "themes/wrong.toml:11: [styles] \"title\" must be a colour, \"#rrggbb\", a name such as \"bright-blue\" "
          + "or a number from 0 to 255, not 300",
      ])
    // The rest of it works.
    #expect(loaded.theme.style("reason") == Style(foreground: .ansi(4)))
  }

  @Test func circlesEnd() throws {
    try temporary.write("near/a.toml", "inherits = \"b\"\n[styles]\nlabel = \"red\"\n")
    try temporary.write("near/b.toml", "inherits = \"a\"\n")
    let loaded = try library.load("a")
    #expect(
      loaded.warnings.map(\.description) == [
        "themes/b.toml:1: \"inherits\" goes round in a circle: \"a\" inherits from this theme"
      ])
    #expect(loaded.theme.style("label") == Style(foreground: .ansi(1)))
  }

  @Test func namesAreNoPaths() throws {
    try temporary.write("secret.toml", "")
    for name in ["../secret", "", ".hidden", "a/b", "a\0b"] {
      #expect(throws: CommandFailure.self) { try library.load(name) }
    }
    #expect { try library.load("drak") } throws: { error in
      (error as? CommandFailure)?.message == "there is no theme \"drak\"; did you mean \"dark\"?"
    }
  }

  @Test func theNearestFolderWins() throws {
    try temporary.write("far/dark.toml", "[styles]\nlabel = \"red\"\n")
    #expect(try library.load("dark").theme.style("label") == Style(foreground: .ansi(1)))
    try temporary.write("near/dark.toml", "[styles]\nlabel = \"blue\"\n")
    #expect(try library.load("dark").theme.style("label") == Style(foreground: .ansi(4)))
    #expect(library.origin(of: "dark") == temporary.url("near/dark.toml").path)
    #expect(library.origin(of: "light") == "built in")
    #expect(library.names.filter { $0 == "dark" } == ["dark"])
  }

  @Test(arguments: ShippedThemes.texts.keys.sorted())
  func shippedThemesAreFreeOfMistakes(name: String) throws {
    let loaded = try ThemeLibrary(folders: []).load(name)
    #expect(loaded.warnings == [])
    for role in BuiltInRoles.all where loaded.theme.styles[role] == nil {
      Issue.record("the theme \(name) says nothing about \(role)")
    }
  }

  /// `Scripts/embed-data.sh` makes them equal again.
  @Test func shippedThemesAreThoseOfTheFolder() throws {
    let folder = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
      .deletingLastPathComponent().appendingPathComponent("themes")
    let files = try FileManager.default.contentsOfDirectory(atPath: folder.path).filter {
      $0.hasSuffix(".toml")
    }
    #expect(Set(files) == Set(ShippedThemes.texts.keys.map { $0 + ".toml" }))
    for (name, text) in ShippedThemes.texts {
      let file = folder.appendingPathComponent(name + ".toml")
      #expect(try String(contentsOf: file, encoding: .utf8) == text, "run Scripts/embed-data.sh")
    }
  }

  @Test func theFallbackKnowsEveryRole() {
    for role in BuiltInRoles.all {
      let family = String(role.prefix { $0 != "." })
      #expect(
        Theme.fallback.styles[role] != nil || Theme.fallback.styles[family] != nil || role == "footer",
        "\(role)")
    }
    #expect(Theme.fallback.style("verdict.accept") != Theme.fallback.style("verdict.reject"))
  }
}
