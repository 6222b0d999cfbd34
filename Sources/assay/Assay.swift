import AssayCommands

/// Not asynchronous: the thread that starts is the one that owns the terminal and its signals.
@main
struct Assay {
  static func main() {
    CommandLineEntry.main()
  }
}
