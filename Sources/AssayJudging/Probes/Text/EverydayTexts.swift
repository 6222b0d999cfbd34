/// Short texts about everyday life, to stand where they do not belong.
enum EverydayTexts {
  static let all = [
    "How long should I boil eggs so that the yolk stays soft?",
    "My tomato plants have yellow leaves at the bottom, what are they missing?",
    "Which hiking trail has the best view of the waterfall?",
    "Can you recommend a novel for a rainy weekend?",
    "The goalkeeper twisted his ankle before half-time.",
    "What is the difference between a violin and a viola?",
    "How often do I have to water an orchid in winter?",
    "Our neighbour's cat sleeps on the roof of the garden shed.",
    "Is it true that whales sing to each other under water?",
    "Which paint is suitable for a wooden fence?",
    "How do I get chewing gum out of a woollen carpet?",
    "My bicycle chain squeaks when I ride uphill.",
    "When do the cherry trees blossom in Kyoto?",
    "How many players are there in a volleyball team?",
    "The soup needs a little more pepper and some parsley.",
    "Why does bread go stale faster in the fridge?",
    "What should a beginner on the piano practise first?",
    "The museum shows dinosaur skeletons until the end of spring.",
    "How do I teach my puppy to come when I whistle?",
    "Does the moon look the same from Australia?",
    "Which knots does a sailor need most?",
    "I would like to knit a scarf for my grandmother.",
    "How deep do tulip bulbs have to be planted?",
    "The choir rehearses in the church on Thursdays.",
  ]
}
