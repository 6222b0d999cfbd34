// Made by Scripts/embed-data.sh from licences/models.toml: change that, then run it.

/// The terms of known models that come with the program.
enum ShippedModelTerms {
  static let text = ##"""
    # What the terms of known models and services say of training other models on their output, as of the date of each.
    # It is no advice: terms change, so verify before use. A file of the same form in the configuration folder,
    # ~/.config/assay/licences.toml, adds families and takes the place of those that have the same name here.
    #
    #   models     what a model may be called, without what stands before the last "/"; `*` stands for anything, case does
    #              not count, and ":", "_" and " " count as "-". The longest name that fits wins.
    #   hosts      who serves it, with what comes before: "example.com" is "api.example.com" too
    #   clause     one sentence on what the terms say of training on output
    #   date       the day of the terms that the clause is from: "2025-05-31", "2025-05" or "2025"
    #   link       where they stand
    #   restricts  whether training a model that competes is forbidden, or bound to conditions

    # Services

    [families.openai]
    name = "OpenAI services agreement"
    models = ["gpt-3.5*", "gpt-4*", "gpt-5*", "chatgpt-*", "o1", "o1-*", "o3", "o3-*", "o4-*"]
    hosts = ["openai.com"]
    clause = "Output may not be used to develop models that compete with OpenAI's products and services; models that classify or organize data are excepted as long as they are not distributed or sold."
    date = "2025-05-31"
    link = "https://openai.com/policies/services-agreement/"
    restricts = true

    [families.anthropic]
    name = "Anthropic commercial terms"
    models = ["claude-*", "anthropic.claude-*", "*.anthropic.claude-*"]
    hosts = ["anthropic.com"]
    clause = "The services may not be used to build a competing product or service, nor to train competing models, unless Anthropic expressly approves."
    date = "2025-06-17"
    link = "https://www.anthropic.com/legal/commercial-terms"
    restricts = true

    [families.gemini]
    name = "Gemini API additional terms"
    models = ["gemini-*"]
    hosts = ["generativelanguage.googleapis.com"]
    clause = "The services may not be used to develop models that compete with them, such as with the Gemini API or Google AI Studio."
    date = "2025-05-20"
    link = "https://ai.google.dev/gemini-api/terms"
    restricts = true

    [families.xai]
    name = "xAI terms of service, enterprise"
    models = ["grok-3*", "grok-4*", "grok-code*"]
    hosts = ["api.x.ai"]
    clause = "The service may not be used to help develop what competes with it; this is of an earlier version and newer ones are worded differently, so read the one in force."
    date = "2024-09-05"
    link = "https://x.ai/legal/terms-of-service-enterprise"
    restricts = true

    [families.deepseek-platform]
    name = "DeepSeek platform terms"
    hosts = ["api.deepseek.com"]
    clause = "Since this date the terms expressly allow training other models on the output, by distillation too, as DeepSeek announced."
    date = "2025-01-20"
    link = "https://api-docs.deepseek.com/news/news250120"
    restricts = false

    # Weights under licences of their own

    [families.llama-2]
    name = "Llama 2 community licence"
    models = ["*llama-2", "*llama-2-*", "llama2", "llama2-*", "codellama*"]
    clause = "Neither the model nor its output may be used to improve any other large language model than Llama 2 and its derivatives."
    date = "2023-07-18"
    link = "https://ai.meta.com/llama/license/"
    restricts = true

    [families.llama-3]
    name = "Llama 3 community licence"
    models = ["*llama-3", "*llama-3-*", "llama3", "llama3-*", "*llama-v3-*"]
    clause = "Neither the model nor its output may be used to improve any other large language model than Llama 3 and its derivatives; what is made of it has a name that begins with \"Llama 3\"."
    date = "2024-04-18"
    link = "https://www.llama.com/llama3/license/"
    restricts = true

    [families."llama-3.1"]
    name = "Llama 3.1 community licence"
    models = ["*llama-3.1*", "llama3.1*", "*llama3-1-*", "*llama-3-1-*", "*llama-v3p1*", "deepseek-r1-distill-llama-8b*"]
    clause = "Output may be used to train other models; one that is distributed or made available has a name that begins with \"Llama\", and over 700 million monthly users need a licence from Meta."
    date = "2024-07-23"
    link = "https://www.llama.com/llama3_1/license/"
    restricts = true

    [families."llama-3.2"]
    name = "Llama 3.2 community licence"
    models = ["*llama-3.2*", "llama3.2*", "*llama3-2-*", "*llama-3-2-*", "*llama-v3p2*"]
    clause = "Output may be used to train other models; one that is distributed or made available has a name that begins with \"Llama\", and over 700 million monthly users need a licence from Meta."
    date = "2024-09-25"
    link = "https://www.llama.com/llama3_2/license/"
    restricts = true

    [families."llama-3.3"]
    name = "Llama 3.3 community licence"
    models = ["*llama-3.3*", "llama3.3*", "*llama3-3-*", "*llama-3-3-*", "*llama-v3p3*", "deepseek-r1-distill-llama-70b*"]
    clause = "Output may be used to train other models; one that is distributed or made available has a name that begins with \"Llama\", and over 700 million monthly users need a licence from Meta."
    date = "2024-12-06"
    link = "https://www.llama.com/llama3_3/license/"
    restricts = true

    [families.llama-4]
    name = "Llama 4 community licence"
    models = ["*llama-4*", "llama4*", "*llama4-*"]
    clause = "Output may be used to train other models; one that is distributed or made available has a name that begins with \"Llama\", and over 700 million monthly users need a licence from Meta."
    date = "2025-04-05"
    link = "https://www.llama.com/llama4/license/"
    restricts = true

    [families.gemma]
    name = "Gemma terms of use"
    models = [
      "gemma", "gemma-2b*", "gemma-7b*", "gemma-1.1-*", "gemma-latest", "gemma-2-*", "gemma2", "gemma2-*", "gemma-3-*",
      "gemma3", "gemma3-*", "gemma-3n-*", "gemma3n*",
    ]
    clause = "Output is free, but a model trained on it to perform like Gemma is a derivative, to which these terms and their list of prohibited uses must be passed on."
    date = "2026-04-01"
    link = "https://ai.google.dev/gemma/terms"
    restricts = true

    [families.mistral-research]
    name = "Mistral research licence (MRL-0.1)"
    models = [
      "mistral-large-instruct-*", "ministral-8b-instruct-*", "mistral-small-instruct-2409*", "pixtral-large-instruct-*",
    ]
    clause = "The weights, what is made of them and their output are for research that is not commercial; anything else needs a licence from Mistral."
    date = "2024-07-24"
    link = "https://mistral.ai/licenses/MRL-0.1.md"
    restricts = true

    [families.mistral-non-production]
    name = "Mistral non-production licence (MNPL-0.1)"
    models = ["codestral-22b*"]
    clause = "The weights, what is made of them and their output are for research, testing and development, not for production; anything else needs a licence from Mistral."
    date = "2024-05-29"
    link = "https://mistral.ai/licenses/MNPL-0.1.md"
    restricts = true

    [families.qwen]
    name = "Qwen licence"
    models = ["qwen2.5-72b*"]
    clause = "A model that is trained on output and distributed or made available shows \"Built with Qwen\" or \"Improved using Qwen\" in its documentation; over 100 million monthly users need a licence from Alibaba Cloud."
    date = "2024-09-19"
    link = "https://huggingface.co/Qwen/Qwen2.5-72B-Instruct/blob/main/LICENSE"
    restricts = true

    [families.qwen-research]
    name = "Qwen research licence"
    models = ["qwen2.5-3b*", "qwen2.5-coder-3b*"]
    clause = "For purposes that are not commercial; a model that is trained on output and distributed or made available shows \"Built with Qwen\" or \"Improved using Qwen\"."
    date = "2024-09-19"
    link = "https://huggingface.co/Qwen/Qwen2.5-3B-Instruct/blob/main/LICENSE"
    restricts = true

    [families.tongyi-qianwen]
    name = "Tongyi Qianwen licence"
    models = ["qwen-7b*", "qwen-14b*", "qwen-72b*"]
    clause = "Neither the model nor its output may be used to improve any other large language model than Tongyi Qianwen and its derivatives."
    date = "2023-08-03"
    link = "https://github.com/QwenLM/Qwen/blob/main/Tongyi%20Qianwen%20LICENSE%20AGREEMENT"
    restricts = true

    [families.deepseek-model]
    name = "DeepSeek model licence 1.0"
    models = ["deepseek-v2*", "deepseek-v3", "deepseek-v3-base", "deepseek-llm-*", "deepseek-coder-*"]
    clause = "Any lawful use is allowed; a model trained on output to perform like this one is a derivative, to which the list of prohibited uses must be passed on."
    date = "2023-10-23"
    link = "https://github.com/deepseek-ai/DeepSeek-V3/blob/main/LICENSE-MODEL"
    restricts = true

    [families.cohere-weights]
    name = "Cohere Labs weights, CC BY-NC 4.0"
    models = ["c4ai-command*", "c4ai-aya*", "aya-23*", "aya-expanse*"]
    clause = "The weights are for purposes that are not commercial and under an acceptable use policy besides; whether that binds a model trained on output is not said plainly, so ask."
    date = "2013-11-25"
    link = "https://creativecommons.org/licenses/by-nc/4.0/"
    restricts = true

    # Weights under licences that say nothing of output

    [families.gpt-oss]
    name = "gpt-oss, Apache-2.0"
    models = ["gpt-oss*"]
    clause = "The licence says nothing of output and forbids no training on it."
    date = "2025-08-05"
    link = "https://huggingface.co/openai/gpt-oss-20b/blob/main/LICENSE"
    restricts = false

    [families.gemma-4]
    name = "Gemma 4, Apache-2.0"
    models = ["gemma-4-*", "gemma4", "gemma4-*"]
    clause = "The licence says nothing of output and forbids no training on it; older versions of Gemma have terms of their own."
    date = "2026-04-01"
    link = "https://ai.google.dev/gemma/apache_2"
    restricts = false

    [families.mistral-open]
    name = "Mistral open weights, Apache-2.0"
    models = [
      "mistral-7b*", "open-mistral-7b", "mixtral-8x7b*", "open-mixtral-8x7b", "mixtral-8x22b*", "open-mixtral-8x22b",
      "mistral-nemo-*", "open-mistral-nemo*", "mistral-small-24b*", "mistral-small-3.1-*", "mistral-small-3.2-*",
      "pixtral-12b*", "magistral-small-*", "devstral-small-*",
    ]
    clause = "The licence says nothing of output and forbids no training on it; other models of Mistral have other licences, and its own service has terms besides."
    date = "2004-01"
    link = "https://www.apache.org/licenses/LICENSE-2.0"
    restricts = false

    [families.qwen-open]
    name = "Qwen open weights, Apache-2.0"
    models = [
      "qwen2-0.5b*", "qwen2-1.5b*", "qwen2-7b*", "qwen2.5-0.5b*", "qwen2.5-1.5b*", "qwen2.5-7b*", "qwen2.5-14b*",
      "qwen2.5-32b*", "qwen2.5-coder-0.5b*", "qwen2.5-coder-1.5b*", "qwen2.5-coder-7b*", "qwen2.5-coder-14b*",
      "qwen2.5-coder-32b*", "qwq-32b*", "qwen3-0.6b*", "qwen3-1.7b*", "qwen3-4b*", "qwen3-8b*", "qwen3-14b*",
      "qwen3-32b*", "qwen3-30b-a3b*", "qwen3-235b-a22b*",
    ]
    clause = "The licence says nothing of output and forbids no training on it; other sizes and older versions have other licences."
    date = "2004-01"
    link = "https://www.apache.org/licenses/LICENSE-2.0"
    restricts = false

    [families.deepseek-mit]
    name = "DeepSeek, MIT"
    models = ["deepseek-r1*", "deepseek-v3-0324*", "deepseek-v3.1*"]
    clause = "The licence says nothing of output and DeepSeek expressly allows distillation; a distilled model also has the licence of the model that it was made from."
    date = "2025-01-20"
    link = "https://github.com/deepseek-ai/DeepSeek-R1/blob/main/LICENSE"
    restricts = false

    [families.phi]
    name = "Phi, MIT"
    models = ["phi-3*", "phi3*", "phi-4*", "phi4*"]
    clause = "The licence says nothing of output and forbids no training on it."
    date = "2024-04"
    link = "https://huggingface.co/microsoft/phi-4/blob/main/LICENSE"
    restricts = false

    [families.smollm]
    name = "SmolLM, Apache-2.0"
    models = ["smollm*"]
    clause = "The licence says nothing of output and forbids no training on it."
    date = "2004-01"
    link = "https://www.apache.org/licenses/LICENSE-2.0"
    restricts = false

    [families.olmo]
    name = "OLMo, Apache-2.0"
    models = ["olmo-*", "olmo2*"]
    clause = "The licence says nothing of output; the cards of tuned versions name terms of the models whose output they were tuned on, so read the card."
    date = "2004-01"
    link = "https://www.apache.org/licenses/LICENSE-2.0"
    restricts = false

    [families.granite]
    name = "Granite, Apache-2.0"
    models = ["granite-3*", "granite3*", "granite-4*", "granite4*"]
    clause = "The licence says nothing of output and forbids no training on it."
    date = "2004-01"
    link = "https://www.apache.org/licenses/LICENSE-2.0"
    restricts = false

    [families.falcon]
    name = "Falcon 7B and 40B, Apache-2.0"
    models = ["falcon-7b*", "falcon-40b*"]
    clause = "The licence says nothing of output and forbids no training on it; other Falcon models have licences of their own."
    date = "2023-05-31"
    link = "https://www.apache.org/licenses/LICENSE-2.0"
    restricts = false

    """##
}
