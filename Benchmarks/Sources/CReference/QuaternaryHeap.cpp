#include "Hold.hpp"
#include <vector>

namespace {

/// 4-ary implicit heap, sinking and rising by a hole.
struct QuaternaryHeap {
  std::vector<reference_event> heap;

  void grant(uint64_t) {}
  bool exhausted() const { return false; }

  void insert(const reference_event &event) {
    size_t hole = heap.size();
    heap.push_back(event);
    while (hole > 0) {
      size_t parent = (hole - 1) >> 2;
      if (!precedes(event, heap[parent])) break;
      heap[hole] = heap[parent];
      hole = parent;
    }
    heap[hole] = event;
  }

  reference_event pop() {
    reference_event first = heap.front();
    reference_event last = heap.back();
    heap.pop_back();
    size_t count = heap.size();
    if (count == 0) return first;
    size_t hole = 0;
    for (;;) {
      size_t child = (hole << 2) + 1;
      if (child >= count) break;
      size_t end = child + 4 < count ? child + 4 : count;
      size_t best = child;
      for (size_t other = child + 1; other < end; other++)
        if (precedes(heap[other], heap[best])) best = other;
      if (!precedes(heap[best], last)) break;
      heap[hole] = heap[best];
      hole = best;
    }
    heap[hole] = last;
    return first;
  }
};

}  // namespace

ReferenceList *make_heap() { return new HoldList<QuaternaryHeap>; }
