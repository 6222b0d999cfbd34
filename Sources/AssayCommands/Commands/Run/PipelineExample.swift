/// A pipeline to begin with.
enum PipelineExample {
  static let text = """
    # A pipeline for `assay run pipeline.toml`: stages from the first to the last, each done once. The models and the
    # judge are those of assay.toml. docs/pipeline.md describes every key.

    [pipeline]
    # The workspace remembers the pipeline by its name: the same name goes on, another begins anew.
    name = "first batch"
    # What all stages together may spend, in the currency of the models' prices. Without it there is no limit.
    # budget = 5.0

    # 10 to 20 examples of your own to start from.
    [[stage]]
    kind = "seeds"
    file = "seeds.jsonl"
    # Real data that is kept for measuring: seeds that resemble it are told.
    # heldout = "test.jsonl"

    [[stage]]
    kind = "generate"
    technique = "direct"
    count = 200
    # labels = "balanced"
    # difficulty = { easy = 0.3, medium = 0.5, hard = 0.2 }

    # From the examples of another stage; without "from", of the nearest before.
    [[stage]]
    kind = "augment"
    technique = "paraphrase"
    count = 100
    from = "generate"

    # Scores what the stages above bring while they bring it.
    [[stage]]
    kind = "judge"

    [[stage]]
    kind = "dedupe"

    # A queue for you: `assay`, then :sample.
    [[stage]]
    kind = "sample"
    count = 100
    by = "stratified"
    """
}
