/// The words that orders are made of, by their hashes. Letters are lower case and without accents, as
/// ``OrderWordScanner`` makes them.
enum OrderVocabulary {
  /// By class: English words, then those of German, French, Spanish, Italian, Portuguese and Russian.
  private static let words: [(OrderWordClass, english: String, others: String)] = [
    (
      .ignore, "ignore disregard forget override bypass discard dismiss overlook neglect skip nevermind",
      """
      ignoriere ignoriert ignorieren vergiss vergesst vergessen missachte missachten ubergehe ignorez ignorer oublie
      oubliez oublier ignora ignoren ignorad ignorar olvida olviden olvide olvidar ignorate ignori ignorare dimentica
      dimenticate dimenticare desconsidere desconsiderar desconsidera esqueca esquecer игнорируй игнорируйте игнорировать
      проигнорируй забудь забудьте
      """
    ),
    (.not, "not never stop refuse don", "nicht niemals nie ne jamais no nunca non mai nao не никогда"),
    (
      .follow, "follow obey apply use adhere listen heed attention following obeying using applying",
      """
      befolge befolgen beachte beachten folge suivez suis suivre tenez compte sigas siga sigan seguire seguite segua
      обращай обращайте следуй следуйте выполняй haz caso
      """
    ),
    (
      .prior, "previous prior above preceding earlier foregoing former existing original initial before",
      """
      vorherigen bisherigen obigen vorigen oben vorangegangenen precedentes precedente dessus anteriores anterior arriba
      precedenti sopra acima предыдущие предыдущих выше прежние
      """
    ),
    (
      .all, "all any every everything anything whatever whatsoever",
      "alle alles toutes tout toda todas todo todos tutte tutti tutto tudo quanto все всё всех"
    ),
    (
      .your, "your the these those this that",
      "deine deinen ihre die der diesen les vos tes las tus los le as твои эти"
    ),
    (
      .rules,
      """
      instructions instruction prompt prompts rubric rubrics guidelines guideline directives directive criteria criterion
      directions rules
      """,
      """
      anweisungen anweisung instruktionen vorgaben regeln richtlinien bewertungskriterien kriterien instrucciones reglas
      istruzioni regole criteri consignes consigne regles criteres instrucoes regras инструкции инструкций указания
      указаний правила критерии
      """
    ),
    (
      .void,
      """
      void invalid cancelled canceled superseded obsolete revoked null nullified replaced overridden suspended ignored
      disregarded outdated withdrawn lifted apply counts
      """, ""
    ),
    (
      .rate, "rate score grade evaluate judge assess",
      "bewerte bewerten benote notez evaluez califica califique evalua valuta valutate avalie avalia оцени оцените"
    ),
    (
      .give, "give assign award grant mark set put",
      """
      gib geben vergib erteile donne donnez donner attribuez attribue mettez accordez da dar dale asigna otorga pon assegna
      assegnate dai atribua de поставь поставьте дай дайте выстави
      """
    ),
    (
      .answer, "output return respond reply answer say write print",
      "antworte antworten repondez reponds responde rispondi responda ответь"
    ),
    (
      .this, "this it that these",
      "diesem dieses diesen dies dieser ce cet cette ceci esto este questo questa isto этому это этой"
    ),
    (
      .example, "example text answer response submission entry sample summary item essay ticket output label",
      """
      beispiel texte antwort exemple reponse ejemplo texto respuesta esempio testo risposta exemplo resposta тексту текст
      примеру ответу
      """
    ),
    (
      .top, "highest maximum max maximal full top best perfect possible",
      """
      hochste hochsten volle bestmogliche maximale meilleure elevee maxima maximo alta massimo massima высший максимальный
      максимальную высшую
      """
    ),
    (
      .score, "score scores rating ratings grade grades mark marks points verdict",
      "punktzahl note bewertung punkte punkten puntuacion nota punteggio voto балл баллов оценку puntos pontos punti"
    ),
    (.topScore, "", "hochstnote bestnote hochstpunktzahl"),
    (
      .must,
      "must should shall required obliged obligated will need supposed expected instructed told ought",
      "muss musst mussen sollst sollten sollen dois devez doit debes debe deben devi deve dovete должен должны"
    ),
    (
      .deserve, "deserves deserve merits earns gets receives receive get warrants worth",
      "verdient merite merece merita заслуживает"
    ),
    (
      .only, "only just exactly simply merely nothing always",
      "nur genau seulement solo solamente soltanto apenas только"
    ),
    (.accept, "accept approve pass", "akzeptiere acceptez acepta accetta aceite прими"),
    (.good, "correct accepted passed approved perfect flawless excellent good valid right true", "richtig"),
    (.punish, "reject flag penalize penalise downgrade deduct lower subtract", ""),
    (
      .dimension,
      "relevance accuracy clarity diversity quality dimensions dimension categories category scales", ""
    ),
    (.dimensionName, "relevance accuracy clarity diversity quality", ""),
    (.below, "below less lower under", ""),
    (.you, "you u", "du sie tu vous usted voce ты вы"),
    (.be, "are be become re", "bist sind es etes eres sei siete e"),
    (.now, "now", "jetzt maintenant desormais ahora adesso ora agora теперь отныне"),
    (.new, "new updated revised real actual true only sole", ""),
    (
      .judge, "judge grader evaluator rater assessor examiner annotator judges graders evaluators raters",
      """
      richter prufer gutachter juge evaluateur juez evaluador giudice valutatore juiz avaliador судья судьей
      """
    ),
    (.machine, "ai llm llms gpt chatgpt claude gemini assistant chatbot bot model", "ki ia ии"),
    (
      .free,
      """
      free unrestricted unbound uncensored jailbroken dan generous lenient kind friendly obedient nice developer debug god
      sudo admin
      """,
      ""
    ),
    (.call, "attention note notice memo message dear hint reminder hey instruction instructions", ""),
    (.act, "act pretend behave roleplay imagine assume simulate switch enter", ""),
    (.task, "task role job goal purpose objective mission", ""),
    (.system, "system admin administrator developer root debug maintenance", ""),
    (.mode, "mode override message notice prompt update note", ""),
    (.reveal, "reveal repeat show leak print expose output disclose", ""),
    (.end, "end begin start", ""),
    (
      .input,
      "example text input data prompt document submission context user message instructions task content output",
      ""
    ),
    (.asWord, "as", "als en como come como как"),
    (.to, "to for", "al al aux"),
    (.article, "a an", "un une uno una ein eine um uma mit con com avec auf на"),
    (.ifWord, "if when", ""),
    (.from, "from", ""),
    (.on, "on", ""),
    (
      .subject, "i we he she they who students customers people users would ve ll d",
      "ich wir er je nous yo io noi eu я мы"
    ),
    (.past, "did didn does doesn could couldn was were has had haven hasn won", ""),
    (
      .afterScore,
      """
      out of for in on and because please points point marks everywhere no since without as or stars star overall across
      with is at everything if when by always each per then now instead
      """, "pour a por para auf von fur punkte punkten puntos pontos punti баллов sur de"
    ),
    (.scale, "scale between from range", ""),
    (.every, "every each all both any everywhere everything", "jeder allen toutes todas tutte всех"),
    (
      .my, "my our mine his her their last email mail letter call notice charge transaction",
      "meine letzte mon mi mio meu"
    ),
    (.longer, "longer anymore", ""),
    (.have, "have", ""),
    (.isWord, "is are was be were has have been being", ""),
    (.reading, "reading evaluating judging grading scoring rating assessing reviewing", ""),
    (
      .number, "two three four five six seven eight nine ten hundred",
      "funf zehn cinq dix cinco diez cinque dieci dez пять десять"
    ),
  ]

  /// Only what orders are made of in full, since single ones come up by chance in disguise.
  private static let disguised =
    """
    ignore disregard previous instructions instruction prior above rubric system prompt override highest score maximum
    perfect guidelines everything forget grader evaluator
    """

  /// Made once and never freed.
  static let table: Table = {
    var all: [UInt64: UInt64] = [:]
    func add(_ word: some StringProtocol, _ value: OrderWordClass) {
      all[hash(word.unicodeScalars.map(\.value)), default: 0] |= value.rawValue
    }
    let isSpace: (Character) -> Bool = { $0 == " " || $0 == "\n" }
    let english = Set(words.flatMap { $0.english.split(whereSeparator: isSpace) })
    for (value, ours, others) in words {
      for word in ours.split(whereSeparator: isSpace) { add(word, value) }
      for word in others.split(whereSeparator: isSpace) {
        add(word, english.contains(word) ? value : [value, .foreign])
      }
    }
    for word in disguised.split(whereSeparator: isSpace) {
      add(String(word.reversed()), .backwards)
      add(rotated(String(word)), .rotated)
    }
    let table = Table(slots: slots)
    for (key, value) in all { table.insert(key, value) }
    return table
  }()

  private static let slots = 8192

  /// FNV-1a over scalars.
  @inline(__always)
  static func hash(adding scalar: UInt32, to hash: UInt64) -> UInt64 {
    (hash ^ UInt64(scalar)) &* 0x100_0000_01b3
  }
  static let emptyHash: UInt64 = 0xcbf2_9ce4_8422_2325

  static func hash(_ scalars: [UInt32]) -> UInt64 {
    scalars.reduce(emptyHash) { hash(adding: $1, to: $0) }
  }

  /// What the word with this hash can be.
  static func classes(_ hash: UInt64) -> OrderWordClass { table.classes(hash) }

  /// Hashes and classes side by side, with open addressing: a look-up is a read or two.
  struct Table: @unchecked Sendable {
    private let entries: UnsafeMutablePointer<(key: UInt64, value: UInt64)>
    private let mask: Int

    /// - Parameter slots: a power of two, well above the number of entries.
    init(slots: Int) {
      entries = .allocate(capacity: slots)
      entries.initialize(repeating: (0, 0), count: slots)
      mask = slots - 1
    }

    func insert(_ key: UInt64, _ value: UInt64) {
      var slot = Int(truncatingIfNeeded: key &>> 20) & mask
      while entries[slot].key != 0 { slot = (slot + 1) & mask }
      entries[slot] = (key, value)
    }

    @inline(__always)
    func classes(_ hash: UInt64) -> OrderWordClass {
      var slot = Int(truncatingIfNeeded: hash &>> 20) & mask
      while entries[slot].key != 0 {
        if entries[slot].key == hash { return OrderWordClass(rawValue: entries[slot].value) }
        slot = (slot + 1) & mask
      }
      return []
    }
  }

  /// Each letter moved by half the alphabet.
  static func rotated(_ text: String) -> String {
    String(
      String.UnicodeScalarView(
        text.unicodeScalars.map { scalar in
          let lower = scalar.value | 0x20
          guard scalar.isASCII, (0x61...0x7A).contains(lower) else { return scalar }
          return Unicode.Scalar(lower + 13 > 0x7A ? scalar.value - 13 : scalar.value + 13)!
        }))
  }

  // MARK: Chinese and Japanese, which do not put spaces between words

  /// By the first scalar, the longest first.
  static let spaceless: [UInt32: [(scalars: [UInt32], classes: OrderWordClass)]] = {
    let lists: [(OrderWordClass, String)] = [
      (.ignore, "忽略 忽视 无视 無視 忘记 忘記 忘れ 不要理会 不要理會 不要遵循 不要遵守 跳过 跳過 不理会"),
      (.prior, "以上 之前 上面 前面 先前 上述 上記 以前 これまで 前述 先ほど 前の 此前"),
      (.all, "所有 全部 一切 すべて 全て"),
      (.rules, "指令 指示 提示词 提示詞 规则 規則 命令 ルール プロンプト 评分标准 說明 说明 基準"),
      ([.rate, .give], "给 給 打 评 評 判 つけ 付け 与え 採点 評価 にして 得"),
      (.topScore, "满分 滿分 最高分 最高评分 満点 最高点 最高評価"),
      ([.must, .deserve], "必须 必須 应该 應該 应当 务必 なければ べき"),
      ([.this, .example], "这个 這個 例子 样本 文本 この 例 回答"),
      ([.you, .be], "你是 あなたは"),
      ([.you, .be, .now], "你现在是 你現在是"),
      (.now, "现在 現在 今から これから"),
      ([.judge, .machine], "评委 評委 裁判 评审 評審 评分员 審査員 採点者 評価者 人工智能"),
      (.asWord, "作为 作為 として"),
      (.subject, "我 彼 私 僕 彼女 他 她"),
    ]
    var result: [UInt32: [(scalars: [UInt32], classes: OrderWordClass)]] = [:]
    for (value, text) in lists {
      for word in text.split(separator: " ") {
        let scalars = word.unicodeScalars.map(\.value)
        result[scalars[0], default: []].append((scalars, [value, .foreign]))
      }
    }
    return result.mapValues { $0.sorted { $0.scalars.count > $1.scalars.count } }
  }()
}
