#include "Hold.hpp"
#include <algorithm>
#include <cstring>
#include <vector>

namespace {

constexpr uint32_t chunk_size = 32;
constexpr uint32_t no_chunk = UINT32_MAX;
constexpr uint32_t sorted_at_once = 64;
constexpr size_t front_limit = 128;
constexpr size_t front_kept = 64;

/// Monotone radix wheel for times from 0 on: 256 slots on each of eight levels, chunks, a sorted front.
struct RadixWheel {
  struct Slot {
    uint32_t head, tail, count;
  };

  std::vector<reference_event> front = std::vector<reference_event>(2 * front_limit);
  size_t front_count = 0;
  int64_t frontier_time = INT64_MAX;
  uint64_t frontier_sequence = UINT64_MAX;
  int64_t last_popped = 0;
  uint64_t base = 0;
  size_t wheel_count = 0;
  uint64_t occupied_levels = 0;
  uint64_t occupied[8][4] = {};
  Slot slots[8 * 256] = {};
  std::vector<reference_event> records;
  std::vector<uint32_t> links;
  uint32_t free_chunk = no_chunk;

  void grant(uint64_t) {}
  bool exhausted() const { return false; }

  void insert(const reference_event &event) {
    if (event.time > frontier_time || (event.time == frontier_time && event.sequence > frontier_sequence))
      return append(event);
    if (front_count >= front_limit) {
      give_back();
      return insert(event);
    }
    reference_event *begin = front.data(), *hole = begin + front_count;
    while (hole > begin && precedes(hole[-1], event)) {
      *hole = hole[-1];
      hole--;
    }
    *hole = event;
    front_count++;
  }

  reference_event pop() {
    if (front_count == 0) refill();
    reference_event first = front[--front_count];
    last_popped = first.time;
    return first;
  }

  void append(const reference_event &event) {
    unsigned level = (63 - __builtin_clzll((uint64_t(event.time) ^ base) | 1)) >> 3;
    unsigned index = level << 8 | (uint64_t(event.time) >> (level * 8) & 255);
    Slot &slot = slots[index];
    uint32_t offset = slot.count & (chunk_size - 1);
    if (offset == 0) add_chunk(slot, index);
    records[size_t(slot.tail) * chunk_size + offset] = event;
    slot.count++;
    wheel_count++;
  }

  __attribute__((noinline)) void add_chunk(Slot &slot, unsigned index) {
    if (free_chunk == no_chunk) grow();
    uint32_t chunk = free_chunk;
    free_chunk = links[chunk];
    if (slot.count == 0) {
      slot.head = chunk;
      occupied[index >> 8][index >> 6 & 3] |= 1ull << (index & 63);
      occupied_levels |= 1ull << (index >> 8);
    } else {
      links[slot.tail] = chunk;
    }
    slot.tail = chunk;
  }

  __attribute__((noinline)) void refill() {
    for (;;) {
      unsigned level = __builtin_ctzll(occupied_levels);
      unsigned word = 0;
      while (occupied[level][word] == 0) word++;
      unsigned byte = word << 6 | __builtin_ctzll(occupied[level][word]);
      Slot slot = slots[level << 8 | byte];
      slots[level << 8 | byte].count = 0;
      occupied[level][word] &= occupied[level][word] - 1;
      if (!(occupied[level][0] | occupied[level][1] | occupied[level][2] | occupied[level][3]))
        occupied_levels &= ~(1ull << level);
      wheel_count -= slot.count;
      uint64_t start = ((base >> (level * 8) & ~255ull) | byte) << (level * 8);
      if (slot.count <= sorted_at_once || level == 0) {
        uint64_t last = start | ((1ull << (level * 8)) - 1);
        if (front.size() < slot.count) front.resize(slot.count);
        front_count = slot.count;
        drain(slot, [&, next = front_count](const reference_event &event) mutable { front[--next] = event; });
        std::sort(front.data(), front.data() + front_count,
                  [](const reference_event &a, const reference_event &b) { return precedes(b, a); });
        base = uint64_t(front[front_count - 1].time);
        bool is_long_tie = front_count > sorted_at_once;
        frontier_time = wheel_count == 0 && !is_long_tie ? INT64_MAX : int64_t(last);
        frontier_sequence = is_long_tie ? front[0].sequence : UINT64_MAX;
        return;
      }
      base = start;
      drain(slot, [&](const reference_event &event) { append(event); });
    }
  }

  /// Passes on the events of a slot in order of insertion and frees its chunks.
  template <class Body> void drain(Slot slot, Body body) {
    uint32_t chunk = slot.head;
    for (uint32_t remaining = slot.count; remaining > 0;) {
      uint32_t filled = std::min(chunk_size, remaining);
      for (uint32_t offset = 0; offset < filled; offset++) body(records[size_t(chunk) * chunk_size + offset]);
      remaining -= filled;
      uint32_t next = links[chunk];
      links[chunk] = free_chunk;
      free_chunk = chunk;
      chunk = next;
    }
  }

  /// A front that is too long keeps its early part.
  __attribute__((noinline)) void give_back() {
    if (wheel_count == 0) base = uint64_t(last_popped);
    size_t given = front_count - front_kept;
    for (size_t index = given; index-- > 0;) append(front[index]);
    std::memmove(front.data(), front.data() + given, (front_count - given) * sizeof(reference_event));
    front_count -= given;
    frontier_time = front[0].time;
    frontier_sequence = front[0].sequence;
  }

  void grow() {
    uint32_t old = uint32_t(links.size()), capacity = old == 0 ? 64 : old * 2;
    records.resize(size_t(capacity) * chunk_size);
    links.resize(capacity);
    for (uint32_t chunk = old; chunk < capacity; chunk++) links[chunk] = chunk + 1 < capacity ? chunk + 1 : no_chunk;
    free_chunk = old;
  }
};

}  // namespace

ReferenceList *make_wheel() { return new HoldList<RadixWheel>; }
