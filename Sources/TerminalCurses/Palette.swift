/// The colours behind the 256 palette numbers, as xterm defines them. A person's terminal may show the
/// first 16 differently; as a measure of nearness these are the best guess.
enum Palette {
  struct RGB: Hashable {
    var red: Int
    var green: Int
    var blue: Int
  }

  private static let named: [RGB] = [
    RGB(red: 0, green: 0, blue: 0), RGB(red: 205, green: 0, blue: 0), RGB(red: 0, green: 205, blue: 0),
    RGB(red: 205, green: 205, blue: 0), RGB(red: 0, green: 0, blue: 238), RGB(red: 205, green: 0, blue: 205),
    RGB(red: 0, green: 205, blue: 205), RGB(red: 229, green: 229, blue: 229),
    RGB(red: 127, green: 127, blue: 127), RGB(red: 255, green: 0, blue: 0), RGB(red: 0, green: 255, blue: 0),
    RGB(red: 255, green: 255, blue: 0), RGB(red: 92, green: 92, blue: 255),
    RGB(red: 255, green: 0, blue: 255), RGB(red: 0, green: 255, blue: 255),
    RGB(red: 255, green: 255, blue: 255),
  ]

  /// The steps of the 6x6x6 colour cube.
  private static let steps = [0, 95, 135, 175, 215, 255]

  static func rgb(_ index: Int) -> RGB {
    if index < 16 { return named[index] }
    if index >= 232 {
      let level = 8 + 10 * (index - 232)
      return RGB(red: level, green: level, blue: level)
    }
    let cube = index - 16
    return RGB(red: steps[cube / 36], green: steps[cube / 6 % 6], blue: steps[cube % 6])
  }

  /// The nearest of the cube and the greys. The first 16 are left out: their look is not known.
  static func nearestOf256(_ color: RGB) -> Int {
    nearest(color, in: 16..<256)
  }

  static func nearestOf16(_ color: RGB) -> Int {
    nearest(color, in: 0..<16)
  }

  private static func nearest(_ color: RGB, in indices: Range<Int>) -> Int {
    var best = indices.lowerBound
    var least = Int.max
    for index in indices {
      let distance = squaredDistance(rgb(index), color)
      if distance < least {
        least = distance
        best = index
      }
    }
    return best
  }

  private static func squaredDistance(_ left: RGB, _ right: RGB) -> Int {
    let red = left.red - right.red
    let green = left.green - right.green
    let blue = left.blue - right.blue
    return red * red + green * green + blue * blue
  }
}
