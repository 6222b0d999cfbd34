/// The models that `assay models` offers, the best first.
public enum KnownModels {
  public static let all: [KnownModel] = [wordLlama]

  /// The model of that name.
  public static func named(_ name: String) -> KnownModel? { all.first { $0.name == name } }

  /// Token vectors of Llama 2 and other models, trained for averages and cut to 256 numbers. Weights and tokenizer
  /// are both in the wheel. The wheels for Linux and macOS hold the same two files, byte for byte; in those for Windows
  /// the tokenizer has other line ends, and so another checksum.
  static let wordLlama = KnownModel(
    name: "wordllama-l2-supercat-256", package: "wordllama", version: "0.4.0.post1",
    files: [
      KnownModel.File(
        path: "wordllama/weights/l2_supercat_256.safetensors", name: "model.safetensors",
        size: 16_384_096, sha256: "64b47a2dc493cb8e85944076601189739852d7b64e0e1eedcb1937a251cd9fd5"),
      KnownModel.File(
        path: "wordllama/tokenizers/l2_supercat_tokenizer_config.json", name: "tokenizer.json",
        size: 1_842_796, sha256: "93248f2a9ec36c7b35f700a033d5f36228aae48db61aee31007fa49062cdeb68"),
    ],
    licence: "MIT", dimensions: 256,
    summary:
      "English and code, any length; 32,000 tokens with a fallback to bytes, so no text is unknown to it")
}
