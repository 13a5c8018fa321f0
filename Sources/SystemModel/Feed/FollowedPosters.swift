import Simulator
import Workloads

/// Who of a viewer's followees posts, read from the graph. The lists read last are remembered: the feed and the tray of a
/// session need the same one within milliseconds, and it is the dearest part of both. A list depends on the viewer only, so
/// what is remembered changes no result.
struct FollowedPosters: ~Copyable {
  /// Good until the next read.
  struct List {
    var posters: PosterList
    /// Celebrities among the followees, posting or not.
    var celebrities: Int
  }

  private struct Remembered {
    var viewer = UserID(.max)
    /// Posters written before it, in all.
    var start = 0
    var list: List
  }

  private static var ringSize: Int { 1 << 17 }
  private static var rememberedLists: Int { 1 << 11 }

  private var followees = FolloweeList()
  private var ring = ScratchBuffer<Poster>(capacity: ringSize)
  private var remembered: UnsafeMutablePointer<Remembered>
  /// Places of the ring ever taken, those skipped at its end too.
  private var taken = 0

  init() {
    remembered = .allocate(capacity: Self.rememberedLists)
    let none = List(posters: PosterList(emptyAt: ring.items), celebrities: 0)
    remembered.initialize(repeating: Remembered(start: -Self.ringSize - 1, list: none), count: Self.rememberedLists)
  }

  deinit { remembered.deallocate() }

  mutating func read(_ viewer: UserID, _ world: World) -> List {
    let place = remembered + Int(viewer.value) & (Self.rememberedLists - 1)
    if place.pointee.viewer == viewer && place.pointee.start + Self.ringSize > taken { return place.pointee.list }
    world.graph.readFollowees(of: viewer, into: &followees)
    let start = take(followees.count + 1)
    let entries = ring.items + start & (Self.ringSize - 1)
    let posters = world.catalogue.selectPosters(among: followees, into: entries)
    var celebrities = 0
    for index in 0..<followees.count { celebrities &+= followees.authors[index] < world.celebrities ? 1 : 0 }
    let list = List(posters: posters, celebrities: celebrities)
    place.pointee = Remembered(viewer: viewer, start: start, list: list)
    taken = start + posters.count
    return list
  }

  /// The next place of the ring with `room` behind it; all lists that the room may overwrite are forgotten.
  private mutating func take(_ room: Int) -> Int {
    precondition(room <= Self.ringSize, "a list of \(room) posters does not fit")
    let offset = taken & (Self.ringSize - 1)
    return offset + room > Self.ringSize ? taken + Self.ringSize - offset : taken
  }
}
