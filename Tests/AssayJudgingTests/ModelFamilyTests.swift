import AssayJudging
import Testing

@Suite("Families of models")
struct ModelFamilyTests {
  @Test(
    "real names",
    arguments: [
      ("gpt-4o", "gpt"), ("gpt-4o-mini-2024-07-18", "gpt"), ("gpt-3.5-turbo-0301", "gpt"),
      ("chatgpt-4o-latest", "gpt"),
      ("o3-mini", "gpt"), ("o1", "gpt"), ("text-davinci-003", "gpt"), ("openai/gpt-oss-20b", "gpt"),
      ("claude-3-5-sonnet-20241022", "claude"), ("anthropic/claude-3-haiku", "claude"),
      ("gemini-1.5-flash", "gemini"), ("google/gemma-2-9b-it", "gemini"), ("gemma3:4b", "gemini"),
      ("meta-llama/Llama-3.1-8B-Instruct", "llama"), ("llama-2-70b-chat-hf", "llama"),
      ("llama3.1:8b-instruct-q4_0", "llama"), ("Meta-Llama-3-70B-Instruct-AWQ", "llama"),
      ("TinyLlama-1.1B-Chat-v1.0", "llama"), ("lmsys/vicuna-13b-v1.5", "llama"),
      ("NousResearch/Hermes-3-Llama-3.1-8B", "llama"), ("nvidia/Llama-3.1-Nemotron-70B-Instruct-HF", "llama"),
      ("hf.co/bartowski/Llama-3.2-3B-Instruct-GGUF:Q4_K_M", "llama"), ("codellama:13b", "llama"),
      ("mistralai/Mistral-7B-Instruct-v0.3", "mistral"), ("Mixtral-8x7B-Instruct-v0.1", "mistral"),
      ("open-mistral-nemo", "mistral"), ("HuggingFaceH4/zephyr-7b-beta", "mistral"),
      ("codestral-latest", "mistral"),
      ("dolphin-2.6-mixtral-8x7b", "mistral"), ("Nous-Hermes-2-Mistral-7B-DPO", "mistral"),
      ("Qwen/Qwen2.5-14B-Instruct-GGUF", "qwen"), ("qwen2.5-14b", "qwen"), ("qwen3:0.6b", "qwen"),
      ("QwQ-32B-Preview", "qwen"), ("deepseek-chat", "deepseek"), ("deepseek-ai/DeepSeek-V3", "deepseek"),
      ("deepseek-ai/DeepSeek-R1-Distill-Qwen-7B", "qwen"),
      ("DeepSeek-R1-Distill-Llama-8B.Q4_K_M.gguf", "llama"),
      ("microsoft/Phi-3.5-mini-instruct", "phi"), ("phi3:mini", "phi"), ("command-r-plus", "command"),
      ("01-ai/Yi-34B-Chat", "yi"), ("SmolLM2-135M-Instruct-Q4_1.gguf", "smollm"), ("grok-2-1212", "grok"),
      ("THUDM/glm-4-9b-chat", "glm"), ("tiiuae/falcon-7b-instruct", "falcon"), ("allenai/OLMo-2-7B", "olmo"),
      ("ibm-granite/granite-3.1-8b-instruct", "granite"), ("moonshotai/Kimi-K2", "kimi"),
      ("amazon.nova-pro-v1:0", "nova"), ("my-own-model", "my"), ("Zorglub7", "zorglub7"), ("", ""),
      ("qwen", "qwen"),
    ])
  func names(model: String, family: String) {
    #expect(ModelFamily.of(model: model) == family)
  }

  @Test("the same blind spots, whatever the size, the maker or the tuning")
  func same() {
    #expect(ModelFamily.same("gpt-4o", "openai/gpt-3.5-turbo"))
    #expect(ModelFamily.same("Qwen2.5-14B-Instruct", "qwen3:8b"))
    #expect(ModelFamily.same("DeepSeek-R1-Distill-Qwen-7B", "qwen2.5-14b"))
    #expect(ModelFamily.same("DeepSeek-R1-Distill-Qwen-7B", "deepseek-chat"))
    #expect(ModelFamily.same("zephyr-7b-beta", "mistral-small-latest"))
    #expect(ModelFamily.same("gemini-1.5-pro", "gemma-2-9b-it"))
    #expect(ModelFamily.same("llama", "Llama-3.1-8B"))
    #expect(ModelFamily.same("my-model:a", "my-model:b"))
  }

  @Test("different ones are not taken for one")
  func different() {
    #expect(!ModelFamily.same("gpt-4o", "claude-3-5-sonnet"))
    #expect(!ModelFamily.same("llama-3.1-8b", "qwen2.5-7b"))
    #expect(!ModelFamily.same("DeepSeek-R1-Distill-Qwen-7B", "Llama-3.1-8B"))
    #expect(!ModelFamily.same("mistralai/Mistral-7B", "meta-llama/Llama-3-8B"))
    #expect(!ModelFamily.same("phi-4", "gpt-4"))
    #expect(!ModelFamily.same("SmolLM2-135M-Instruct", "TinyLlama-1.1B"))
  }
}
