/// A user: 0 ..< users. The number is also the user's rank by followers, so user 0 has the most.
public struct UserID: Hashable, Comparable, Sendable {
  public var value: UInt32

  @inlinable public init(_ value: UInt32) { self.value = value }

  @inlinable public static func < (a: UserID, b: UserID) -> Bool { a.value < b.value }
}
