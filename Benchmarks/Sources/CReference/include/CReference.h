#ifndef DARKROOM_CREFERENCE_H
#define DARKROOM_CREFERENCE_H

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

void *_Nonnull reference_wheel_create(void);
void reference_wheel_destroy(void *_Nonnull list);
/// Inserts `count` events, each an increment after time 0.
void reference_wheel_fill(void *_Nonnull list, uint64_t count, reference_increments *_Nonnull increments);
/// Pops the first event and inserts one an increment later, `count` times.
void reference_wheel_hold(void *_Nonnull list, uint64_t count, reference_increments *_Nonnull increments);

void *_Nonnull reference_heap_create(void);
void reference_heap_destroy(void *_Nonnull list);
void reference_heap_fill(void *_Nonnull list, uint64_t count, reference_increments *_Nonnull increments);
void reference_heap_hold(void *_Nonnull list, uint64_t count, reference_increments *_Nonnull increments);

typedef struct {
  uint64_t customers;
  uint64_t events;
  /// Mean time in the system, seconds.
  double mean_sojourn;
} reference_queue_result;

/// M/M/1 by a binary heap of two events and a switch, until `customers` have left.
reference_queue_result reference_single_server(uint64_t customers, double arrival_mean, double service_mean, uint64_t seed);

/// Calls of malloc, calloc, realloc and the aligned forms by this process so far.
uint64_t allocation_count(void);

#ifdef __cplusplus
}
#endif
#endif
