import Foundation

#if canImport(FoundationXML)
  import FoundationXML
#endif

/// A page as an XML parser reads it: its elements in their order, or what is wrong with it.
final class PageReader: NSObject, XMLParserDelegate {
  struct Element: Equatable {
    var name: String
    var attributes: [String: String]
  }

  private(set) var elements: [Element] = []
  private(set) var text = ""
  private(set) var problem: String?

  init(_ page: String) {
    super.init()
    let parser = XMLParser(data: Data(page.utf8))
    parser.delegate = self
    if !parser.parse(), problem == nil {
      problem = "line \(parser.lineNumber): \(String(describing: parser.parserError))"
    }
  }

  func elements(named name: String) -> [Element] { elements.filter { $0.name == name } }

  func parser(
    _ parser: XMLParser, didStartElement name: String, namespaceURI: String?, qualifiedName: String?,
    attributes: [String: String]
  ) {
    elements.append(Element(name: name, attributes: attributes))
  }

  func parser(_ parser: XMLParser, foundCharacters string: String) { text += string }

  func parser(_ parser: XMLParser, parseErrorOccurred error: any Error) {
    problem = "line \(parser.lineNumber): \(error)"
  }
}
