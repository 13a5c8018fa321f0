import Simulator

/// The entity of a session's draws: the same in every variant, whatever else the run does.
enum SessionKey {
  @inline(__always) static func entity(_ user: UserID, _ session: UInt64) -> UInt64 {
    Draws.mix(session &+ 0x9E37_79B9_7F4A_7C15) ^ UInt64(user.value)
  }
}
