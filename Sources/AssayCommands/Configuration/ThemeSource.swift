/// The text of one theme file and what to call the file in messages.
struct ThemeSource {
  var name: String
  var file: String
  var text: String
}
