import AssayModel
import Foundation

/// Lets a person change texts in the editor that `$VISUAL` or `$EDITOR` names.
enum Editor {
  struct Failure: Error, CustomStringConvertible {
    let description: String
  }

  /// Writes the texts to a file that only this user can read, waits for the editor, reads them back.
  /// nil when the editor ended with an error, which is how people abandon an edit (`:cq`).
  static func edit(_ fields: [TextField], environment: [String: String]) throws -> [TextField]? {
    let path = try temporaryFile(containing: document(of: fields), in: environment["TMPDIR"] ?? "/tmp")
    defer { unlink(path) }
    // Set to nothing means not set, as for every program that follows POSIX here.
    let named = [environment["VISUAL"], environment["EDITOR"]].compactMap { $0 }.first { !$0.isEmpty }
    let editor = named ?? "vi"
    switch try run(editor, on: path) {
    case 0: break
    // What the shell says when it found no such program.
    case 126, 127:
      throw Failure(
        description: "the editor \"\(editor)\" cannot be started; set EDITOR to one that is there")
    default: return nil
    }
    guard let data = FileManager.default.contents(atPath: path) else {
      throw Failure(description: "the editor has removed its file \(path)")
    }
    guard let text = String(data: data, encoding: .utf8) else {
      throw Failure(description: "the edited text is not UTF-8; the example is unchanged")
    }
    let edited = try read(text, like: fields)
    // An editor that lost the file's contents leaves this behind; an example without a text is none.
    if edited.allSatisfy({ $0.text.allSatisfy(\.isWhitespace) }) {
      throw Failure(description: "nothing is left of the text; the example is unchanged")
    }
    return edited
  }

  // MARK: The document

  /// One text stands alone; several stand under a line with the field's name each.
  static func document(of fields: [TextField]) -> String {
    if fields.count == 1 { return fields[0].text + "\n" }
    return fields.map { heading(of: $0) + "\n" + $0.text + "\n" }.joined(separator: "\n")
  }

  private static func heading(of field: TextField) -> String {
    "%%%% \(field.name) %%%% (keep this line)"
  }

  /// The fields as they stand in the document.
  static func read(_ document: String, like fields: [TextField]) throws -> [TextField] {
    if fields.count == 1 { return [TextField(name: fields[0].name, text: withoutLastBreak(document))] }
    var rest = document[...]
    var edited: [TextField] = []
    for (index, field) in fields.enumerated() {
      let heading = heading(of: field) + "\n"
      guard rest.hasPrefix(heading) else {
        throw Failure(description: "the line \"\(heading.dropLast())\" is missing; the example is unchanged")
      }
      rest = rest.dropFirst(heading.count)
      guard index + 1 < fields.count else {
        edited.append(TextField(name: field.name, text: withoutLastBreak(String(rest))))
        break
      }
      let next = "\n" + self.heading(of: fields[index + 1]) + "\n"
      // Scalar by scalar: a text may begin with an accent, which would belong to the line break before it.
      guard let end = rest.range(of: next, options: .literal) else {
        throw Failure(
          description: "the line \"\(next.dropFirst().dropLast())\" is missing; the example is unchanged")
      }
      edited.append(TextField(name: field.name, text: withoutLastBreak(String(rest[..<end.lowerBound]))))
      rest = rest[rest.index(after: end.lowerBound)...]
    }
    return edited
  }

  /// Editors end a file with a line break; it is not part of the text.
  private static func withoutLastBreak(_ text: String) -> String {
    // By scalars: a carriage return of the text and the break after it are one character.
    text.unicodeScalars.last == "\n" ? String(text.unicodeScalars.dropLast()) : text
  }

  // MARK: The process

  private static func temporaryFile(containing text: String, in folder: String) throws -> String {
    var template = Array("\(folder)/assay-XXXXXX.txt".utf8CString)
    let descriptor = mkstemps(&template, 4)
    guard descriptor >= 0 else {
      throw Failure(description: "cannot make a file in \(folder): \(String(cString: strerror(errno)))")
    }
    defer { close(descriptor) }
    let path = String(decoding: template.dropLast().map { UInt8(bitPattern: $0) }, as: UTF8.self)
    var bytes = Array(text.utf8)[...]
    while !bytes.isEmpty {
      let written = bytes.withUnsafeBytes { write(descriptor, $0.baseAddress, $0.count) }
      guard written > 0 else {
        unlink(path)
        throw Failure(description: "cannot write to \(path): \(String(cString: strerror(errno)))")
      }
      bytes = bytes.dropFirst(written)
    }
    return path
  }

  /// The editor as a foreground process of this terminal, in this process's group, with a clean signal
  /// mask. Foundation's `Process` would give it a group of its own, which the terminal then stops.
  private static func run(_ editor: String, on path: String) throws -> Int32 {
    var attributes = posix_spawnattr_t()
    posix_spawnattr_init(&attributes)
    defer { posix_spawnattr_destroy(&attributes) }
    var mask = sigset_t()
    sigemptyset(&mask)
    posix_spawnattr_setsigmask(&attributes, &mask)
    posix_spawnattr_setflags(&attributes, Int16(POSIX_SPAWN_SETSIGMASK))
    let arguments = ["sh", "-c", "\(editor) \"$1\"", "sh", path]
    var pointers: [UnsafeMutablePointer<CChar>?] = arguments.map { strdup($0) }
    pointers.append(nil)
    defer { for pointer in pointers { free(pointer) } }
    var process = pid_t()
    let error = posix_spawn(&process, "/bin/sh", nil, &attributes, pointers, environ)
    guard error == 0 else {
      throw Failure(description: "cannot start \(editor): \(String(cString: strerror(error)))")
    }
    var status: Int32 = 0
    while waitpid(process, &status, 0) < 0, errno == EINTR {}
    // Exit status of a process that ended by itself; anything else counts as a failure.
    return status & 0x7f == 0 ? (status >> 8) & 0xff : 128
  }
}
