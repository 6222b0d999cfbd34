import AssayJudging
import AssayModel
import Testing

@Suite("The name of a request")
struct RequestHashTests {
  private let endpoint = ModelEndpoint(name: "a", url: "http://localhost/v1", model: "m")
  private let request = ChatRequest(messages: [.init(.user, "Is <F1> this good?")], fence: "F1")

  @Test("is the same for the same request, whatever the endpoint is called here")
  func stable() {
    var renamed = endpoint
    renamed.name = "b"
    renamed.concurrency = 64
    #expect(RequestHash(request, endpoint: endpoint) == RequestHash(request, endpoint: renamed))
    #expect(RequestHash(request, endpoint: endpoint).bytes.count == 32)
  }

  @Test("differs by sample, words, model and temperature")
  func different() {
    var other = request
    other.sample = 1
    var words = request
    words.messages[0].content += " "
    var model = endpoint
    model.model = "n"
    var warm = endpoint
    warm.temperature = 1
    let names = [
      RequestHash(request, endpoint: endpoint), RequestHash(other, endpoint: endpoint),
      RequestHash(words, endpoint: endpoint), RequestHash(request, endpoint: model),
      RequestHash(request, endpoint: warm),
    ]
    #expect(Set(names).count == names.count)
  }

  @Test("a recording is found whatever the fence")
  func replay() {
    let other = ChatRequest(messages: [.init(.user, "Is <F2> this good?")], fence: "F2")
    #expect(request.replayText == other.replayText)
    #expect(request.canonicalText != other.canonicalText)
  }
}
