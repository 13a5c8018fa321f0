import Simulator

/// All keys of a parameter structure, ready for reading, printing, the schema and the reference page.
public struct ParameterTable<Root: ParameterSet>: Sendable {
  public let fields: [ParameterField<Root>]
  let tree: KeyTree
  /// Counts N that are written `1/N`, such as a slice.
  private let reciprocals: Set<String>

  public init(reciprocals: Set<String> = []) {
    fields = Root.fields
    var tree = KeyTree()
    for (index, field) in fields.enumerated() { tree.insert(field.path.split(separator: "."), field: index) }
    self.tree = tree
    self.reciprocals = reciprocals
  }

  public func isReciprocal(_ field: Int) -> Bool { reciprocals.contains(fields[field].path) }

  /// The canonical text of one key's value.
  public func text(_ field: Int, in root: Root) -> String { text(fields[field].read(root), field) }

  func text(_ quantity: Quantity, _ field: Int) -> String {
    if isReciprocal(field), case .count(let divisor) = quantity { return "1/\(divisor)" }
    return quantity.text
  }

  /// Reads one value; `50 %`, `200 ms` and, for keys of that form, `1/20`.
  func parse(_ text: String, _ field: Int) throws(QuantityProblem) -> Quantity {
    let domain = fields[field].domain
    guard isReciprocal(field), text.contains("/") else { return try QuantityParser.parse(text, domain) }
    guard text.hasPrefix("1/") else {
      throw QuantityProblem(message: "\(quoted(text)) is not a share of the form 1/N", hint: "write for example '1/20'")
    }
    return try QuantityParser.parse(String(text.dropFirst(2)), domain)
  }

  /// The settings that turn `base` into `changed`, in order of declaration.
  func changes(from base: Root, to changed: Root) -> [Assignment] {
    fields.indices.compactMap { index in
      let quantity = fields[index].read(changed)
      return quantity == fields[index].read(base) ? nil : Assignment(field: index, quantity: quantity)
    }
  }

  func apply(_ assignments: [Assignment], to root: inout Root) {
    for assignment in assignments { fields[assignment.field].write(&root, assignment.quantity) }
  }
}

/// One key set to a value.
struct Assignment: Sendable {
  var field: Int
  var quantity: Quantity
}
