/// Number words and units, each with others that could stand in its place.
enum NumberWords {
  private static let numbers: [[String]] = [
    "two three four five six seven eight nine ten twelve twenty thirty forty fifty",
    "zwei drei vier fünf sechs sieben acht neun zehn zwölf zwanzig dreißig",
    "deux trois quatre cinq six sept huit neuf dix douze vingt trente",
    "dos tres cuatro cinco seis siete ocho nueve diez doce veinte treinta",
  ].map { $0.split(separator: " ").map(String.init) }

  static func others(for word: String) -> [String] {
    guard let list = numbers.first(where: { $0.contains(word) }), let place = list.firstIndex(of: word) else {
      return []
    }
    return list.indices.filter { abs($0 - place) >= 2 }.map { list[$0] }
  }

  /// After a number: "93 million miles", "30 minutes". Each is another one by far.
  static let units: [String: String] = [
    "kilometers": "centimeters", "kilometres": "centimetres", "meters": "kilometers", "metres": "kilometres",
    "miles": "feet", "feet": "miles", "inches": "yards", "km": "mm", "cm": "km", "kg": "tons",
    "kilograms": "tons",
    "grams": "kilograms", "pounds": "ounces", "ounces": "pounds", "liters": "milliliters",
    "litres": "millilitres",
    "seconds": "hours", "minutes": "days", "hours": "weeks", "days": "years", "weeks": "hours",
    "months": "minutes",
    "years": "weeks", "million": "thousand", "billion": "million", "thousand": "billion", "celsius": "kelvin",
    "percent": "permille", "stunden": "wochen", "minuten": "tage", "jahre": "wochen", "heures": "semaines",
    "années": "semaines", "horas": "semanas", "años": "semanas", "公里": "厘米", "小时": "年",
  ]
}
