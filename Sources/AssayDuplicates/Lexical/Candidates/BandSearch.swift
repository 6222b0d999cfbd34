import AssayParallel
import AssayText

/// Finds the pairs of items that share a band of their sketches and whose sketches do not rule them out.
///
/// Items with one band's hash are in one bucket. In a bucket of up to ``crowd`` items all pairs are looked at. In a
/// larger one each item is compared with the ``hubsOfCrowd`` oldest and with the ``neighboursInCrowd`` before it
/// only, so that m items cost 8m comparisons and not m²/2; what one bucket misses another band's may find. Rows of one
/// template meet in many middling buckets by chance: from buckets of more than ``small`` items no item gets more than
/// ``quota`` older partners in all.
/// ``LexicalSearch`` pairs the members of large families with their hub besides.
struct BandSearch {
  static let crowd = 64
  static let small = 8
  static let quota: UInt8 = 64
  static let hubsOfCrowd = 4
  static let neighboursInCrowd = 4
  private static let partitionBits: UInt64 = 6

  let sketches: SketchColumn
  /// Who takes part, ascending.
  let items: [Int32]
  let group: [UInt32]?
  let firstNew: Int
  let banding: LSHBanding
  let filter: SketchFilter
  let parallel: Parallel

  /// The pairs, sorted. `progress` is called after each band.
  func candidates(total: Int, progress: (_ band: Int) -> Void) throws -> [UInt64] {
    guard items.count > 1 else { return [] }
    let crowdedBands = SharedColumn<UInt64>(count: banding.bands <= 64 ? total : total * 2)
    let partners = SharedColumn<UInt8>(count: total)
    let found = Slots(count: parallel.threads) { CandidateList(count: items.count, partners: partners) }
    let entries = SharedColumn<UInt64>(count: items.count)
    let sorted = SharedColumn<UInt64>(count: items.count)
    for band in 0..<banding.bands {
      let ends = try partition(band, into: entries)
      try parallel.forEach(count: ends.count, part: 1) { thread, parts in
        let part = parts.lowerBound
        let start = part == 0 ? 0 : ends[part - 1]
        if ends[part] - start < 2 { return }
        let target = UnsafeMutableBufferPointer(start: sorted.start + start, count: ends[part] - start)
        UniformSort.sort(
          UnsafeBufferPointer(start: entries.start + start, count: target.count), into: target)
        collect(target, band: band, crowdedBands, &found[thread])
      }
      progress(band)
    }
    var result: [UInt64] = []
    result.reserveCapacity(found.all.reduce(0) { $0 + $1.pairs.count })
    for list in found.all { result += list.pairs }
    PackedPair.sortUnique(&result)
    return result
  }

  /// Puts (hash, item) of all items together by the upper bits of the hash, in the order of the items, and returns
  /// where each part ends. The rest of the hash is in the upper bits of an entry, the item below.
  private func partition(_ band: Int, into entries: SharedColumn<UInt64>) throws -> [Int] {
    let parts = 1 << Int(Self.partitionBits)
    let block = 1 << 14
    let blocks = (items.count + block - 1) / block
    let hashes = SharedColumn<UInt32>(count: items.count)
    let counts = SharedColumn<Int>(count: blocks * parts)
    try parallel.forEach(count: items.count, part: block) { _, range in
      let base = range.lowerBound / block * parts
      for index in range {
        let item = Int(items[index])
        var hash = banding.bandHash(band, of: sketches.sketch(item))
        if let group { hash = BandSearch.mixed(hash, group[item]) }
        hashes[index] = hash
        counts[base + Int(hash >> 26)] += 1
      }
    }
    var ends = [Int](repeating: 0, count: parts)
    var sum = 0
    for part in 0..<parts {
      for block in 0..<blocks {
        (counts[block * parts + part], sum) = (sum, sum + counts[block * parts + part])
      }
      ends[part] = sum
    }
    try parallel.forEach(count: items.count, part: block) { _, range in
      let base = range.lowerBound / block * parts
      for index in range {
        let place = base + Int(hashes[index] >> 26)
        let entry = UInt64(hashes[index]) << 32 | UInt64(UInt32(bitPattern: items[index]))
        entries[counts[place]] = entry << Self.partitionBits
        counts[place] += 1
      }
    }
    return ends
  }

  private static func mixed(_ hash: UInt32, _ group: UInt32) -> UInt32 {
    let value = (UInt64(group) << 32 | UInt64(hash)) &* 0x9e37_79b9_7f4a_7c15
    return UInt32(truncatingIfNeeded: (value ^ value >> 29) &* 0xbf58_476d_1ce4_e5b9 >> 32)
  }

  @inline(__always)
  private static func item(_ entry: UInt64) -> Int {
    Int(UInt32(truncatingIfNeeded: entry >> partitionBits))
  }

  /// Goes over the buckets of one part of a band.
  private func collect(
    _ entries: UnsafeMutableBufferPointer<UInt64>, band: Int, _ crowdedBands: SharedColumn<UInt64>,
    _ list: inout CandidateList
  ) {
    let keyShift = Self.partitionBits + 32
    var start = 0
    while start < entries.count {
      let key = entries[start] >> keyShift
      var end = start + 1
      while end < entries.count, entries[end] >> keyShift == key { end += 1 }
      if end - start > 1, Self.item(entries[end - 1]) >= firstNew {
        let bucket = UnsafeBufferPointer(rebasing: entries[start..<end])
        if bucket.count <= Self.crowd {
          collectAll(bucket, band, crowdedBands, &list)
        } else {
          collectSome(bucket, band, crowdedBands, &list)
        }
      }
      start = end
    }
  }

  private func collectAll(
    _ bucket: UnsafeBufferPointer<UInt64>, _ band: Int, _ crowdedBands: SharedColumn<UInt64>,
    _ list: inout CandidateList
  ) {
    for later in 1..<bucket.count {
      let second = Self.item(bucket[later])
      if second < firstNew { continue }
      for earlier in 0..<later {
        if bucket.count > Self.small, list.partners[second] >= Self.quota { break }
        let first = Self.item(bucket[earlier])
        if isOld(first, second, before: band, crowdedBands) { continue }
        if add(first, second, &list), bucket.count > Self.small { list.partners[second] += 1 }
      }
    }
  }

  private func collectSome(
    _ bucket: UnsafeBufferPointer<UInt64>, _ band: Int, _ crowdedBands: SharedColumn<UInt64>,
    _ list: inout CandidateList
  ) {
    for entry in bucket { markCrowded(Self.item(entry), band, crowdedBands) }
    for later in 1..<bucket.count {
      let second = Self.item(bucket[later])
      if second < firstNew { continue }
      let hubs = min(Self.hubsOfCrowd, later)
      for earlier in 0..<hubs { addFromCrowd(Self.item(bucket[earlier]), second, band, crowdedBands, &list) }
      for earlier in max(hubs, later - Self.neighboursInCrowd)..<max(hubs, later) {
        addFromCrowd(Self.item(bucket[earlier]), second, band, crowdedBands, &list)
      }
    }
  }

  @inline(__always)
  private func add(_ first: Int, _ second: Int, _ list: inout CandidateList) -> Bool {
    if let group, group[first] != group[second] { return false }
    if filter.admits(
      sketches.sketch(first), sketches.sketch(second), shingles: sketches.shingles[first],
      sketches.shingles[second])
    {
      list.pairs.append(PackedPair.pack(first, second))
      return true
    }
    return false
  }

  private func addFromCrowd(
    _ first: Int, _ second: Int, _ band: Int, _ crowdedBands: SharedColumn<UInt64>,
    _ list: inout CandidateList
  ) {
    if isOld(first, second, before: band, crowdedBands) { return }
    if list.isRepeated(PackedPair.pack(first, second)) { return }
    _ = add(first, second, &list)
  }

  /// Whether an earlier band has already looked at the pair for sure: both were in a bucket of it that was no crowd.
  @inline(__always)
  private func isOld(
    _ first: Int, _ second: Int, before band: Int, _ crowdedBands: SharedColumn<UInt64>
  ) -> Bool {
    let rows = banding.rows
    let (left, right) = (UnsafeRawPointer(sketches.sketch(first)), UnsafeRawPointer(sketches.sketch(second)))
    let mask: UInt64 = rows >= 8 ? .max : (1 << UInt64(rows * 8)) - 1
    for earlier in 0..<band {
      let offset = earlier * rows
      let difference =
        left.loadUnaligned(fromByteOffset: offset, as: UInt64.self)
        ^ right.loadUnaligned(fromByteOffset: offset, as: UInt64.self)
      if UInt64(littleEndian: difference) & mask != 0 { continue }
      if rows > 8, !isEqual(left + offset, right + offset, count: rows) { continue }
      // Equal rows make equal hashes, so both were in that bucket.
      if !isCrowded(second, earlier, crowdedBands) { return true }
    }
    return false
  }

  private func isEqual(_ left: UnsafeRawPointer, _ right: UnsafeRawPointer, count: Int) -> Bool {
    for offset in 8..<count
    where left.load(fromByteOffset: offset, as: UInt8.self)
      != right.load(fromByteOffset: offset, as: UInt8.self)
    {
      return false
    }
    return true
  }

  /// Two words of bits for each item; bands after the 127th share the last bit and count as crowds.
  @inline(__always)
  private func place(_ item: Int, _ band: Int) -> (word: Int, bit: UInt64) {
    if banding.bands <= 64 { return (item, 1 << UInt64(band)) }
    let band = min(band, 127)
    return (item * 2 + band >> 6, 1 << UInt64(band & 63))
  }

  private func markCrowded(_ item: Int, _ band: Int, _ crowdedBands: SharedColumn<UInt64>) {
    let (word, bit) = place(item, band)
    crowdedBands[word] |= bit
  }

  @inline(__always)
  private func isCrowded(_ item: Int, _ band: Int, _ crowdedBands: SharedColumn<UInt64>) -> Bool {
    if band >= 127 { return true }
    let (word, bit) = place(item, band)
    return crowdedBands[word] & bit != 0
  }
}
