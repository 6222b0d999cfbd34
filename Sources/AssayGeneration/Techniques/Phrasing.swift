import AssayModel

/// Several wordings of one ask. A model that is asked in the same words gives the same answers; another wording moves
/// it elsewhere, and which of them people accept can be counted.
public enum Phrasing {
  /// How many wordings a technique has.
  public static func count(of technique: Technique) -> Int { wordings(of: technique, stage: 0).count }

  /// The ask of a call in the wording that its number chooses; numbers go round.
  public static func words(for call: GenerationCall) -> String {
    let wordings = call.isDeceptive ? deceptive : wordings(of: call.technique, stage: call.stage)
    let index = ((call.phrasing % wordings.count) + wordings.count) % wordings.count
    return wordings[index].replacing("#", with: "\(call.count)")
  }

  /// As many as for ``Technique/adversarial`` against a student.
  static let deceptive = [
    "Write # new examples that it keeps as well, and that a careful person throws out.",
    "Find its blind spot: # new examples that are wrong beyond doubt and that it will let pass.",
    "Attack it with # new examples. They are fair: what is wrong with them can be seen from the text.",
  ]

  /// `#` stands for the number of new examples.
  static func wordings(of technique: Technique, stage: Int) -> [String] {
    switch technique {
    case .direct:
      [
        "Write # new examples for this data set. Each is by another person, in another situation.",
        "Think of # people who have nothing in common. Write for each of them the one example that only they would.",
        "The data set still lacks # examples that nobody thought of so far. Write them.",
        "Write # examples as they would come in over one week: different moods, lengths, places and occasions.",
        "Invent # examples. No two may begin alike, have the same length or be about the same matter.",
      ]
    case .instruction where stage == 0:
      [
        "Come up with # new tasks that a text model can do. Make each of another kind than those above.",
        "Write # further instructions for the list. Change verb, subject and form from one to the next.",
        "What else do people ask a language model for? Write # instructions of kinds that the list lacks.",
        "Continue the list with # instructions: short ones and long ones, easy ones and hard ones.",
      ]
    case .instruction:
      ["Give for each of the # instructions an input, where it needs one, and its output."]
    case .paraphrase:
      [
        "Say each example in other words, # in all: another beginning, another order, other words, the same meaning.",
        "Rewrite each example as another person would put it, # in all. What it says and its label stay.",
        "Write each example anew from memory, # in all: nothing of its wording, all of its meaning.",
        "Rephrase each example, # in all: change sentence structure and vocabulary, add nothing and leave nothing out.",
      ]
    case .backTranslation:
      [
        "Translate each of the # examples as a native speaker would say it.",
        "Translate all # examples: the meaning and the tone count, not the words.",
        "Put each of the # examples into the other language, freely where the language asks for it.",
      ]
    case .contextVariation:
      [
        "Move each example into this context, # in all. Names, places and details fit the context; the label stays.",
        "Write each example as it would be in this context, # in all, so that it still has its label.",
        "What would each example be if it came from here? Write # new ones that keep what decides the label.",
      ]
    case .edgeCase:
      [
        "Write # examples of this kind. Each is hard in another way.",
        "Which examples of this kind would break a system that was only tested with tidy ones? Write #.",
        "Write # examples of this kind that really happen, and that nobody puts into a data set.",
      ]
    case .distillation:
      [
        "Give the right answer for each of the # inputs, with your reason first.",
        "Work through the # inputs one by one: the reason, then what follows from it.",
      ]
    case .evaluationSet:
      [
        "Write # items for a test that has to tell good systems from bad ones.",
        "Write # test items. A system that looks at single words must fail at the hard ones.",
        "Set an examination of # items: each measures something that the others do not.",
      ]
    case .adversarial:
      [
        "Write # new examples that it gets wrong as well, and that a careful person gets right.",
        "Find its blind spot: # new examples whose right label is beyond doubt and which it will miss.",
        "Attack it with # new examples. They are fair: everything that decides is in the text.",
      ]
    }
  }
}
