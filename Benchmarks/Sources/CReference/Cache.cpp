#include "CReference.h"
#include <cstdlib>
#include <cstring>
#include <sys/mman.h>

namespace {

constexpr uint32_t none = UINT32_MAX;

template <class Item> Item *allocate(size_t count) {
  constexpr size_t huge_page = size_t(2) << 20;
  size_t bytes = count * sizeof(Item);
  if (bytes < 2 * huge_page) return static_cast<Item *>(std::malloc(bytes));
  void *block = std::aligned_alloc(huge_page, (bytes + huge_page - 1) / huge_page * huge_page);
  madvise(block, bytes, MADV_HUGEPAGE);
  return static_cast<Item *>(block);
}

/// Objects queued in one array of 24-byte records, found through an open-addressing index of 8-byte places with linear
/// probing and backward-shift deletion: the algorithm of `LRU<HashedTable>`, sized once and never grown.
struct Cache {
  struct Record {
    uint64_t key;
    uint32_t tag, size, newer, older;
  };

  struct Place {
    uint32_t tag, record;
  };

  int64_t capacity, bytes = 0;
  bool moves_hits;
  uint32_t mask;
  Place *places;
  Record *records;
  uint32_t used = 0, free_record = none, newest = none, oldest = none;

  Cache(int64_t capacity, uint64_t objects, bool moves_hits) : capacity(capacity), moves_hits(moves_hits) {
    uint64_t size = 16;
    while (size * 7 < (objects + 1) * 10) size *= 2;
    mask = uint32_t(size - 1);
    places = allocate<Place>(size);
    std::memset(places, 0xFF, size * sizeof(Place));
    records = allocate<Record>(objects + 1);
  }

  ~Cache() {
    std::free(places);
    std::free(records);
  }

  static uint32_t tag_of(uint64_t key) {
    key = (key ^ key >> 30) * 0xBF58476D1CE4E5B9u;
    key = (key ^ key >> 27) * 0x94D049BB133111EBu;
    return uint32_t(key ^ key >> 31);
  }

  bool access(uint64_t key, uint32_t size) {
    uint32_t tag = tag_of(key), place = tag & mask;
    for (; places[place].record != none; place = (place + 1) & mask) {
      if (places[place].tag != tag || records[places[place].record].key != key) continue;
      uint32_t record = places[place].record;
      bytes += int64_t(size) - records[record].size;
      records[record].size = size;
      if (moves_hits && record != newest) {
        unlink(record);
        link(record);
      }
      while (bytes > capacity) evict();
      return true;
    }
    if (size > capacity) return false;
    uint32_t record = free_record;
    if (record == none) record = used++;
    else free_record = records[record].newer;
    places[place] = {tag, record};
    records[record] = {key, tag, size, none, none};
    bytes += size;
    link(record);
    while (bytes > capacity) evict();
    return false;
  }

  void evict() {
    uint32_t record = oldest;
    unlink(record);
    bytes -= records[record].size;
    uint32_t hole = records[record].tag & mask;
    while (places[hole].record != record) hole = (hole + 1) & mask;
    for (uint32_t next = (hole + 1) & mask; places[next].record != none; next = (next + 1) & mask) {
      uint32_t home = places[next].tag & mask;
      if (((next - home) & mask) < ((next - hole) & mask)) continue;
      places[hole] = places[next];
      hole = next;
    }
    places[hole].record = none;
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

void *reference_cache_create(int64_t capacity_bytes, uint64_t expected_objects, bool moves_hits) {
  return new Cache(capacity_bytes, expected_objects, moves_hits);
}

void reference_cache_destroy(void *cache) { delete static_cast<Cache *>(cache); }

uint64_t reference_cache_access(void *cache, const uint64_t *keys, uint64_t count, uint32_t size_bytes) {
  uint64_t hits = 0;
  for (uint64_t i = 0; i < count; i++) hits += static_cast<Cache *>(cache)->access(keys[i], size_bytes);
  return hits;
}
