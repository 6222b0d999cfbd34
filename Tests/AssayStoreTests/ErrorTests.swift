import GRDB
import GRDBSQLite
import Testing

@testable import AssayStore

@Suite struct ErrorTests {
  @Test(arguments: [
    (SQLITE_FULL, WorkspaceError.diskFull(path: "/w/assay.db")),
    (SQLITE_BUSY, .busy(path: "/w/assay.db")), (SQLITE_READONLY, .readOnly(path: "/w/assay.db")),
    (SQLITE_IOERR | 1 << 8, .inputOutput(path: "/w/assay.db", detail: "m")),
    (SQLITE_CORRUPT, .corrupt(path: "/w/assay.db", detail: "m")),
    (SQLITE_CANTOPEN, .cannotOpen(path: "/w/assay.db", detail: "m")),
    (SQLITE_NOTADB, .notADatabase(path: "/w/assay.db")),
    (SQLITE_MISMATCH, .database(path: "/w/assay.db", code: SQLITE_MISMATCH, detail: "m")),
  ])
  func codesBecomeSentences(_ code: Int32, _ expected: WorkspaceError) {
    let error = WorkspaceError.from(code: code, message: "m", path: "/w/assay.db")
    #expect(error == expected)
    #expect(error.description.hasPrefix("/w/assay.db: "))
    let thrown = DatabaseError(resultCode: ResultCode(rawValue: code), message: "m")
    #expect(WorkspaceError.translate(thrown, path: "/w/assay.db") as? WorkspaceError == expected)
  }

  @Test func aFullDiskIsReportedAsSuch() throws {
    let workspace = try temporaryWorkspace()
    let connection = try SQLiteConnection(path: workspace.path, flags: SQLITE_OPEN_READWRITE)
    try connection.execute("PRAGMA max_page_count = 80; CREATE TABLE filler (x)")
    let error = #expect(throws: WorkspaceError.self) {
      try connection.execute("INSERT INTO filler VALUES (zeroblob(1000000))")
    }
    #expect(error == .diskFull(path: workspace.path))
    #expect(try workspace.exampleCount() == 0)
  }

  @Test func aLockThatIsHeldIsReportedAsSuch() throws {
    let workspace = try temporaryWorkspace()
    let holder = try SQLiteConnection(path: workspace.path, flags: SQLITE_OPEN_READWRITE)
    try holder.execute("BEGIN IMMEDIATE")
    let other = try SQLiteConnection(path: workspace.path, flags: SQLITE_OPEN_READWRITE)
    sqlite3_busy_handler(other.handle, nil, nil)
    #expect(throws: WorkspaceError.busy(path: workspace.path)) { try other.execute("BEGIN IMMEDIATE") }
    #expect(Patience.waitOnce(tries: 0))
    #expect(!Patience.waitOnce(tries: Patience.limit))
  }

  @Test func digestsAreTheSameForEver() {
    var digest = StableDigest()
    digest.add("a")
    digest.add("bc")
    var other = StableDigest()
    other.add("ab")
    other.add("c")
    #expect(digest.uuid != other.uuid)
    let characters = Array(digest.uuid)
    #expect(characters.count == 36 && characters[14] == "8" && "89ab".contains(characters[19]))
  }
}
