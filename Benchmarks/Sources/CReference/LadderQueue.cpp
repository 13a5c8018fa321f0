#include "Hold.hpp"
#include <algorithm>
#include <vector>

namespace {

constexpr uint32_t none = UINT32_MAX;
constexpr size_t threshold = 50;
constexpr size_t most_rungs = 8;

/// Ladder queue: Tang, Goh & Thng, TOMACS 15(3), 2005. Far events unsorted in `top`, then up to eight rungs of buckets, each
/// rung spread over one bucket of the rung above it, then at most about 50 sorted events in `bottom`.
/// Differs from the paper: `bottom` is a sorted array with the first event at its end, not a list, and bucket widths are integers.
struct LadderQueue {
  struct Node {
    reference_event event;
    uint32_t next;
  };

  struct Bucket {
    uint32_t head = none;
    uint32_t count = 0;
  };

  /// Buckets of `width` from `start` on; those before `current` are done.
  struct Rung {
    std::vector<Bucket> buckets;
    int64_t start = 0, width = 1;
    size_t current = 0, used = 0, count = 0;

    int64_t done_until() const { return start + int64_t(current) * width; }
  };

  std::vector<Node> nodes;
  uint32_t free_node = none;
  Bucket top;
  int64_t top_start = INT64_MIN, top_least = INT64_MAX, top_most = INT64_MIN;
  Rung rungs[most_rungs];
  size_t rung_count = 0;
  std::vector<reference_event> bottom;
  StepBudget budget;

  void grant(uint64_t events) { budget.grant(events); }
  bool exhausted() const { return budget.left == 0; }

  void insert(const reference_event &event) {
    if (event.time >= top_start) {
      top_least = std::min(top_least, event.time);
      top_most = std::max(top_most, event.time);
      push(top, new_node(event));
      return;
    }
    for (size_t index = 0; index < rung_count; index++) {
      if (event.time < rungs[index].done_until()) continue;
      budget.spend(index + 1);
      return add(rungs[index], new_node(event));
    }
    insert_bottom(event);
    if (bottom.size() > threshold && rung_count < most_rungs) spread_bottom();
  }

  reference_event pop() {
    while (bottom.empty() && !exhausted()) refill();
    if (bottom.empty()) return {INT64_MAX, 0, 0, 0, 0};
    reference_event first = bottom.back();
    bottom.pop_back();
    return first;
  }

  void refill() {
    if (rung_count == 0) {
      Bucket all = top;
      int64_t width = (top_most - top_least) / int64_t(all.count) + 1;
      top = {};
      spread(all, top_least, width, all.count);
      top_start = rungs[0].start + int64_t(rungs[0].used) * width;
      top_least = INT64_MAX;
      top_most = INT64_MIN;
      return;
    }
    Rung &rung = rungs[rung_count - 1];
    if (rung.count == 0) {
      rung_count--;
      return;
    }
    size_t first = rung.current;
    while (rung.buckets[rung.current].count == 0) rung.current++;
    Bucket bucket = rung.buckets[rung.current];
    int64_t start = rung.done_until();
    rung.buckets[rung.current++] = {};
    rung.count -= bucket.count;
    budget.spend(rung.current - first + bucket.count);
    if (bucket.count > threshold && rung_count < most_rungs && rung.width > 1) {
      int64_t width = (rung.width + int64_t(bucket.count) - 1) / int64_t(bucket.count);
      return spread(bucket, start, width, size_t((rung.width + width - 1) / width));
    }
    drain(bucket, [&](const reference_event &event) { bottom.push_back(event); });
    std::sort(bottom.begin(), bottom.end(),
              [](const reference_event &a, const reference_event &b) { return precedes(b, a); });
  }

  /// Puts a bucket's events on a new rung.
  void spread(Bucket bucket, int64_t start, int64_t width, size_t buckets) {
    Rung &rung = open_rung(start, width, buckets);
    for (uint32_t node = bucket.head; node != none;) {
      uint32_t next = nodes[node].next;
      add(rung, node);
      node = next;
    }
    budget.spend(bucket.count);
  }

  /// Too many sorted events: spreads them up to where the ladder above begins.
  void spread_bottom() {
    int64_t start = bottom.back().time;
    int64_t end = rung_count == 0 ? top_start : rungs[rung_count - 1].done_until();
    int64_t width = (end - start + int64_t(bottom.size()) - 1) / int64_t(bottom.size());
    if (width <= 1) return;
    Rung &rung = open_rung(start, width, size_t((end - start + width - 1) / width));
    for (const reference_event &event : bottom) add(rung, new_node(event));
    budget.spend(bottom.size());
    bottom.clear();
  }

  Rung &open_rung(int64_t start, int64_t width, size_t buckets) {
    Rung &rung = rungs[rung_count++];
    if (rung.buckets.size() < buckets) rung.buckets.resize(buckets);
    rung.start = start;
    rung.width = width;
    rung.current = 0;
    rung.used = buckets;
    rung.count = 0;
    return rung;
  }

  void add(Rung &rung, uint32_t node) {
    push(rung.buckets[size_t((nodes[node].event.time - rung.start) / rung.width)], node);
    rung.count++;
  }

  void push(Bucket &bucket, uint32_t node) {
    nodes[node].next = bucket.head;
    bucket.head = node;
    bucket.count++;
  }

  void insert_bottom(const reference_event &event) {
    size_t hole = bottom.size();
    bottom.push_back(event);
    uint64_t steps = 1;
    for (; hole > 0 && precedes(bottom[hole - 1], event); hole--, steps++) bottom[hole] = bottom[hole - 1];
    bottom[hole] = event;
    budget.spend(steps);
  }

  uint32_t new_node(const reference_event &event) {
    uint32_t node = free_node;
    if (node == none) {
      nodes.push_back({event, none});
      return uint32_t(nodes.size() - 1);
    }
    free_node = nodes[node].next;
    nodes[node].event = event;
    return node;
  }

  template <class Body> void drain(Bucket bucket, Body body) {
    for (uint32_t node = bucket.head; node != none;) {
      body(nodes[node].event);
      uint32_t next = nodes[node].next;
      nodes[node].next = free_node;
      free_node = node;
      node = next;
    }
  }
};

}  // namespace

ReferenceList *make_ladder(uint64_t steps_per_event) {
  auto *list = new HoldList<LadderQueue>;
  list->list.budget.per_event = steps_per_event;
  return list;
}
