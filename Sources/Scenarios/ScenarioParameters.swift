import Simulator
import SystemModel
import Workloads

/// Every parameter of a run: the root of the scenario file's keys.
public struct ScenarioParameters: ParameterSet {
  public var run = RunParameters()
  public var population = PopulationParameters()
  public var graph = GraphParameters()
  public var geography = GeographyParameters()
  public var load = LoadParameters()
  public var session = SessionParameters()
  public var platform = PlatformParameters()

  public init() {}

  public static let fields: [ParameterField<ScenarioParameters>] =
    RunParameters.fields("run", in: \.run)
    + PopulationParameters.fields("population", in: \.population)
    + GraphParameters.fields("population.graph", in: \.graph)
    + GeographyParameters.fields("regions", in: \.geography)
    + LoadParameters.fields("load", in: \.load)
    + SessionParameters.fields("session", in: \.session)
    + PlatformParameters.fields("system", in: \.platform)

  /// The keys as scenario files write them.
  public static let table = ParameterTable<ScenarioParameters>(reciprocals: ["run.slice"])
}
