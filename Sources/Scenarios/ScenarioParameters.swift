import Simulator
import SystemModel
import Workloads

/// Every parameter of a run: the root of the scenario file's keys.
public struct ScenarioParameters: ParameterSet {
  public var run = RunParameters()

  public init() {}

  public static let fields: [ParameterField<ScenarioParameters>] = RunParameters.fields("run", in: \.run)

  public static let table = ParameterTable<ScenarioParameters>(reciprocals: ["run.slice"])
}
