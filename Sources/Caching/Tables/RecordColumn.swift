import Simulator

/// One more value per record of a table, at the record's number; grows with the table.
struct RecordColumn<Value: BitwiseCopyable>: ~Copyable {
  private var values: UnsafeMutablePointer<Value>
  private var capacity: Int

  init(expectedObjects: Int) {
    capacity = max(8, expectedObjects + 1)
    values = LargeMemory.allocate(Value.self, capacity: capacity)
  }

  deinit { values.deallocate() }

  @inline(__always) subscript(record: UInt32) -> Value {
    get { values[Int(record)] }
    nonmutating set { (values + Int(record)).initialize(to: newValue) }
  }

  /// Sets the value of a record that may be the table's first with this number.
  @inline(__always) mutating func start(_ record: UInt32, with value: Value) {
    if Int(record) >= capacity { grow(toHold: record) }
    (values + Int(record)).initialize(to: value)
  }

  @inline(never) private mutating func grow(toHold record: UInt32) {
    let larger = LargeMemory.allocate(Value.self, capacity: max(2 * capacity, Int(record) + 1))
    larger.moveInitialize(from: values, count: capacity)
    values.deallocate()
    values = larger
    capacity = max(2 * capacity, Int(record) + 1)
  }
}
