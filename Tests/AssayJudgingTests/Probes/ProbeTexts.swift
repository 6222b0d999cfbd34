import AssayJudging
import AssayModel
import Foundation

/// Good examples of several kinds and scripts.
enum ProbeTexts {
  static func pair(_ question: String, _ answer: String) -> ProbeText {
    ProbeText(fields: [
      TextField(name: "instruction", text: question), TextField(name: "output", text: answer),
    ])
  }

  static func single(_ text: String, _ label: String?) -> ProbeText {
    ProbeText(fields: [TextField(name: "text", text: text)], label: label)
  }

  static let pairs = [
    pair(
      "What is the closest star to Earth, and how far is it?",
      "The closest star to Earth is the sun. It is located at a distance of about 93 million miles. Light needs 8 minutes for it."
    ),
    pair(
      "When did the war end in Europe?",
      "The war ended in Europe on 8 May 1945, after Berlin had fallen. In Asia it went on until September."),
    pair(
      "Wie hoch ist der höchste Berg in Europa?",
      "Der höchste Berg in Europa ist der Elbrus. Er ist 5642 Meter hoch und liegt im Kaukasus, in Russland."),
    pair(
      "世界上最高的山是哪一座？它有多高？", "世界上最高的山是珠穆朗玛峰。它的海拔高度是8848米，位于中国和尼泊尔的边界上，每年有很多人去那里登山。"),
    pair(
      "日本で一番長い川はどれですか。", "日本で一番長い川は信濃川です。長さは367キロメートルで、長野県と新潟県を流れて日本海に注ぎます。"),
    pair(
      "ما هي أطول الأنهار في العالم وكم طولها؟",
      "أطول الأنهار في العالم هو نهر النيل، ويبلغ طوله ٦٦٥٠ كيلومترا. يجري النهر من الجنوب إلى الشمال ويصب في البحر المتوسط."
    ),
    pair(
      "Какая река в России самая длинная?",
      "Самая длинная река в России это Лена. Её длина составляет 4400 километров, и она впадает в море Лаптевых на севере."
    ),
    pair(
      "Quels sont les avantages du vélo en ville ?",
      "Le vélo est rapide, bon marché et bon pour la santé. Une personne qui roule 30 minutes par jour vit plus longtemps."
    ),
  ]

  static let conversation = ProbeText(fields: [
    TextField(name: "user", text: "How many legs do spiders have?"),
    TextField(name: "assistant", text: "Spiders have eight legs."),
    TextField(name: "user 2", text: "And how many eyes does a spider with 8 legs have?"),
    TextField(
      name: "assistant 2",
      text:
        "Most spiders with 8 legs have 8 eyes as well, but some have only six. The number depends on the family."
    ),
  ])

  static let labelled: [ProbeText] = [
    ("Where is the card that I ordered two weeks ago?", "card_arrival"),
    ("My new card has not arrived in the mail yet", "card_arrival"),
    ("Is there a way to track the card that is on its way to me?", "card_arrival"),
    ("How long does it take until a new card arrives?", "card_delivery"),
    ("How many days does the delivery of a new card take?", "card_delivery"),
    ("When can I expect the delivery of the card that I ordered?", "card_delivery"),
    ("What exchange rate do you use for euros?", "exchange_rate"),
    ("Why was the exchange rate wrong when I paid in pounds?", "exchange_rate"),
    ("Do you have a good exchange rate for yen today?", "exchange_rate"),
    ("I have forgotten my passcode and cannot log in", "passcode"),
    ("How can I reset the passcode of the app?", "passcode"),
    ("The app does not take my passcode any more", "passcode"),
  ].map { single($0.0, $0.1) }

  static var all: [ProbeText] { pairs + [conversation] + labelled }

  static func corpus(_ texts: [ProbeText]) -> ProbeCorpus { ProbeCorpus(texts: texts) }

  // MARK: Public data sets, where they lie beside the repository

  static let reason = "the public data sets are not beside the repository (../shared/data)"
  static var hasData: Bool { FileManager.default.fileExists(atPath: url("llmbar/pairs.jsonl").path) }

  /// Instructions with their good outputs.
  static func published() throws -> [ProbeText] {
    try Data(contentsOf: url("llmbar/pairs.jsonl")).split(separator: 0x0A).compactMap { line in
      guard let row = try JSONSerialization.jsonObject(with: Data(line)) as? [String: Any],
        let question = row["instruction"] as? String, let label = row["label"] as? Int,
        let answer = row["output_\(label)"] as? String
      else { return nil }
      return pair(question, answer)
    }
  }

  private static func url(_ name: String) -> URL {
    var root = URL(fileURLWithPath: #filePath)
    for _ in 0..<5 { root.deleteLastPathComponent() }
    return root.appendingPathComponent("shared/data").appendingPathComponent(name)
  }
}
