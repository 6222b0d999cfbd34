/// A hash table from byte strings to numbers, with open addressing. Two texts are equal when their bytes are.
struct ByteStringTable: Sendable {
  private struct Slot {
    var hash: UInt32
    var value: Int32
    var start: UInt32
    /// 0 marks a free slot, so lengths are kept plus one.
    var lengthPlusOne: UInt32
  }

  private var slots: [Slot]
  private var arena: [UInt8] = []
  private(set) var count = 0
  private var mask: Int

  init(capacity: Int) {
    var size = 16
    while size < capacity * 2 { size *= 2 }
    slots = Array(repeating: Slot(hash: 0, value: 0, start: 0, lengthPlusOne: 0), count: size)
    mask = size - 1
  }

  @inline(__always)
  static func hash(_ key: UnsafeBufferPointer<UInt8>) -> UInt32 {
    var state: UInt64 = 0x9e37_79b9_7f4a_7c15 ^ UInt64(truncatingIfNeeded: key.count)
    let raw = UnsafeRawBufferPointer(key)
    var place = 0
    while place + 8 <= raw.count {
      state = (state ^ raw.loadUnaligned(fromByteOffset: place, as: UInt64.self)) &* 0xff51_afd7_ed55_8ccd
      state ^= state >> 32
      place += 8
    }
    var rest: UInt64 = 0
    while place < raw.count {
      rest = rest << 8 | UInt64(raw[place])
      place += 1
    }
    state = (state ^ rest) &* 0xc4ce_b9fe_1a85_ec53
    return UInt32(truncatingIfNeeded: state >> 32)
  }

  @inline(__always)
  func value(_ key: UnsafeBufferPointer<UInt8>) -> Int32? { value(key, hash: Self.hash(key)) }

  @inline(__always)
  func value(_ key: UnsafeBufferPointer<UInt8>, hash: UInt32) -> Int32? {
    slots.withUnsafeBufferPointer { slots in
      arena.withUnsafeBufferPointer { arena in
        var index = Int(hash) & mask
        while true {
          let slot = slots[index]
          if slot.lengthPlusOne == 0 { return nil }
          if slot.hash == hash, Int(slot.lengthPlusOne) == key.count + 1,
            Self.equal(arena.baseAddress! + Int(slot.start), key)
          {
            return slot.value
          }
          index = (index + 1) & mask
        }
      }
    }
  }

  func value(_ key: some Collection<UInt8>) -> Int32? { Array(key).withUnsafeBufferPointer { value($0) } }

  /// Sets the value of a key; the last one counts.
  mutating func set(_ key: UnsafeBufferPointer<UInt8>, hash: UInt32, to value: Int32) {
    if arena.isEmpty { arena.append(0) }  // So that the arena has an address for an empty key.
    var index = Int(hash) & mask
    while slots[index].lengthPlusOne != 0 {
      let slot = slots[index]
      if slot.hash == hash, Int(slot.lengthPlusOne) == key.count + 1,
        arena.withUnsafeBufferPointer({ Self.equal($0.baseAddress! + Int(slot.start), key) })
      {
        slots[index].value = value
        return
      }
      index = (index + 1) & mask
    }
    slots[index] = Slot(
      hash: hash, value: value, start: UInt32(arena.count), lengthPlusOne: UInt32(key.count + 1))
    arena.append(contentsOf: key)
    count += 1
    if count * 4 > slots.count * 3 { grow() }
  }

  mutating func set(_ key: some Collection<UInt8>, to value: Int32) {
    Array(key).withUnsafeBufferPointer { set($0, hash: Self.hash($0), to: value) }
  }

  private mutating func grow() {
    let old = slots
    slots = Array(repeating: Slot(hash: 0, value: 0, start: 0, lengthPlusOne: 0), count: old.count * 2)
    mask = slots.count - 1
    for slot in old where slot.lengthPlusOne != 0 {
      var index = Int(slot.hash) & mask
      while slots[index].lengthPlusOne != 0 { index = (index + 1) & mask }
      slots[index] = slot
    }
  }

  @inline(__always)
  private static func equal(_ stored: UnsafePointer<UInt8>, _ key: UnsafeBufferPointer<UInt8>) -> Bool {
    var place = 0
    let left = UnsafeRawPointer(stored)
    guard let base = key.baseAddress else { return true }
    let right = UnsafeRawPointer(base)
    while place + 8 <= key.count {
      if left.loadUnaligned(fromByteOffset: place, as: UInt64.self)
        != right.loadUnaligned(fromByteOffset: place, as: UInt64.self)
      {
        return false
      }
      place += 8
    }
    while place < key.count {
      if left.load(fromByteOffset: place, as: UInt8.self) != right.load(fromByteOffset: place, as: UInt8.self)
      {
        return false
      }
      place += 1
    }
    return true
  }
}
