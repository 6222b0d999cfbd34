import Foundation
import TerminalTesting
import Testing

/// `assay models serve` with a server that is a script: no test needs a model.
@Suite(.serialized) struct ServeProgramTests {
  @Test func servesUntilCtrlCAndPointsTheWorkspaceAtIt() throws {
    let fake = try FakeModelServer()
    let terminal = try fake.serve(["../small.gguf", "--port", "0", "--parallel", "3", "--threads", "2"])
    try #require(terminal.waitForText("Ctrl-C stops it."))
    #expect(terminal.screen.contains("small answers at http://127.0.0.1:"))
    #expect(terminal.screen.contains("assay.toml now names it: [models.local]"))
    #expect(terminal.screen.contains("Next, in another terminal: assay judge --judge local"))
    let text = fake.read("task/assay.toml")
    let port = try #require(text.firstMatch(of: /127\.0\.0\.1:(\d+)/)?.1)
    #expect(
      text == FakeModelServer.configuration + """

        # Written by `assay models serve`; edit it as you like.
        [models.local]
        url = "http://127.0.0.1:\(port)/v1"
        model = "small"
        concurrency = 3
        timeout = 600
        price_in = 0
        price_out = 0
        max_tokens = 300

        """)
    #expect(
      fake.log.first
        == "started --model \(fake.url("small.gguf").path) --alias small --host 127.0.0.1 --port \(port) "
        + "--parallel 3 --ctx-size 12288 --threads 2")
    #expect(fake.log.contains("loading"), "it waited until the server was ready")
    terminal.send("\u{3}")
    #expect(terminal.waitForExit() == .exited(0))
    #expect(fake.waitForNote("terminated"))
    #expect(terminal.screen.contains("llama.cpp's server was stopped"))
  }

  @Test func aServerThatDiesIsShownWithItsLastLines() throws {
    let fake = try FakeModelServer()
    try fake.behave("broken")
    let terminal = try fake.serve(["../small.gguf", "--port", "0"])
    #expect(terminal.waitForExit() == .exited(2))
    #expect(
      terminal.screen.contains("llama.cpp's server ended before it was ready (exit code 3); it said last:"))
    #expect(terminal.screen.contains("  ␛[31mhello"), "control characters are made visible")
    #expect(terminal.screen.contains("  the model is broken"))
    #expect(fake.read("task/assay.toml") == FakeModelServer.configuration)
  }

  @Test func aServerThatDiesLaterEndsTheProgram() throws {
    let fake = try FakeModelServer()
    let terminal = try fake.serve(["../small.gguf", "--port", "0", "--unconfigured"])
    try #require(terminal.waitForText("Ctrl-C stops it."))
    #expect(terminal.screen.contains("assay.toml was not changed; this belongs into it:"))
    #expect(terminal.screen.contains("  [models.local]"))
    try fake.behave("die")
    #expect(terminal.waitForExit() == .exited(1))
    #expect(terminal.screen.contains("llama.cpp's server ended by itself (exit code 5); it said last:"))
    #expect(terminal.screen.contains("  out of memory"))
    #expect(fake.read("task/assay.toml") == FakeModelServer.configuration)
  }

  @Test func ctrlCWhileItLoadsStopsBoth() throws {
    let fake = try FakeModelServer()
    try fake.behave("slow")
    let terminal = try fake.serve(["../small.gguf", "--port", "0"])
    try #require(fake.waitForNote("loading"))
    terminal.send("\u{3}")
    #expect(terminal.waitForExit() == .exited(130))
    #expect(fake.waitForNote("terminated"))
    #expect(fake.read("task/assay.toml") == FakeModelServer.configuration)
  }

  @Test func noServerOutlivesAKilledProgram() throws {
    let fake = try FakeModelServer()
    let terminal = try fake.serve(["../small.gguf", "--port", "0"])
    try #require(terminal.waitForText("Ctrl-C stops it."))
    terminal.kill(SIGKILL)
    #expect(terminal.waitForExit() == .signalled(SIGKILL))
    #expect(fake.waitForNote("terminated"))
  }

  @Test func aPortInUseIsNamed() throws {
    let fake = try FakeModelServer()
    let first = try fake.serve(["../small.gguf", "--port", "0"])
    try #require(first.waitForText("Ctrl-C stops it."))
    let port = try #require(fake.read("task/assay.toml").firstMatch(of: /127\.0\.0\.1:(\d+)/)?.1)
    let second = try fake.serve(["../small.gguf", "--port", String(port)])
    #expect(second.waitForExit() == .exited(2))
    #expect(second.screen.contains("port \(port) is in use by another program"))
    first.send("\u{3}")
    #expect(first.waitForExit() == .exited(0))
  }

  @Test func ollamaFetchesTheModelFirst() throws {
    let fake = try FakeModelServer()
    let terminal = try fake.serve(["--engine", "ollama", "--port", "0"])
    try #require(terminal.waitForText("Ctrl-C stops it."))
    #expect(fake.log == ["started serve", "started pull smollm2:135m"])
    let text = fake.read("task/assay.toml")
    #expect(
      text.contains(
        "model = \"smollm2:135m\"\nfamily = \"smollm2\"\nlicence = \"Apache-2.0\"\nconcurrency = 4\n"
          + "timeout = 600\nprice_in = 0\nprice_out = 0\n"))
    // Another one uses the server that runs, and need not stay.
    let port = try #require(text.firstMatch(of: /127\.0\.0\.1:(\d+)/)?.1)
    let second = try fake.serve(["--engine", "ollama", "--port", String(port)])
    #expect(second.waitForExit() == .exited(0))
    #expect(second.screen.contains("assay.toml names it already: [models.local]"))
    #expect(fake.log.count == 2)
    terminal.send("\u{3}")
    #expect(terminal.waitForExit() == .exited(0))
    #expect(fake.waitForNote("terminated"))
  }

  @Test func aModelThatOllamaCannotFetchStopsIt() throws {
    let fake = try FakeModelServer()
    let server = try fake.serve(["--engine", "ollama", "--port", "0"])
    try #require(server.waitForText("Ctrl-C stops it."))
    let port = try #require(fake.read("task/assay.toml").firstMatch(of: /127\.0\.0\.1:(\d+)/)?.1)
    try fake.behave("broken")
    try FileManager.default.removeItem(at: fake.url("notes/pulled"))
    let terminal = try fake.serve(["none:1b", "--engine", "ollama", "--port", String(port)])
    #expect(terminal.waitForExit() == .exited(2))
    #expect(terminal.screen.contains("Ollama could not fetch none:1b (exit code 1); it said last:"))
    #expect(terminal.screen.contains("  no such model"))
    server.send("\u{3}")
    #expect(server.waitForExit() == .exited(0))
  }

  @Test func whatIsMissingIsNamed() throws {
    let model = try Program.run(["models", "serve"])
    #expect(model.code == 2)
    #expect(model.error.contains("get it with: assay models fetch smollm2-135m-instruct"))
    let fake = try FakeModelServer()
    let server = try Program.run(["models", "serve", fake.url("small.gguf").path])
    #expect(server.code == 2)
    #expect(server.error.contains("make local-model"))
    let ollama = try Program.run(["models", "serve", "--engine", "ollama"])
    #expect(ollama.code == 2)
    #expect(ollama.error.contains("https://ollama.com/download"))
    for arguments in [["--port", "70000"], ["--port", "x"], ["--parallel", "0"], ["--engine", "vllm"]] {
      #expect(try Program.run(["models", "serve"] + arguments).code == 2, "\(arguments)")
    }
  }
}
