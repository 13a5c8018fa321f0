/// Sixteen numbers that go through a bijection together.
struct StubBlock {
  static let lanes = 16

  var numbers = InlineArray<16, UInt64>(repeating: 0)
}

/// Halves of the numbers of a block, in columns.
private struct HalfBlock {
  var left = InlineArray<16, UInt32>(repeating: 0)
  var right = InlineArray<16, UInt32>(repeating: 0)
}

/// Round by round over all lanes, which the compiler turns into vector code.
extension FeistelBijection {
  /// Images of `first`, `first` + 1, …, of which the first `count` (at most 16) must lie in the domain; other lanes hold
  /// anything.
  func forward(from first: UInt64, count: Int) -> StubBlock {
    var half = HalfBlock()
    let (left, right) = split(first)
    for lane in 0..<StubBlock.lanes {
      let next = right &+ UInt32(truncatingIfNeeded: lane)
      let carries = next >= rightRadix
      half.left[unchecked: lane] = carries ? left &+ 1 : left
      half.right[unchecked: lane] = carries ? next &- rightRadix : next
    }
    if rightRadix < 16 { half = splitOneByOne(first, count) }
    permute(&half)
    return walked(half, count) { forward($0) }
  }

  /// Images of the first `count` lanes under this bijection's inverse.
  func inverse(_ block: StubBlock, count: Int) -> StubBlock {
    var half = HalfBlock()
    for lane in 0..<StubBlock.lanes {
      (half.left[unchecked: lane], half.right[unchecked: lane]) = split(block.numbers[unchecked: lane])
    }
    var round = rounds
    while round > 0 {
      round &-= 2
      let (key, nextKey) = (keys[unchecked: round], keys[unchecked: round &+ 1])
      for lane in 0..<StubBlock.lanes {
        half.right[unchecked: lane] = subtractModulo(
          half.right[unchecked: lane], scramble(half.left[unchecked: lane], nextKey), rightRadix)
      }
      for lane in 0..<StubBlock.lanes {
        half.left[unchecked: lane] = subtractModulo(
          half.left[unchecked: lane], scramble(half.right[unchecked: lane], key), leftRadix)
      }
    }
    return walked(half, count) { inverse($0) }
  }

  /// Preimages of one number under sixteen bijections of this shape; `columns` holds sixteen keys for each round in turn.
  /// Not walked: a lane at or above the domain has left it.
  func inverses(of image: UInt64, keys columns: UnsafePointer<UInt32>) -> StubBlock {
    var half = HalfBlock()
    let (left, right) = split(image)
    for lane in 0..<StubBlock.lanes {
      half.left[unchecked: lane] = left
      half.right[unchecked: lane] = right
    }
    var round = rounds
    while round > 0 {
      round &-= 2
      let key = columns + round &* StubBlock.lanes
      let nextKey = key + StubBlock.lanes
      for lane in 0..<StubBlock.lanes {
        half.right[unchecked: lane] = subtractModulo(
          half.right[unchecked: lane], scramble(half.left[unchecked: lane], nextKey[lane]), rightRadix)
      }
      for lane in 0..<StubBlock.lanes {
        half.left[unchecked: lane] = subtractModulo(
          half.left[unchecked: lane], scramble(half.right[unchecked: lane], key[lane]), leftRadix)
      }
    }
    return joined(half)
  }

  @inline(__always) private func permute(_ half: inout HalfBlock) {
    var round = 0
    while round < rounds {
      let (key, nextKey) = (keys[unchecked: round], keys[unchecked: round &+ 1])
      for lane in 0..<StubBlock.lanes {
        half.left[unchecked: lane] = addModulo(
          half.left[unchecked: lane], scramble(half.right[unchecked: lane], key), leftRadix)
      }
      for lane in 0..<StubBlock.lanes {
        half.right[unchecked: lane] = addModulo(
          half.right[unchecked: lane], scramble(half.left[unchecked: lane], nextKey), rightRadix)
      }
      round &+= 2
    }
  }

  /// For domains so small that sixteen neighbours span several rows.
  private func splitOneByOne(_ first: UInt64, _ count: Int) -> HalfBlock {
    var half = HalfBlock()
    for lane in 0..<count { (half.left[lane], half.right[lane]) = split(first + UInt64(lane)) }
    return half
  }

  @inline(__always) private func joined(_ half: HalfBlock) -> StubBlock {
    var block = StubBlock()
    for lane in 0..<StubBlock.lanes {
      block.numbers[unchecked: lane] = join(half.left[unchecked: lane], half.right[unchecked: lane])
    }
    return block
  }

  @inline(__always) private func walked(_ half: HalfBlock, _ count: Int, _ step: (UInt64) -> UInt64) -> StubBlock {
    var block = joined(half)
    for lane in 0..<count where block.numbers[unchecked: lane] >= domain {
      block.numbers[unchecked: lane] = step(block.numbers[unchecked: lane])
    }
    return block
  }
}
