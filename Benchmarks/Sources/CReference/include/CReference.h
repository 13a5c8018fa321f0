#ifndef DARKROOM_CREFERENCE_H
#define DARKROOM_CREFERENCE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/// Bare C++ that the engine is measured against, in the same process and the same run.

#ifdef __cplusplus
extern "C" {
#endif

/// The record of `EventNotice`, 24 bytes.
typedef struct {
  int64_t time;
  uint64_t sequence;
  uint16_t kind;
  uint16_t station;
  uint32_t slot;
} reference_event;

/// Increments in nanoseconds, used in turn; `mask` + 1 of them, a power of two.
typedef struct {
  const int64_t *_Nonnull values;
  uint64_t mask;
  uint64_t cursor;
  uint64_t sequence;
  uint64_t checksum;
} reference_increments;

/// What each entity's pending event is valid for; an event carries its entity's generation in `kind`, and is stale when
/// that has moved on. `mask` + 1 entities, a power of two.
typedef struct {
  uint16_t *_Nonnull generations;
  uint64_t mask;
  /// Of 100 events, how many cancel the event of some entity and give it a new one.
  uint64_t cancelled_percent;
  /// Stale events popped so far.
  uint64_t stale;
} reference_generations;

typedef enum { reference_wheel, reference_heap, reference_calendar, reference_ladder } reference_list_kind;

/// Calendar and ladder stop when a call takes more than `steps_per_event` steps of their inner loops for each of its events;
/// the other two have no loop that could run away.
void *_Nonnull reference_list_create(reference_list_kind kind, uint64_t steps_per_event);
void reference_list_destroy(void *_Nonnull list);
/// Inserts `count` events, each an increment after an instant of its own, 1 ns apart from 0 on. These three return false when the steps ran out.
bool reference_list_fill(void *_Nonnull list, uint64_t count, reference_increments *_Nonnull increments);
/// Pops the first event and inserts one an increment later, `count` times.
bool reference_list_hold(void *_Nonnull list, uint64_t count, reference_increments *_Nonnull increments);
/// The same over entities with one valid event each, some of which are cancelled; stale events are discarded on pop.
bool reference_list_hold_cancelling(void *_Nonnull list, uint64_t count, reference_increments *_Nonnull increments,
                                    reference_generations *_Nonnull entities);

/// Least recently used or first in, first out, over objects of given sizes; see Cache.cpp.
void *_Nonnull reference_cache_create(int64_t capacity_bytes, uint64_t expected_objects, bool moves_hits);
void reference_cache_destroy(void *_Nonnull cache);
/// Accesses every key once, each of `size_bytes`; returns the hits.
uint64_t reference_cache_access(void *_Nonnull cache, const uint64_t *_Nonnull keys, uint64_t count, uint32_t size_bytes);

/// The request of `TraceRequest`, 8 bytes.
typedef struct {
  uint32_t object;
  uint32_t size;
} reference_request;

/// Misses of a whole trace of dense ids through one cache, made and freed here; see DenseCache.cpp. `cached` records suffice.
uint64_t reference_dense_replay(const reference_request *_Nonnull requests, uint64_t count, int64_t capacity_bytes,
                                uint64_t cached, uint64_t objects, bool moves_hits, bool prefetches);

typedef struct {
  uint64_t customers;
  uint64_t events;
  /// Mean time in the system, seconds.
  double mean_sojourn;
} reference_queue_result;

/// M/M/1 by a binary heap of two events and a switch, until `customers` have left.
reference_queue_result reference_single_server(uint64_t customers, double arrival_mean, double service_mean, uint64_t seed);

/// One-way stubs of a procedural follow graph: a four-round Feistel network over left · 2^right_bits + right.
typedef struct {
  uint64_t keys[4];
  uint32_t left_radix;
  uint32_t right_bits;
  /// Runs of 32 bytes: first stub, reciprocal, first member, degree, base, padding.
  const void *_Nonnull runs;
  const uint16_t *_Nonnull guide;
  uint64_t guide_shift;
} reference_edges;

/// Images of `first`, `first` + 1, …; `count` is a multiple of eight.
void reference_images(const reference_edges *_Nonnull edges, uint64_t first, uint64_t count, uint64_t *_Nonnull images);
/// Owner of each image: author and position.
void reference_owners(const reference_edges *_Nonnull edges, const uint64_t *_Nonnull images, uint64_t count,
                      uint32_t *_Nonnull authors, uint32_t *_Nonnull positions);

/// Calls of malloc, calloc, realloc and the aligned forms by this process so far.
uint64_t allocation_count(void);
/// Bytes that this process has allocated and not freed.
int64_t allocated_bytes(void);
/// Version of the C library, such as 2.36.
const char *_Nonnull c_library_version(void);

#ifdef __cplusplus
}
#endif
#endif
