import Foundation
import TerminalTesting

/// A home folder with a model and a server that is a script, and a workspace in it.
///
/// The script is Perl, which every Debian and macOS has.
final class FakeModelServer {
  let home: URL

  init() throws {
    home = FileManager.default.temporaryDirectory.appendingPathComponent("assay-serve-\(UUID().uuidString)")
    try FileManager.default.createDirectory(
      at: home.appendingPathComponent("notes"), withIntermediateDirectories: true)
    try write("task/assay.toml", Self.configuration)
    try write("small.gguf", Self.model)
    try program(".local/share/assay/bin/llama-server")
    try program("bin/ollama")
  }

  deinit { try? FileManager.default.removeItem(at: home) }

  static let configuration = "# Mine.\n[task]\nname = \"x\" # my task\n"

  /// GGUF, version 3, without tensors and without keys.
  private static let model = "GGUF\u{3}\0\0\0" + String(repeating: "\0", count: 16)

  func url(_ path: String) -> URL { home.appendingPathComponent(path) }

  func write(_ path: String, _ text: String) throws {
    try FileManager.default.createDirectory(
      at: url(path).deletingLastPathComponent(), withIntermediateDirectories: true)
    try Data(text.utf8).write(to: url(path))
  }

  func read(_ path: String) -> String { (try? String(contentsOf: url(path), encoding: .utf8)) ?? "" }

  private func program(_ path: String) throws {
    try write(path, Self.script)
    try FileManager.default.setAttributes([.posixPermissions: 0o755], ofItemAtPath: url(path).path)
  }

  /// Makes the server behave: "broken" (ends at once), "slow" (never ready), "die" (ends now).
  func behave(_ name: String) throws { try write("notes/\(name)", "") }

  /// What the servers have noted, a line each.
  var log: [String] { read("notes/log").split(separator: "\n").map(String.init) }

  /// `assay models serve` with these arguments, on a terminal.
  func serve(_ arguments: [String] = []) throws -> PseudoTerminal {
    try PseudoTerminal(
      path: Program.path, arguments: ["models", "serve"] + arguments,
      environment: [
        "HOME": home.path, "NOTES": url("notes").path, "PATH": "\(url("bin").path):/usr/bin:/bin",
        "XDG_DATA_HOME": url(".local/share").path, "LANG": "C.UTF-8",
      ], directory: url("task").path, rows: 24, columns: 200)
  }

  /// Waits until the servers have noted a line; false when they never do.
  func waitForNote(_ line: String) -> Bool {
    let deadline = ContinuousClock.now + PseudoTerminal.patience
    while !log.contains(line) {
      if ContinuousClock.now > deadline { return false }
      usleep(10_000)
    }
    return true
  }

  private static let script = #"""
    #!/usr/bin/perl
    use strict;
    use IO::Select;
    use IO::Socket::INET;
    my $notes = $ENV{NOTES};
    sub note { open my $file, '>>', "$notes/log" or die; print $file "$_[0]\n"; close $file }
    note("started @ARGV");
    $SIG{TERM} = sub { note("terminated"); exit 0 };
    if (($ARGV[0] // '') eq 'pull') {
      print STDERR "pulling manifest\r50 %\r";
      if (-e "$notes/broken") { print STDERR "no such model\n"; exit 1 }
      open my $file, '>', "$notes/pulled" or die;
      exit 0;
    }
    print STDERR "loading\n\e[31mhello\n";
    if (-e "$notes/broken") { print STDERR "the model is broken\n"; exit 3 }
    my %option;
    for (my $i = 0; $i < @ARGV; $i++) { $option{$1} = $ARGV[$i + 1] if $ARGV[$i] =~ /^--(.*)/ }
    my ($host, $port) = $option{port} ? ($option{host}, $option{port}) : split /:/, $ENV{OLLAMA_HOST};
    my $socket = IO::Socket::INET->new(LocalAddr => $host, LocalPort => $port, Listen => 5, ReuseAddr => 1) or die;
    my ($select, $asked) = (IO::Select->new($socket), 0);
    while (1) {
      if (-e "$notes/die") { print STDERR "out of memory\n"; exit 5 }
      $select->can_read(0.02) or next;
      my $client = $socket->accept or next;
      my $line = <$client>;
      my $length = 0;
      while (defined(my $header = <$client>)) {
        $length = $1 if $header =~ /^content-length: *(\d+)/i;
        last if $header =~ /^\r?\n$/;
      }
      read($client, my $body, $length) if $length;
      my $status = '200 OK';
      $status = '503 Service Unavailable' if $line =~ m{/health} && (++$asked < 3 || -e "$notes/slow");
      note("loading") if $status =~ /503/;
      $status = '404 Not Found' if $line =~ m{/api/show} && !-e "$notes/pulled";
      print $client "HTTP/1.1 $status\r\nContent-Length: 2\r\nConnection: close\r\n\r\n{}";
      close $client;
    }
    """#
}
