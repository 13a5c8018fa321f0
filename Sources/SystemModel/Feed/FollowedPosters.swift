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

  private let ringSize: Int
  private let rememberedLists: Int
  private var followees = FolloweeList()
  private var ring: ScratchBuffer<Poster>
  private var remembered: UnsafeMutablePointer<Remembered>
  /// Places of the ring ever taken, those skipped at its end too.
  private var taken = 0

  /// Sizes are powers of two; a list of more than `ringSize` posters traps.
  init(ringSize: Int = 1 << 17, rememberedLists: Int = 1 << 11) {
    self.ringSize = ringSize
    self.rememberedLists = rememberedLists
    ring = ScratchBuffer(capacity: ringSize)
    remembered = .allocate(capacity: rememberedLists)
    let none = List(posters: PosterList(emptyAt: ring.items), celebrities: 0)
    remembered.initialize(repeating: Remembered(start: -ringSize - 1, list: none), count: rememberedLists)
  }

  deinit { remembered.deallocate() }

  mutating func read(_ viewer: UserID, _ world: World) -> List {
    let place = remembered + Int(viewer.value) & (rememberedLists - 1)
    if place.pointee.viewer == viewer && place.pointee.start + ringSize > taken { return place.pointee.list }
    world.graph.readFollowees(of: viewer, into: &followees)
    let start = take(followees.count + 1)
    let entries = ring.items + start & (ringSize - 1)
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
    precondition(room <= ringSize, "a list of \(room) posters does not fit")
    let offset = taken & (ringSize - 1)
    return offset + room > ringSize ? taken + ringSize - offset : taken
  }
}
