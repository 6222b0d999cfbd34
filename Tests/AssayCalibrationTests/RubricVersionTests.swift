import AssayCalibration
import AssayModel
import Testing

@Suite struct RubricVersionTests {
  @Test func changesWithAnAnchorAndNotWithTheName() {
    var task = TaskSpecification(name: "one", description: "Sort tickets", labels: ["billing"])
    let version = task.rubricVersion
    #expect(version.count == 8)
    task.name = "two"
    #expect(task.rubricVersion == version)
    task.dimensions[0].anchors[1] = "off topic"
    #expect(task.rubricVersion != version)
  }
}
