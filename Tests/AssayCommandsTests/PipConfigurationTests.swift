import Foundation
import Testing

@testable import AssayCommands

@Suite struct PipConfigurationTests {
  private func read(_ folder: TemporaryFolder, _ more: [String: String] = [:]) -> PipConfiguration {
    let environment = ["HOME": folder.url("home").path].merging(more) { $1 }
    return PipConfiguration(environment: environment, system: folder.url("etc").path)
  }

  @Test func withoutAnyWordItIsThePublicIndex() throws {
    let found = read(try TemporaryFolder())
    #expect(found.index == "https://pypi.org/simple")
    #expect(found.authorities == nil)
  }

  @Test func theEnvironmentComesBeforeTheFiles() throws {
    let folder = try TemporaryFolder()
    try folder.write(
      "home/.config/pip/pip.conf", "[global]\nindex-url = https://file/simple\ncert = /file.pem\n")
    let found = read(folder, ["PIP_INDEX_URL": "https://env/simple/", "PIP_CERT": "/env.pem"])
    #expect(found.index == "https://env/simple")
    #expect(found.authorities == "/env.pem")
    #expect(read(folder, ["PIP_INDEX_URL": " "]).index == "https://file/simple")
  }

  @Test func laterFilesLieOverEarlierOnes() throws {
    let folder = try TemporaryFolder()
    try folder.write("etc/pip.conf", "[global]\nindex-url: https://etc/simple\ncert: /etc.pem")
    #expect(read(folder).index == "https://etc/simple")
    try folder.write("home/.pip/pip.conf", "[global]\nindex_url=https://old/simple")
    #expect(read(folder).index == "https://old/simple")
    try folder.write("xdg/pip/pip.conf", "; a comment\n[install]\nindex-url = https://install\n")
    let variables = ["XDG_CONFIG_HOME": folder.url("xdg").path, "VIRTUAL_ENV": folder.url("venv").path]
    #expect(read(folder, variables).index == "https://old/simple")
    try folder.write(
      "venv/pip.conf", "[global]\n# index-url = no\nindex-url = https://venv/a=b/simple\n  more\n")
    #expect(read(folder, variables).index == "https://venv/a=b/simple")
    let own = [
      "PIP_CONFIG_FILE": try folder.write("own.conf", "[ download ]\nindex-url = https://own/simple")
    ]
    #expect(read(folder, variables.merging(own) { $1 }).index == "https://own/simple")
    #expect(read(folder, variables).authorities == "/etc.pem")
    #expect(
      read(folder, variables.merging(["PIP_CONFIG_FILE": "/dev/null"]) { $1 }).index
        == PipConfiguration.publicIndex)
  }

  @Test func certificatesComeFromTheFirstThatIsSet() throws {
    let folder = try TemporaryFolder()
    let all = ["REQUESTS_CA_BUNDLE": "/r", "CURL_CA_BUNDLE": "/c", "SSL_CERT_FILE": "/s"]
    #expect(read(folder, all).authorities == "/r")
    #expect(read(folder, ["SSL_CERT_FILE": "/s", "CURL_CA_BUNDLE": ""]).authorities == "/s")
    // A folder of certificates is not a file of them.
    #expect(read(folder, ["PIP_CERT": folder.root.path]).authorities == nil)
  }
}
