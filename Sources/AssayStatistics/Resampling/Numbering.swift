/// Numbers 0, 1, 2 … for names, in the order of their first occurrence.
struct Numbering {
  /// For each name its number.
  let of: [Int]
  /// How many different ones.
  let count: Int

  init<Name: Hashable>(_ names: some Sequence<Name>) {
    var numbers: [Name: Int] = [:]
    of = names.map { name in
      let number = numbers[name, default: numbers.count]
      numbers[name] = number
      return number
    }
    count = numbers.count
  }
}
