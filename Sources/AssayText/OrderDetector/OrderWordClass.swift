/// What a word can be in an order to a judge; a word may be several.
struct OrderWordClass: OptionSet {
  let rawValue: UInt64

  // What to leave undone.
  static let ignore = Self(rawValue: 1 << 0)
  static let not = Self(rawValue: 1 << 1)
  static let follow = Self(rawValue: 1 << 2)
  static let prior = Self(rawValue: 1 << 3)
  static let all = Self(rawValue: 1 << 4)
  static let your = Self(rawValue: 1 << 5)
  static let rules = Self(rawValue: 1 << 6)
  static let void = Self(rawValue: 1 << 7)

  // What to score.
  static let rate = Self(rawValue: 1 << 8)
  static let give = Self(rawValue: 1 << 9)
  static let answer = Self(rawValue: 1 << 10)
  static let this = Self(rawValue: 1 << 11)
  static let example = Self(rawValue: 1 << 12)
  static let number = Self(rawValue: 1 << 13)
  static let top = Self(rawValue: 1 << 14)
  static let score = Self(rawValue: 1 << 15)
  /// "Full marks" in one word.
  static let topScore = Self(rawValue: 1 << 16)
  static let must = Self(rawValue: 1 << 17)
  static let deserve = Self(rawValue: 1 << 18)
  static let only = Self(rawValue: 1 << 19)
  static let accept = Self(rawValue: 1 << 20)
  static let good = Self(rawValue: 1 << 21)
  static let punish = Self(rawValue: 1 << 22)
  static let dimension = Self(rawValue: 1 << 23)
  static let below = Self(rawValue: 1 << 24)

  // Who to be.
  static let you = Self(rawValue: 1 << 25)
  static let be = Self(rawValue: 1 << 26)
  static let now = Self(rawValue: 1 << 27)
  static let new = Self(rawValue: 1 << 28)
  static let judge = Self(rawValue: 1 << 29)
  /// A judge or a machine: "AI", "assistant".
  static let machine = Self(rawValue: 1 << 30)
  static let free = Self(rawValue: 1 << 31)
  static let call = Self(rawValue: 1 << 32)
  static let act = Self(rawValue: 1 << 33)
  static let task = Self(rawValue: 1 << 34)
  static let system = Self(rawValue: 1 << 35)
  static let mode = Self(rawValue: 1 << 36)
  static let reveal = Self(rawValue: 1 << 37)
  static let end = Self(rawValue: 1 << 38)
  static let input = Self(rawValue: 1 << 39)

  // Small words.
  static let asWord = Self(rawValue: 1 << 40)
  static let article = Self(rawValue: 1 << 41)
  static let to = Self(rawValue: 1 << 42)
  static let ifWord = Self(rawValue: 1 << 43)
  static let from = Self(rawValue: 1 << 44)
  static let on = Self(rawValue: 1 << 45)
  /// Whoever does something is no judge who is told to: "I ignored".
  static let subject = Self(rawValue: 1 << 46)
  static let past = Self(rawValue: 1 << 47)
  /// What may follow a score, so that "5" is one and "5 minutes" is not.
  static let afterScore = Self(rawValue: 1 << 48)
  static let scale = Self(rawValue: 1 << 49)
  static let every = Self(rawValue: 1 << 50)
  static let my = Self(rawValue: 1 << 52)

  // Disguises.
  static let rotated = Self(rawValue: 1 << 53)
  static let backwards = Self(rawValue: 1 << 54)
  static let longer = Self(rawValue: 1 << 55)
  static let isWord = Self(rawValue: 1 << 56)
  static let reading = Self(rawValue: 1 << 57)
  static let have = Self(rawValue: 1 << 59)
  static let dimensionName = Self(rawValue: 1 << 60)

  /// Of another language than English, whose words may stand in another order.
  static let foreign = Self(rawValue: 1 << 58)

  /// Without any of them a text holds no order in words.
  static let heads: Self = [
    .ignore, .follow, .prior, .rules, .rate, .give, .answer, .accept, .punish, .dimension, .deserve, .must,
    .call, .act,
    .system, .mode, .reveal, .end, .topScore, .top, .score, .judge, .machine, .now, .task, .rotated,
    .backwards,
  ]
}
