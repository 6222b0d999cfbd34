/// Words that are masked, or that tell something about their neighbours, by their hash.
enum MaskLexicon {
  enum Entry: UInt8 {
    case none
    /// A given name that is no common word in lower case.
    case givenName
    /// A number in words.
    case number
    /// A month or a day of the week.
    case date
    /// The same where a number is next to it, or inside a sentence with a capital: "may", "march", "sun".
    case dateNextToNumber
    /// A currency after a number.
    case currency
    /// A title, whose full stop ends no sentence.
    case title
    /// A German function word: nouns have capitals there.
    case german
  }

  private static let givenNames = """
    aaron abdul abigail adam ahmed aisha alan albert alejandro alex alexander alexandra ali alice amanda amy ana andrea \
    andrew angela anil anna anne anthony antonio arthur ashley barbara ben benjamin betty bob bobby brandon brenda brian \
    bruce bryan camille carlos carolyn catherine charles charlotte cheryl chris christina christine christopher cynthia \
    dan daniel dave david deborah debra deepak dennis diane dmitri donald donna dorothy douglas dylan edward elena \
    elijah elizabeth emily emma eric ethan eugene evelyn fatima fernando frances francesca françois gabriel gary george \
    gerald giovanni giulia gregory hannah hans harold harry hassan heather heinrich helen henry hiroshi ibrahim igor \
    ingrid isabella ivan jacob jacqueline jacques james jane janet janice jason javier jeff jeffrey jennifer jeremy \
    jerry jesse jessica jim joan joe john jonathan jorge josé jose joseph joshua joyce juan judith julia julie jürgen \
    justin karen kate katherine kathleen kathryn keith kelly kenji kenneth kevin kimberly klaus kyle larry laura lauren \
    lawrence linda lisa luca lucia lucy luis margaret maria marie martha martin mary matthew megan melissa michael \
    michelle miguel mike mohamed mohammed muhammad nancy natasha nathan nicholas nick nicole noah olga olivia omar \
    pablo pamela patricia patrick paul pedro peter philip pierre priya rachel ralph ravi raymond rebecca richard \
    robert roger ronald russell ryan samantha samuel sandra sanjay sara sarah scott sean sergei sharon shirley sofia \
    sophia sophie stephanie stephen steve steven susan svetlana teresa terry thomas tim timothy tom tony tyler victoria \
    vincent vladimir walter wayne william wolfgang yuki zachary
    """
  private static let numbers = """
    one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen eighteen \
    nineteen twenty thirty forty fifty sixty seventy eighty ninety hundred thousand million billion trillion dozen \
    hundreds thousands millions billions zwei drei vier fünf sechs sieben neun zehn zwölf zwanzig dreißig vierzig \
    fünfzig hundert tausend deux trois quatre cinq vingt trente quarante cinquante soixante mille dos tres cuatro cinco \
    seis siete ocho nueve diez veinte treinta cuarenta cincuenta ciento tre quattro cinque sette nove dieci venti \
    trenta cento dois três quatro oito dez vinte
    """
  private static let dates = """
    january february april june july august september october november december monday tuesday wednesday thursday \
    friday saturday sunday januar februar märz mai juni juli oktober dezember montag dienstag mittwoch donnerstag \
    freitag samstag sonntag janvier février avril juin juillet août septembre octobre novembre décembre lundi mardi \
    mercredi jeudi vendredi samedi dimanche enero febrero marzo abril mayo junio julio agosto septiembre octubre \
    noviembre diciembre lunes miércoles jueves viernes sábado domingo gennaio febbraio aprile maggio giugno luglio \
    settembre ottobre dicembre janeiro fevereiro março maio junho julho setembro outubro novembro dezembro
    """
  private static let datesNextToNumbers = """
    may march mars martes jan feb mar apr jun jul aug sep sept oct nov dec mon tue wed thu fri sat sun am pm
    """
  private static let currencies = """
    dollar dollars euro euros pound pounds yen yuan rupee rupees peso pesos franc francs cent cents pence usd eur gbp \
    jpy inr cny chf
    """
  private static let titles = "mr mrs ms dr prof st jr sr vs mme mlle sra hr fr"
  private static let german = """
    der die das und ist nicht ein eine einen einem einer für mit auf ich sie wir zu im dem den des von wie es er sind \
    wird auch als aus bei oder nach zum zur
    """

  /// Open addressing with linear probing: the hash, and the entry in its place.
  private static let table: (hashes: [UInt64], entries: [Entry]) = {
    var hashes = [UInt64](repeating: 0, count: size)
    var entries = [Entry](repeating: .none, count: size)
    let lists: [(Entry, String)] = [
      (.german, german), (.givenName, givenNames), (.number, numbers), (.date, dates),
      (.dateNextToNumber, datesNextToNumbers), (.currency, currencies), (.title, titles),
    ]
    for (entry, list) in lists {
      for word in list.split(separator: " ") {
        let hash = word.utf8.reduce(BitMixer.fnvOffset) { ($0 ^ UInt64($1)) &* BitMixer.fnvPrime }
        var place = Int(truncatingIfNeeded: BitMixer.mix(hash)) & (size - 1)
        while hashes[place] != 0, hashes[place] != hash { place = (place + 1) & (size - 1) }
        if hashes[place] == 0 { (hashes[place], entries[place]) = (hash, entry) }
      }
    }
    return (hashes, entries)
  }()
  private static let size = 4_096

  /// What a word is, given by the FNV-1a hash of its bytes with ASCII capitals in lower case.
  @inline(__always)
  static func entry(_ hash: UInt64) -> Entry {
    let table = table
    var place = Int(truncatingIfNeeded: BitMixer.mix(hash)) & (size - 1)
    while table.hashes[place] != 0 {
      if table.hashes[place] == hash { return table.entries[place] }
      place = (place + 1) & (size - 1)
    }
    return .none
  }
}
