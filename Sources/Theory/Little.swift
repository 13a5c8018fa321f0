/// L = λ·W, for any system in steady state, whatever is inside. Little 1961.
public enum Little {
  public static func meanNumber(throughput: Double, meanTime: Double) -> Double { throughput * meanTime }
  public static func meanTime(meanNumber: Double, throughput: Double) -> Double { meanNumber / throughput }
  public static func throughput(meanNumber: Double, meanTime: Double) -> Double { meanNumber / meanTime }
}
