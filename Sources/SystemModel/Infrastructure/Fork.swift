import Simulator

/// When the branches of a fork return. The last one is critical; by how much it lags the median branch is the price of
/// the straggler. Branches beyond `capacity` are not looked at.
struct Fork<let capacity: Int> {
  private var returnsAt = InlineArray<capacity, SimTime>(repeating: .zero)
  private var count = 0

  /// Keeps the instants in order.
  mutating func add(_ time: SimTime) {
    if count == capacity { return }
    var place = count
    while place > 0, returnsAt[place - 1] > time {
      returnsAt[place] = returnsAt[place - 1]
      place -= 1
    }
    returnsAt[place] = time
    count += 1
  }

  /// The last instant less the (lower) median one; zero without a second branch.
  var straggling: SimDuration {
    mutating get { count < 2 ? .zero : returnsAt[count - 1] - returnsAt[(count - 1) / 2] }
  }
}
