/// A token of the file: its text, its number and, in Unigram models, its log probability.
struct VocabularyEntry {
  var text: ArraySlice<UInt8>
  var id: Int32
  var score: Double
}
