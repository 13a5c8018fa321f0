#include "Hold.hpp"
#include <algorithm>
#include <vector>

namespace {

constexpr uint32_t none = UINT32_MAX;

/// Calendar queue: Brown, CACM 31(10), 1988. One sorted list per day, as many days as events within a factor of two, and
/// three times the mean separation of the next 25 events as the length of a day. Events are pooled and linked by number.
struct CalendarQueue {
  struct Node {
    reference_event event;
    uint32_t next;
  };

  std::vector<Node> nodes;
  uint32_t free_node = none;
  std::vector<uint32_t> days = std::vector<uint32_t>(2, none);
  int64_t day_length = 1;
  /// Day of the last event popped, counted from time 0 without wrapping.
  int64_t today = 0;
  int64_t last_popped = 0;
  size_t count = 0;
  bool resizable = true;
  StepBudget budget;

  void grant(uint64_t events) { budget.grant(events); }
  bool exhausted() const { return budget.left == 0; }

  void insert(const reference_event &event) {
    uint32_t node = free_node;
    if (node == none) {
      node = uint32_t(nodes.size());
      nodes.push_back({event, none});
    } else {
      free_node = nodes[node].next;
      nodes[node].event = event;
    }
    link(node);
    count++;
    if (count > 2 * days.size()) resize(2 * days.size());
  }

  reference_event pop() {
    uint32_t node = unlink_first();
    reference_event event = nodes[node].event;
    nodes[node].next = free_node;
    free_node = node;
    count--;
    if (days.size() > 2 && count < days.size() / 2) resize(days.size() / 2);
    return event;
  }

  void link(uint32_t node) {
    const reference_event &event = nodes[node].event;
    uint32_t *place = &days[size_t(event.time / day_length) & (days.size() - 1)];
    uint64_t steps = 1;
    for (; *place != none && precedes(nodes[*place].event, event); steps++) place = &nodes[*place].next;
    budget.spend(steps);
    nodes[node].next = *place;
    *place = node;
  }

  /// Looks through one year from today on; after an empty year, takes the earliest event of all days.
  uint32_t unlink_first() {
    size_t mask = days.size() - 1;
    for (size_t step = 0; step <= mask; step++) {
      uint32_t &head = days[size_t(today + int64_t(step)) & mask];
      if (head != none && nodes[head].event.time / day_length <= today + int64_t(step)) {
        budget.spend(step + 1);
        return take(head);
      }
    }
    size_t earliest = 0;
    for (size_t day = 0; day <= mask; day++) {
      if (days[day] == none) continue;
      if (days[earliest] == none || precedes(nodes[days[day]].event, nodes[days[earliest]].event)) earliest = day;
    }
    budget.spend(2 * days.size());
    return take(days[earliest]);
  }

  uint32_t take(uint32_t &head) {
    uint32_t node = head;
    head = nodes[node].next;
    last_popped = nodes[node].event.time;
    today = last_popped / day_length;
    return node;
  }

  void resize(size_t size) {
    if (!resizable) return;
    day_length = sampled_day_length();
    today = last_popped / day_length;
    std::vector<uint32_t> old(size, none);
    old.swap(days);
    for (uint32_t head : old) {
      while (head != none && !exhausted()) {
        uint32_t next = nodes[head].next;
        link(head);
        head = next;
      }
    }
  }

  /// Takes out the next events and puts them back: the mean separation, again without those above twice the mean, times 3.
  /// Where ties leave nothing of the second mean, the first one counts (not in the paper).
  int64_t sampled_day_length() {
    size_t samples = count <= 5 ? count : std::min<size_t>(25, 5 + count / 10);
    if (samples < 2) return day_length;
    resizable = false;
    int64_t popped_before = last_popped, today_before = today;
    uint32_t taken[25];
    for (size_t i = 0; i < samples; i++) taken[i] = unlink_first();
    auto separation = [&](size_t i) { return nodes[taken[i]].event.time - nodes[taken[i - 1]].event.time; };
    double mean = double(nodes[taken[samples - 1]].event.time - nodes[taken[0]].event.time) / double(samples - 1);
    double sum = 0;
    size_t kept = 0;
    for (size_t i = 1; i < samples; i++) {
      if (double(separation(i)) > 2 * mean) continue;
      sum += double(separation(i));
      kept++;
    }
    last_popped = popped_before;
    today = today_before;
    for (size_t i = 0; i < samples; i++) link(taken[i]);
    resizable = true;
    return std::max<int64_t>(1, int64_t(3 * (sum > 0 ? sum / double(kept) : mean)));
  }
};

}  // namespace

ReferenceList *make_calendar(uint64_t steps_per_event) {
  auto *list = new HoldList<CalendarQueue>;
  list->list.budget.per_event = steps_per_event;
  return list;
}
