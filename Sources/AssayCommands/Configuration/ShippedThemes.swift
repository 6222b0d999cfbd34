// Made by Scripts/embed-data.sh from themes/*.toml: change those, then run it.

/// The themes that come with the program, by name.
enum ShippedThemes {
  static let texts: [String: String] = [
    "colour-blind": ##"""
    # Good is blue and bad is orange, which look different to nearly everybody (after Okabe and Ito's palette,
    # "Color Universal Design", 2008). The two also differ in brightness, and bad things are underlined.
    # For dark terminals; the rest is as in "dark".

    name = "colour-blind"
    inherits = "dark"

    [palette]
    quiet = "#a3adba"
    blue = "#79c2f2"
    orange = "#f5a623"
    yellow = "#f0e442"
    rose = "#e6a0c8"

    [styles]
    "title.active" = { fg = "blue", bold = true, underline = true }
    "footer.key" = { fg = "blue", bold = true }
    "border.focused" = { fg = "blue", bold = true }
    "mark" = { fg = "yellow", bold = true }

    # What people decided
    "verdict.accept" = { fg = "blue", bold = true }
    "verdict.reject" = { fg = "orange", bold = true, underline = true }
    "verdict.relabel" = { fg = "rose", bold = true }
    "verdict.undecided" = { fg = "quiet" }
    "verdict.skip" = { fg = "quiet", italic = true }

    # What the judge says
    "score.high" = { fg = "blue" }
    "score.middle" = { fg = "default" }
    "score.low" = { fg = "orange" }
    "judge.keep" = { fg = "blue" }
    "judge.drop" = { fg = "orange", underline = true }

    # The example
    "label" = { fg = "rose" }
    "field.name" = { fg = "blue" }
    "role.user" = { fg = "blue", bold = true }
    "role.assistant" = { fg = "rose", bold = true }
    "search.match" = { fg = "#000000", bg = "yellow", bold = true }
    "diff.changed" = { fg = "yellow", bold = true, underline = true }

    # Duplicates
    "kind" = { fg = "rose" }
    "reference" = { fg = "orange", bold = true, underline = true }
    "orders" = { fg = "orange", bold = true, underline = true }
    "histogram.counted" = { fg = "blue" }
    "histogram.cut" = { fg = "yellow", bold = true }

    # Filters and messages
    "chip" = { fg = "blue", bg = "raised" }
    "message.info" = { fg = "blue" }
    "message.warning" = { fg = "yellow", bold = true }
    "message.error" = { fg = "orange", bold = true, underline = true }

    # What opens over the screen
    "popup.title" = { fg = "blue", bg = "raised", bold = true }
    "popup.border" = { fg = "blue", bg = "raised" }

    """##,
    "dark": ##"""
    # For dark terminals: the terminal's own background, few colours, each with one meaning.
    # Every colour has at least 4.5:1 contrast against black, and against the selection's background.

    name = "dark"

    [palette]
    quiet = "#9aa5b5"
    line = "#6b7686"
    blue = "#82aaff"
    sky = "#7fd1e8"
    green = "#8fd694"
    red = "#ff9189"
    amber = "#ecc566"
    violet = "#cbb0fa"
    selected = "#263750"
    selected-aside = "#262b33"
    raised = "#1b212b"

    [styles]
    "text" = { fg = "default" }
    "text.dim" = { fg = "quiet" }

    # The frame
    "title" = { fg = "quiet" }
    "title.active" = { fg = "blue", bold = true, underline = true }
    "title.progress" = { fg = "sky" }
    "footer" = { fg = "quiet" }
    "footer.key" = { fg = "blue", bold = true }
    "border" = { fg = "line" }
    "border.focused" = { fg = "blue", bold = true }

    # Lists
    "selection" = { bg = "selected", bold = true }
    "selection.unfocused" = { bg = "selected-aside" }
    "mark" = { fg = "amber", bold = true }

    # What people decided
    "verdict.accept" = { fg = "green", bold = true }
    "verdict.reject" = { fg = "red", bold = true }
    "verdict.relabel" = { fg = "violet", bold = true }
    "verdict.undecided" = { fg = "quiet" }
    "verdict.skip" = { fg = "quiet", italic = true }

    # What the judge says
    "score.high" = { fg = "green" }
    "score.middle" = { fg = "amber" }
    "score.low" = { fg = "red" }
    "score.empty" = { fg = "line" }
    "judge.keep" = { fg = "sky" }
    "judge.drop" = { fg = "amber" }
    "reason" = { fg = "quiet", italic = true }

    # The example
    "label" = { fg = "violet" }
    "field.name" = { fg = "blue" }
    "role.user" = { fg = "sky", bold = true }
    "role.assistant" = { fg = "violet", bold = true }
    "search.match" = { fg = "#000000", bg = "amber", bold = true }
    "diff.changed" = { fg = "amber", bold = true, underline = true }
    "diff.same" = { fg = "quiet" }

    # Duplicates: in what way, rows of other sets, and the pairs on both sides of the threshold
    "kind" = { fg = "violet" }
    "reference" = { fg = "red", bold = true }
    "orders" = { fg = "red", bold = true, underline = true }
    "histogram.counted" = { fg = "sky" }
    "histogram.left" = { fg = "line" }
    "histogram.cut" = { fg = "amber", bold = true }

    # Filters and messages
    "chip" = { fg = "sky", bg = "raised" }
    "message.info" = { fg = "sky" }
    "message.warning" = { fg = "amber", bold = true }
    "message.error" = { fg = "red", bold = true }

    # What opens over the screen
    "popup" = { bg = "raised" }
    "popup.title" = { fg = "blue", bg = "raised", bold = true }
    "popup.border" = { fg = "blue", bg = "raised" }

    """##,
    "high-contrast": ##"""
    # Black and white with a few pure colours: at least 7:1 contrast everywhere, on any terminal, since it
    # brings its own background. Nothing is dim; what matters is bold, underlined or inverted as well.

    name = "high-contrast"

    [palette]
    paper = "#000000"
    ink = "#ffffff"
    yellow = "#ffff00"
    cyan = "#00ffff"
    green = "#66ff66"
    red = "#ff9c9c"
    pink = "#ffb3ff"

    [styles]
    "text" = { fg = "ink", bg = "paper" }
    "text.dim" = { fg = "ink", bg = "paper" }

    # The frame
    "title" = { fg = "ink", bg = "paper" }
    "title.active" = { fg = "paper", bg = "ink", bold = true }
    "title.progress" = { fg = "cyan", bg = "paper", bold = true }
    "footer" = { fg = "ink", bg = "paper" }
    "footer.key" = { fg = "yellow", bg = "paper", bold = true }
    "border" = { fg = "ink", bg = "paper" }
    "border.focused" = { fg = "yellow", bg = "paper", bold = true }

    # Lists
    "selection" = { fg = "paper", bg = "yellow", bold = true }
    "selection.unfocused" = { fg = "paper", bg = "ink" }
    "mark" = { fg = "yellow", bg = "paper", bold = true }

    # What people decided
    "verdict.accept" = { fg = "green", bg = "paper", bold = true }
    "verdict.reject" = { fg = "red", bg = "paper", bold = true, underline = true }
    "verdict.relabel" = { fg = "pink", bg = "paper", bold = true }
    "verdict.undecided" = { fg = "ink", bg = "paper" }
    "verdict.skip" = { fg = "ink", bg = "paper", underline = true }

    # What the judge says
    "score.high" = { fg = "green", bg = "paper" }
    "score.middle" = { fg = "yellow", bg = "paper" }
    "score.low" = { fg = "red", bg = "paper" }
    "score.empty" = { fg = "ink", bg = "paper" }
    "judge.keep" = { fg = "cyan", bg = "paper", bold = true }
    "judge.drop" = { fg = "yellow", bg = "paper", bold = true, underline = true }
    "reason" = { fg = "ink", bg = "paper" }

    # The example
    "label" = { fg = "pink", bg = "paper" }
    "field.name" = { fg = "cyan", bg = "paper", bold = true }
    "role.user" = { fg = "cyan", bg = "paper", bold = true }
    "role.assistant" = { fg = "pink", bg = "paper", bold = true }
    "search.match" = { fg = "paper", bg = "cyan", bold = true }
    "diff.changed" = { fg = "yellow", bg = "paper", bold = true, underline = true }
    "diff.same" = { fg = "ink", bg = "paper" }

    # Duplicates: in what way, rows of other sets, and the pairs on both sides of the threshold
    "kind" = { fg = "pink", bg = "paper" }
    "reference" = { fg = "paper", bg = "red", bold = true }
    "orders" = { fg = "paper", bg = "red", bold = true, underline = true }
    "histogram.counted" = { fg = "cyan", bg = "paper" }
    "histogram.left" = { fg = "ink", bg = "paper" }
    "histogram.cut" = { fg = "yellow", bg = "paper", bold = true }

    # Filters and messages
    "chip" = { fg = "paper", bg = "cyan" }
    "message.info" = { fg = "cyan", bg = "paper", bold = true }
    "message.warning" = { fg = "yellow", bg = "paper", bold = true }
    "message.error" = { fg = "paper", bg = "red", bold = true }

    # What opens over the screen
    "popup" = { fg = "ink", bg = "paper" }
    "popup.title" = { fg = "paper", bg = "ink", bold = true }
    "popup.border" = { fg = "yellow", bg = "paper", bold = true }

    """##,
    "light": ##"""
    # For light terminals: the terminal's own background, dark and saturated colours.
    # Every colour has at least 4.5:1 contrast against white, and against the selection's background.

    name = "light"

    [palette]
    quiet = "#56606e"
    line = "#7d8794"
    blue = "#1a4fc4"
    sky = "#0b6480"
    green = "#156c2f"
    red = "#b3261e"
    amber = "#7d5000"
    violet = "#6a2fc4"
    selected = "#d6e4ff"
    selected-aside = "#e8ebef"
    raised = "#eef2f8"

    [styles]
    "text" = { fg = "default" }
    "text.dim" = { fg = "quiet" }

    # The frame
    "title" = { fg = "quiet" }
    "title.active" = { fg = "blue", bold = true, underline = true }
    "title.progress" = { fg = "sky" }
    "footer" = { fg = "quiet" }
    "footer.key" = { fg = "blue", bold = true }
    "border" = { fg = "line" }
    "border.focused" = { fg = "blue", bold = true }

    # Lists
    "selection" = { bg = "selected", bold = true }
    "selection.unfocused" = { bg = "selected-aside" }
    "mark" = { fg = "amber", bold = true }

    # What people decided
    "verdict.accept" = { fg = "green", bold = true }
    "verdict.reject" = { fg = "red", bold = true }
    "verdict.relabel" = { fg = "violet", bold = true }
    "verdict.undecided" = { fg = "quiet" }
    "verdict.skip" = { fg = "quiet", italic = true }

    # What the judge says
    "score.high" = { fg = "green" }
    "score.middle" = { fg = "amber" }
    "score.low" = { fg = "red" }
    "score.empty" = { fg = "line" }
    "judge.keep" = { fg = "sky" }
    "judge.drop" = { fg = "amber" }
    "reason" = { fg = "quiet", italic = true }

    # The example
    "label" = { fg = "violet" }
    "field.name" = { fg = "blue" }
    "role.user" = { fg = "sky", bold = true }
    "role.assistant" = { fg = "violet", bold = true }
    "search.match" = { fg = "#000000", bg = "#ffd866", bold = true }
    "diff.changed" = { fg = "amber", bold = true, underline = true }
    "diff.same" = { fg = "quiet" }

    # Duplicates: in what way, rows of other sets, and the pairs on both sides of the threshold
    "kind" = { fg = "violet" }
    "reference" = { fg = "red", bold = true }
    "orders" = { fg = "red", bold = true, underline = true }
    "histogram.counted" = { fg = "sky" }
    "histogram.left" = { fg = "line" }
    "histogram.cut" = { fg = "amber", bold = true }

    # Filters and messages
    "chip" = { fg = "sky", bg = "raised" }
    "message.info" = { fg = "sky" }
    "message.warning" = { fg = "amber", bold = true }
    "message.error" = { fg = "red", bold = true }

    # What opens over the screen
    "popup" = { bg = "raised" }
    "popup.title" = { fg = "blue", bg = "raised", bold = true }
    "popup.border" = { fg = "blue", bg = "raised" }

    """##,
    "monochrome": ##"""
    # No colour at all: bold, dim, underline and reverse only. Used when NO_COLOR is set and on terminals
    # without colour.

    name = "monochrome"

    [styles]
    "text" = {}
    "text.dim" = { dim = true }

    # The frame
    "title" = {}
    "title.active" = { bold = true, reverse = true }
    "title.progress" = { bold = true }
    "footer" = { dim = true }
    "footer.key" = { bold = true }
    "border" = { dim = true }
    "border.focused" = { bold = true }

    # Lists
    "selection" = { reverse = true }
    "selection.unfocused" = { underline = true }
    "mark" = { bold = true }

    # What people decided; the signs beside them say which is which
    "verdict.accept" = { bold = true }
    "verdict.reject" = { bold = true, underline = true }
    "verdict.relabel" = { bold = true }
    "verdict.undecided" = { dim = true }
    "verdict.skip" = { dim = true, underline = true }

    # What the judge says
    "score.high" = { bold = true }
    "score.middle" = {}
    "score.low" = { underline = true }
    "score.empty" = { dim = true }
    "judge.keep" = { bold = true }
    "judge.drop" = { underline = true }
    "reason" = {}

    # The example
    "label" = { underline = true }
    "field.name" = { bold = true }
    "role.user" = { bold = true }
    "role.assistant" = { bold = true, underline = true }
    "search.match" = { reverse = true, bold = true }
    "diff.changed" = { bold = true, underline = true }
    "diff.same" = { dim = true }

    # Duplicates: in what way, rows of other sets, and the pairs on both sides of the threshold
    "kind" = {}
    "reference" = { bold = true, underline = true }
    "orders" = { bold = true, underline = true }
    "histogram.counted" = { bold = true }
    "histogram.left" = { dim = true }
    "histogram.cut" = { bold = true, reverse = true }

    # Filters and messages
    "chip" = { reverse = true }
    "message.info" = { bold = true }
    "message.warning" = { bold = true, underline = true }
    "message.error" = { bold = true, reverse = true }

    # What opens over the screen
    "popup" = {}
    "popup.title" = { bold = true, reverse = true }
    "popup.border" = { bold = true }

    """##,
    "sixteen": ##"""
    # The sixteen colours of every terminal, in the look that you gave them there: follows your own palette, and
    # suits a dark or a light background alike, since white, black and the bright colours are not used for text.

    name = "sixteen"

    [styles]
    "text" = { fg = "default" }
    "text.dim" = { dim = true }

    # The frame
    "title" = { fg = "default" }
    "title.active" = { fg = "blue", bold = true, reverse = true }
    "title.progress" = { fg = "cyan" }
    "footer" = { fg = "default" }
    "footer.key" = { fg = "blue", bold = true }
    "border" = { dim = true }
    "border.focused" = { fg = "blue", bold = true }

    # Lists
    "selection" = { reverse = true }
    "selection.unfocused" = { underline = true }
    "mark" = { fg = "yellow", bold = true }

    # What people decided
    "verdict.accept" = { fg = "green", bold = true }
    "verdict.reject" = { fg = "red", bold = true }
    "verdict.relabel" = { fg = "magenta", bold = true }
    "verdict.undecided" = { dim = true }
    "verdict.skip" = { dim = true, italic = true }

    # What the judge says
    "score.high" = { fg = "green" }
    "score.middle" = { fg = "yellow" }
    "score.low" = { fg = "red" }
    "score.empty" = { dim = true }
    "judge.keep" = { fg = "cyan" }
    "judge.drop" = { fg = "yellow" }
    "reason" = { italic = true }

    # The example
    "label" = { fg = "magenta" }
    "field.name" = { fg = "blue" }
    "role.user" = { fg = "cyan", bold = true }
    "role.assistant" = { fg = "magenta", bold = true }
    "search.match" = { fg = "black", bg = "yellow" }
    "diff.changed" = { fg = "yellow", bold = true, underline = true }
    "diff.same" = { dim = true }

    # Duplicates: in what way, rows of other sets, and the pairs on both sides of the threshold
    "kind" = { fg = "magenta" }
    "reference" = { fg = "red", bold = true }
    "orders" = { fg = "red", bold = true, underline = true }
    "histogram.counted" = { fg = "cyan" }
    "histogram.left" = { dim = true }
    "histogram.cut" = { fg = "yellow", bold = true }

    # Filters and messages
    "chip" = { fg = "cyan", reverse = true }
    "message.info" = { fg = "cyan" }
    "message.warning" = { fg = "yellow", bold = true }
    "message.error" = { fg = "red", bold = true }

    # What opens over the screen
    "popup" = { fg = "default" }
    "popup.title" = { fg = "blue", bold = true, reverse = true }
    "popup.border" = { fg = "blue", bold = true }

    """##,
  ]
}
