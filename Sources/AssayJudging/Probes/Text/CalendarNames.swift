/// Names of months and days, each with the others that could stand in its place.
enum CalendarNames {
  private static let lists: [[String]] = [
    "january february march april may june july august september october november december",
    "monday tuesday wednesday thursday friday saturday sunday",
    "januar februar märz april mai juni juli august september oktober november dezember",
    "montag dienstag mittwoch donnerstag freitag samstag sonntag",
    "janvier février mars avril mai juin juillet août septembre octobre novembre décembre",
    "lundi mardi mercredi jeudi vendredi samedi dimanche",
    "enero febrero marzo abril mayo junio julio agosto septiembre octubre noviembre diciembre",
    "lunes martes miércoles jueves viernes sábado domingo",
  ].map { $0.split(separator: " ").map(String.init) }

  static func isName(_ word: String) -> Bool { lists.contains { $0.contains(word) } }

  /// Others of the same kind; none for a word that is more often another one ("may", "march").
  static func others(for word: String) -> [String] {
    guard !["may", "march", "mars", "mai"].contains(word),
      let list = lists.first(where: { $0.contains(word) })
    else {
      return []
    }
    return list.filter { $0 != word && !["may", "march", "mars", "mai"].contains($0) }
  }
}
