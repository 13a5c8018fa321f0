#include "CReference.h"
#include <cstdlib>
#include <sys/mman.h>

namespace {

constexpr uint32_t none = UINT32_MAX;

template <class Item> Item *allocate(size_t count) {
  constexpr size_t huge_page = size_t(2) << 20;
  size_t bytes = (count * sizeof(Item) + huge_page - 1) / huge_page * huge_page;
  void *block = std::aligned_alloc(huge_page, bytes);
  madvise(block, bytes, MADV_HUGEPAGE);
  return static_cast<Item *>(block);
}

/// Objects numbered densely: a slot of 4 bytes per object names its record of 16 bytes while it is cached.
struct DenseCache {
  struct Record {
    uint32_t object, size, newer, older;
  };

  int64_t capacity, bytes = 0;
  bool moves_hits;
  uint32_t *slots;
  Record *records;
  uint32_t used = 0, free_record = none, newest = none, oldest = none;

  DenseCache(int64_t capacity, uint64_t cached, uint64_t objects, bool moves_hits)
      : capacity(capacity), moves_hits(moves_hits), slots(allocate<uint32_t>(objects)),
        records(allocate<Record>(cached + 1)) {
    for (uint64_t i = 0; i < objects; i++) slots[i] = none;
  }

  ~DenseCache() {
    std::free(slots);
    std::free(records);
  }

  bool access(uint32_t object, uint32_t size) {
    uint32_t record = slots[object];
    if (record != none) {
      if (moves_hits && record != newest) {
        unlink(record);
        link(record);
      }
      return true;
    }
    if (size > capacity) return false;
    record = free_record;
    if (record == none) record = used++;
    else free_record = records[record].newer;
    slots[object] = record;
    records[record] = {object, size, none, none};
    bytes += size;
    link(record);
    while (bytes > capacity) evict();
    return false;
  }

  void evict() {
    uint32_t record = oldest;
    unlink(record);
    bytes -= records[record].size;
    slots[records[record].object] = none;
    records[record].newer = free_record;
    free_record = record;
  }

  void link(uint32_t record) {
    records[record].older = newest;
    records[record].newer = none;
    if (newest == none) oldest = record;
    else records[newest].newer = record;
    newest = record;
  }

  void unlink(uint32_t record) {
    uint32_t before = records[record].older, after = records[record].newer;
    if (before == none) oldest = after;
    else records[before].newer = after;
    if (after == none) newest = before;
    else records[after].older = before;
  }
};

}  // namespace

uint64_t reference_dense_replay(const reference_request *requests, uint64_t count, int64_t capacity_bytes, uint64_t cached,
                                uint64_t objects, bool moves_hits, bool prefetches) {
  DenseCache cache(capacity_bytes, cached, objects, moves_hits);
  uint64_t misses = 0;
  for (uint64_t i = 0; i < count; i++) {
    if (prefetches) {
      __builtin_prefetch(cache.slots + requests[i + 24 < count ? i + 24 : count - 1].object);
      __builtin_prefetch(cache.records + cache.slots[requests[i + 12 < count ? i + 12 : count - 1].object]);
    }
    misses += !cache.access(requests[i].object, requests[i].size);
  }
  return misses;
}
