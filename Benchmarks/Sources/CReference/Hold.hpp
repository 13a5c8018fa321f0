#pragma once
#include "CReference.h"

/// The hold model over any list with `insert` and `pop`: what both languages run.
inline bool precedes(const reference_event &a, const reference_event &b) {
  return a.time < b.time || (a.time == b.time && a.sequence < b.sequence);
}

inline reference_event next_event(int64_t now, reference_increments &increments) {
  int64_t span = increments.values[increments.cursor++ & increments.mask];
  uint64_t sequence = increments.sequence++;
  return {now + span, sequence, uint16_t(sequence & 7), UINT16_MAX, uint32_t(sequence)};
}

template <class List> void fill(List &list, uint64_t count, reference_increments &increments) {
  for (uint64_t i = 0; i < count; i++) list.insert(next_event(0, increments));
}

template <class List> void hold(List &list, uint64_t count, reference_increments &shared) {
  reference_increments increments = shared;
  for (uint64_t i = 0; i < count; i++) {
    reference_event event = list.pop();
    increments.checksum = (increments.checksum ^ uint64_t(event.time)) * 0x9FB21C651E98DF25u + event.sequence;
    list.insert(next_event(event.time, increments));
  }
  shared = increments;
}
