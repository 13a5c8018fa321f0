#include "CReference.h"
#include <cmath>
#include <vector>

namespace {

/// xoshiro256++ of Blackman and Vigna, seeded by splitmix64.
struct Xoshiro256 {
  uint64_t state[4];

  explicit Xoshiro256(uint64_t seed) {
    for (uint64_t &word : state) {
      seed += 0x9E3779B97F4A7C15u;
      uint64_t z = (seed ^ seed >> 30) * 0xBF58476D1CE4E5B9u;
      z = (z ^ z >> 27) * 0x94D049BB133111EBu;
      word = z ^ z >> 31;
    }
  }

  static uint64_t rotate(uint64_t x, int k) { return x << k | x >> (64 - k); }

  uint64_t next() {
    uint64_t result = rotate(state[0] + state[3], 23) + state[0], t = state[1] << 17;
    state[2] ^= state[0];
    state[3] ^= state[1];
    state[1] ^= state[2];
    state[0] ^= state[3];
    state[2] ^= t;
    state[3] = rotate(state[3], 45);
    return result;
  }

  double exponential(double mean) { return -std::log((double(next() >> 11) + 0.5) * 0x1p-53) * mean; }
};

enum Kind { arrival, departure };

struct Event {
  double time;
  uint64_t sequence;
  Kind kind;

  bool operator<(const Event &other) const {
    return time < other.time || (time == other.time && sequence < other.sequence);
  }
};

/// Binary heap in a fixed array.
struct Heap {
  Event events[16];
  int count = 0;

  void push(const Event &event) {
    int hole = count++;
    while (hole > 0 && event < events[(hole - 1) / 2]) {
      events[hole] = events[(hole - 1) / 2];
      hole = (hole - 1) / 2;
    }
    events[hole] = event;
  }

  Event pop() {
    Event first = events[0], last = events[--count];
    int hole = 0;
    for (int child = 1; child < count; child = 2 * hole + 1) {
      if (child + 1 < count && events[child + 1] < events[child]) child++;
      if (!(events[child] < last)) break;
      events[hole] = events[child];
      hole = child;
    }
    events[hole] = last;
    return first;
  }
};

}  // namespace

reference_queue_result reference_single_server(uint64_t customers, double arrival_mean, double service_mean,
                                               uint64_t seed) {
  Xoshiro256 generator(seed);
  Heap heap;
  uint64_t sequence = 0, arrived = 0, left = 0, events = 0;
  std::vector<double> line(1 << 10);
  uint64_t head = 0, present = 0;
  double sojourn_sum = 0;
  heap.push({generator.exponential(arrival_mean), sequence++, arrival});
  while (left < customers) {
    Event event = heap.pop();
    events++;
    switch (event.kind) {
    case arrival:
      if (present == line.size()) {
        std::vector<double> larger(2 * line.size());
        for (uint64_t i = 0; i < present; i++) larger[i] = line[(head + i) & (line.size() - 1)];
        line.swap(larger);
        head = 0;
      }
      line[(head + present++) & (line.size() - 1)] = event.time;
      if (present == 1) heap.push({event.time + generator.exponential(service_mean), sequence++, departure});
      if (++arrived < customers) heap.push({event.time + generator.exponential(arrival_mean), sequence++, arrival});
      break;
    case departure:
      sojourn_sum += event.time - line[head];
      head = (head + 1) & (line.size() - 1);
      left++;
      if (--present > 0) heap.push({event.time + generator.exponential(service_mean), sequence++, departure});
      break;
    }
  }
  return {left, events, sojourn_sum / double(left)};
}
