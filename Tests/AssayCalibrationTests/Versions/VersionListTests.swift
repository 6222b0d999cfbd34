import AssayCalibration
import AssayModel
import Testing

@Suite struct VersionTreeTests {
  private func judges(_ count: Int64) -> [JudgeVersion] {
    (1...count).map { JudgeVersion(id: JudgeID($0), name: "v\($0)", dimensions: [], count: 0) }
  }

  private func line(_ judge: Int64, from parent: Int64?) -> JudgeLineage {
    JudgeLineage(judge: JudgeID(judge), parent: parent.map { JudgeID($0) }, author: nil, at: 0)
  }

  private func shown(_ count: Int64, _ lines: [JudgeLineage]) -> [String] {
    VersionTree.rows(judges(count), lines).map { String(repeating: " ", count: $0.depth) + $0.judge.name }
  }

  @Test func childrenStandBelowTheirParent() {
    let lines = [line(2, from: 1), line(3, from: nil), line(4, from: 2), line(5, from: 1)]
    #expect(shown(5, lines) == ["v1", " v2", "  v4", " v5", "v3"])
  }

  @Test func aParentThatIsNotThereHidesNobody() {
    #expect(shown(2, [line(2, from: 9)]) == ["v1", "v2"])
  }

  @Test func aCircleHidesNobody() {
    #expect(Set(shown(3, [line(1, from: 2), line(2, from: 1)]).map { $0.filter { $0 != " " } }).count == 3)
    #expect(shown(1, [line(1, from: 1)]) == ["v1"])
  }
}

@Suite struct AdoptionHistoryTests {
  private func adoptions(_ steps: [(Int64, Bool)]) -> [Adoption] {
    steps.map { judge, isUndo in
      Adoption(judge: JudgeID(judge), rule: nil, author: "a", at: 0, reason: isUndo ? Adoption.undoing : "")
    }
  }

  private func target(_ steps: (Int64, Bool)...) -> Int64? {
    Adoption.undoTarget(adoptions(steps))?.judge.rawValue
  }

  @Test func oneAdoptionHasNothingBeforeIt() {
    #expect(Adoption.undoTarget([]) == nil)
    #expect(target((1, false)) == nil)
  }

  @Test func undoingGoesBackStepByStep() {
    #expect(target((1, false), (2, false), (3, false)) == 2)
    #expect(target((1, false), (2, false), (3, false), (2, true)) == 1)
    #expect(target((1, false), (2, false), (3, false), (2, true), (1, true)) == nil)
  }

  @Test func whatIsAdoptedAfterAnUndoIsUndoneFirst() {
    #expect(target((1, false), (2, false), (1, true), (3, false)) == 1)
  }
}
