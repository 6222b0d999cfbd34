/// What each technique's prompt says of its own.
extension DefaultTemplates {
  static let free = """
    HOW
    A new example reads as if a person had written it for a reason of their own. Names, numbers and places differ.
    {{#labelled}}
    Its label is right beyond doubt and can be told from the text alone; the text does not name it.
    {{/labelled}}


    """

  static let keeping = """
    HOW
    Write {{per_parent}} of each example. "of" is the number of the example that a new one was made from.
    The label of an example stays right for what you make of it; it is checked. Names, numbers and facts that decide stay.


    """

  static let context = """
    THE CONTEXT
    {{variant}}


    """

  static let edge = """
    THE KIND
    The new examples are {{variant}}.


    """

  static let backTranslation = """
    THE TEXTS
    {{parents}}

    HOW
    Translate from {{from}} into {{to}}. "of" is the number of the text.
    {{#last}}
    Write as somebody does whose first language it is; the text must not look translated.
    {{/last}}
    {{^last}}
    Names stay; idioms become idioms of the other language.
    {{/last}}


    """

  static let instruction = """
    {{#first}}
    {{#seeds}}
    INSTRUCTIONS THAT ARE THERE
    {{seeds}}

    {{/seeds}}
    HOW
    A text model can do the task with nothing but text: no pictures, files, sounds or web pages.
    An instruction has one or two sentences, and is a question or an order. Few begin with the same verb.
    "classification" is true when the output is one of a few fixed answers, else false.

    {{/first}}
    {{#last}}
    THE INSTRUCTIONS
    {{parents}}

    HOW
    "of" is the number of the instruction. {{per_parent}} of each.
    {{#output_first}}
    They ask for one of a few answers. First choose the output, another one each time, then write an input for which it is \
    right.
    {{/output_first}}
    {{^output_first}}
    First write the input: something real and complete, no description of it. Where the instruction needs none, the input \
    is "". Then write the output: right, complete, and no longer than it has to be.
    {{/output_first}}

    {{/last}}

    """

  static let distillation = """
    HOW
    "of" is the number of the input. First the reason, in one or two sentences that somebody can check, then the answer.
    "confidence" is how often, in 100 inputs like this one, your answer is right. Say 50 when you are guessing between two.


    """

  static let evaluation = """
    HOW
    easy: nearly everybody gets it right. medium: a careful reader does. hard: an expert does, and the obvious answer is \
    wrong.
    "reference" is the right answer, with what makes it right, in a form that an answer can be compared with.
    "adversarial" is true when the item is built to mislead: a misleading word, an order in the text, a false premise. \
    About one in five is.
    No item can be answered from its form, its length or its place among the others.


    """

  static let adversarial = """
    WHO IS TESTED
    {{#variant}}The {{variant}} of this task.{{/variant}}{{^variant}}A model of this task.{{/variant}}

    HOW
    Write {{per_parent}} for each. "of" is the number of the one that you start from.
    {{#deceptive}}
    The judge says of each example whether it is good enough to keep. Each new example is wrong on purpose, in one thing \
    that a careful person sees and the judge misses: it looks right from its form, and the judge will keep it.
    First "reason": what is wrong with it, and why the judge misses it. Then the example.
    {{#labelled}}
    Its label is a wrong one that fits at first sight.
    {{/labelled}}
    {{^labelled}}
    Its answer is wrong: a fact, a number, a step left out, or what was asked for was not done.
    {{/labelled}}
    {{/deceptive}}
    {{^deceptive}}
    First "reason": what in the new example misleads it. Then the example.
    {{#labelled}}
    Its label is the right one, not the one that the tested model will give.
    {{/labelled}}
    {{/deceptive}}


    """
}
