/// What models say in place of an answer.
enum Evasions {
  static let refusals: [ProbeLanguage: [String]] = [
    .english: [
      "I'm sorry, but I can't help with that.", "As a language model, I am not able to answer this question.",
      "Unfortunately I cannot complete this request.",
    ],
    .german: [
      "Es tut mir leid, dabei kann ich nicht helfen.", "Diese Frage kann ich leider nicht beantworten.",
    ],
    .french: ["Désolé, je ne peux pas vous aider avec cela."],
    .spanish: ["Lo siento, no puedo ayudar con eso."],
    .italian: ["Mi dispiace, non posso aiutarti con questo."],
    .portuguese: ["Desculpe, não posso ajudar com isso."],
    .russian: ["К сожалению, я не могу помочь с этим."],
    .arabic: ["عذراً، لا أستطيع المساعدة في ذلك."],
    .chinese: ["很抱歉，我无法回答这个问题。"],
    .japanese: ["申し訳ありませんが、お答えできません。"],
    .korean: ["죄송하지만 도와드릴 수 없습니다."],
    .hindi: ["क्षमा करें, मैं इसमें मदद नहीं कर सकता।"],
  ]

  static let promises: [ProbeLanguage: [String]] = [
    .english: [
      "Sure! I'd be happy to help you with that. Let me know when you would like to begin.",
      "Great question! I will get back to you with an answer as soon as possible.",
      "Thank you for your message. Is there anything else I can help you with today?",
    ],
    .german: ["Gerne helfe ich dabei! Sagen Sie mir, wann wir anfangen sollen."],
    .french: ["Bien sûr ! Dites-moi quand vous souhaitez commencer."],
    .spanish: ["¡Claro! Dígame cuándo quiere empezar."],
    .italian: ["Certo! Mi dica quando vuole cominciare."],
    .portuguese: ["Claro! Diga-me quando quer começar."],
    .russian: ["Конечно! Скажите, когда вы хотите начать."],
    .arabic: ["بالتأكيد! أخبرني متى تريد أن نبدأ."],
    .chinese: ["当然可以！请告诉我什么时候开始。"],
    .japanese: ["もちろんです。始めるときにお知らせください。"],
    .korean: ["물론입니다! 언제 시작할지 알려 주세요."],
    .hindi: ["ज़रूर! बताइए कब शुरू करें।"],
  ]

  static func restated(_ instruction: String, _ language: ProbeLanguage) -> String {
    let head: String
    switch language {
    case .german: head = "Die Aufgabe lautet: "
    case .french: head = "La consigne est la suivante : "
    case .spanish: head = "La tarea es la siguiente: "
    case .italian: head = "Il compito è il seguente: "
    case .portuguese: head = "A tarefa é a seguinte: "
    case .russian: head = "Задание: "
    case .arabic: head = "المطلوب: "
    case .chinese: head = "任务是："
    case .japanese: head = "課題は次のとおりです："
    case .korean: head = "과제는 다음과 같습니다: "
    case .hindi: head = "कार्य यह है: "
    case .english: head = "The task is to answer the following: "
    }
    return head + instruction
  }
}
