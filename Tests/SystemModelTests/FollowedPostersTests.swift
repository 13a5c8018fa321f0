import Simulator
import Testing
import Workloads

@testable import SystemModel

@Suite struct FollowedPostersTests {
  private func fresh(_ viewer: UserID, _ world: World) -> [String] {
    var followees = FolloweeList()
    world.graph.readFollowees(of: viewer, into: &followees)
    let buffer = ScratchBuffer<Poster>(capacity: SocialGraph.mostFollowees + 1)
    return names(world.catalogue.selectPosters(among: followees, into: buffer.items))
  }

  private func names(_ list: PosterList) -> [String] {
    (0..<list.count).map { "\(list.entries[$0].author.value) at \(list.entries[$0].position)" }
  }

  /// A ring that holds a few lists wraps all the time; whatever is remembered or forgotten, a list is the viewer's own.
  @Test(arguments: [(512, 4), (1_024, 64), (2_048, 2)]) func listsAreTheViewersOwn(_ ringSize: Int, _ lists: Int) {
    let world = World(SmallWorld.inputs(users: 3_000), seed: 7, replication: 0)
    let draws = Draws(seed: 8, replication: 0)
    var followed = FollowedPosters(ringSize: ringSize, rememberedLists: lists)
    var (posters, different) = (0, Set<[String]>())
    for read in 0..<1_500 as Range<UInt64> {
      let viewer = UserID(UInt32(draws.index(40, read)) * 71 + 3)
      let found = names(followed.read(viewer, world).posters)
      #expect(found == fresh(viewer, world), "ring of \(ringSize), read \(read)")
      posters += found.count
      different.insert(found)
    }
    #expect(
      posters > 6 * ringSize && different.count > 30, "the ring wrapped: \(posters) posters, \(different.count) lists")
  }
}
