/// A rule that is chosen at run time: one switch per call leads to it.
struct ChosenRule<Table: ObjectTable & ~Copyable>: AdmissionRule, ~Copyable {
  typealias Key = Table.Key

  private enum Rule {
    case all
    case secondHit(UnsafeMutablePointer<SecondHit<Key>>)
    case sizeThreshold(UnsafeMutablePointer<SizeThreshold<Key>>)
    case adaptSize(UnsafeMutablePointer<AdaptSize<Table>>)
    case tinyLFU(UnsafeMutablePointer<TinyLFU<Key>>)
  }

  private let rule: Rule

  init(_ limits: CacheLimits) { self.init(.all, limits) }

  init(_ name: AdmissionName, _ limits: CacheLimits) {
    switch name {
    case .all: rule = .all
    case .secondHit: rule = .secondHit(placed(SecondHit(limits)))
    case .sizeThreshold: rule = .sizeThreshold(placed(SizeThreshold(limits)))
    case .adaptSize: rule = .adaptSize(placed(AdaptSize(limits)))
    case .tinyLFU: rule = .tinyLFU(placed(TinyLFU(limits)))
    }
  }

  deinit {
    switch rule {
    case .all: break
    case .secondHit(let place): free(place)
    case .sizeThreshold(let place): free(place)
    case .adaptSize(let place): free(place)
    case .tinyLFU(let place): free(place)
    }
  }

  var admitsAll: Bool {
    if case .all = rule { true } else { false }
  }

  func observe(_ request: CacheRequest<Key>) {
    switch rule {
    case .all, .secondHit, .sizeThreshold: break
    case .adaptSize(let place): place.pointee.observe(request)
    case .tinyLFU(let place): place.pointee.observe(request)
    }
  }

  func admits(_ request: CacheRequest<Key>, storedBytes: Int64, nextToLeave: @autoclosure () -> Key?) -> Bool {
    switch rule {
    case .all: true
    case .secondHit(let place):
      place.pointee.admits(request, storedBytes: storedBytes, nextToLeave: nextToLeave())
    case .sizeThreshold(let place):
      place.pointee.admits(request, storedBytes: storedBytes, nextToLeave: nextToLeave())
    case .adaptSize(let place):
      place.pointee.admits(request, storedBytes: storedBytes, nextToLeave: nextToLeave())
    case .tinyLFU(let place):
      place.pointee.admits(request, storedBytes: storedBytes, nextToLeave: nextToLeave())
    }
  }
}

/// Moves an item into memory of its own.
func placed<Item: ~Copyable>(_ item: consuming Item) -> UnsafeMutablePointer<Item> {
  let place = UnsafeMutablePointer<Item>.allocate(capacity: 1)
  place.initialize(to: item)
  return place
}

func free<Item: ~Copyable>(_ place: UnsafeMutablePointer<Item>) {
  place.deinitialize(count: 1)
  place.deallocate()
}
