import AssayStatistics
import Testing

@Suite("Cross-validation folds")
struct CrossValidationTests {
  @Test("single examples: folds and their strata differ by one at most", arguments: [2, 3, 5, 7])
  func balance(folds: Int) throws {
    let strata = (0..<103).map { $0 % 10 == 0 ? "rare" : $0 % 3 == 0 ? "middle" : "common" }
    let validation = try #require(CrossValidation(folds: folds, strata: strata))
    #expect(validation.folds == folds && validation.foldOf.count == 103)
    func spread(_ counts: [Int]) -> Int { counts.max()! - counts.min()! }
    #expect(spread((0..<folds).map { validation.heldOut(in: $0).count }) <= 1)
    for stratum in Set(strata) {
      let counts = (0..<folds).map { fold in
        validation.heldOut(in: fold).count { strata[$0] == stratum }
      }
      #expect(spread(counts) <= 1, "\(stratum) \(counts)")
    }
  }

  @Test("groups stay together and strata nearly balanced")
  func groups() throws {
    var random = RepeatableGenerator(seed: 3)
    let groups = (0..<300).map { _ in Int(random.next(below: 90)) }
    let strata = groups.map { $0 % 4 == 0 }
    let validation = try #require(CrossValidation(folds: 5, groups: groups, strata: strata))
    let folds = Dictionary(grouping: groups.indices, by: { groups[$0] })
      .values.map { Set($0.map { validation.foldOf[$0] }) }
    #expect(folds.allSatisfy { $0.count == 1 })
    for fold in 0..<5 {
      let held = validation.heldOut(in: fold)
      #expect((54...66).contains(held.count), "\(held.count)")
      let share = Double(held.count { strata[$0] }) / Double(held.count)
      let overall = Double(strata.count { $0 }) / 300
      #expect(near(share, overall, 0.05), "\(share) of \(overall)")
    }
  }

  @Test("every example is held out once, and learned from otherwise")
  func parts() throws {
    let validation = try #require(CrossValidation(folds: 4, strata: (0..<17).map { $0 % 2 }))
    var seen: [Int] = []
    for fold in 0..<4 {
      let (held, rest) = (validation.heldOut(in: fold), validation.training(without: fold))
      #expect(Set(held).isDisjoint(with: rest) && held.count + rest.count == 17)
      seen += held
    }
    #expect(seen.sorted() == Array(0..<17))
  }

  @Test("the same seed deals the same, another seed otherwise")
  func seeded() throws {
    let strata = (0..<40).map { $0 % 3 }
    let first = CrossValidation(folds: 5, strata: strata, seed: 7)
    #expect(first == CrossValidation(folds: 5, strata: strata, seed: 7))
    #expect(first != CrossValidation(folds: 5, strata: strata, seed: 8))
    // Pinned, so that folds stay the same in later versions.
    let pinned = try #require(CrossValidation(folds: 3, strata: [0, 0, 0, 0, 1, 1, 1, 1]))
    #expect(pinned.foldOf == [0, 1, 0, 2, 2, 2, 0, 1])
  }

  @Test func tooLittle() throws {
    #expect(CrossValidation(strata: [Int]()) == nil)
    #expect(CrossValidation(groups: ["a", "a"], strata: [0, 1]) == nil)
    let few = try #require(CrossValidation(folds: 5, groups: ["a", "a", "b"], strata: [0, 0, 0]))
    #expect(few.folds == 2)
  }
}
