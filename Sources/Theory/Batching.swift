/// Jobs of a Poisson stream that wait for their batch to close. Times in seconds, rate per second.
public enum Batching {
  /// The batch closes with its `size`-th job: the k-th job waits for size − k more. Mean (size − 1) / 2λ.
  public static func meanWaitUntilFull(size: Int, arrivalRate: Double) -> Double {
    precondition(size >= 1 && arrivalRate > 0, "needs size ≥ 1 and rate > 0, got \(size) and \(arrivalRate)")
    return Double(size - 1) / (2 * arrivalRate)
  }

  /// The batch closes a fixed time T after its first job: that one waits T, the λT others T/2 on average.
  public static func meanWaitUntilDue(after time: Double, arrivalRate: Double) -> Double {
    precondition(time >= 0 && arrivalRate > 0, "needs time ≥ 0 and rate > 0, got \(time) and \(arrivalRate)")
    let others = arrivalRate * time
    return time * (1 + others / 2) / (1 + others)
  }
}
