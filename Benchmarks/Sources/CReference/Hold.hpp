#pragma once
#include "CReference.h"

/// The hold model over any list with `insert`, `pop`, `grant` and `exhausted`: what both languages run.
inline bool precedes(const reference_event &a, const reference_event &b) {
  return a.time < b.time || (a.time == b.time && a.sequence < b.sequence);
}

inline reference_event next_event(int64_t now, reference_increments &increments) {
  int64_t span = increments.values[increments.cursor++ & increments.mask];
  uint64_t sequence = increments.sequence++;
  return {now + span, sequence, uint16_t(sequence & 7), UINT16_MAX, uint32_t(sequence)};
}

inline void absorb(const reference_event &event, reference_increments &increments) {
  increments.checksum = (increments.checksum ^ uint64_t(event.time)) * 0x9FB21C651E98DF25u + event.sequence;
}

/// Steps of its inner loops that a list may take for the events of one call; one that runs out stops, whatever the clock says.
struct StepBudget {
  uint64_t per_event = 0, left = 0;
  void grant(uint64_t events) { left = per_event * events; }
  void spend(uint64_t steps) { left = left > steps ? left - steps : 0; }
};

struct ReferenceList {
  virtual ~ReferenceList() {}
  virtual bool fill(uint64_t count, reference_increments &increments) = 0;
  virtual bool hold(uint64_t count, reference_increments &increments) = 0;
  virtual bool hold_cancelling(uint64_t count, reference_increments &increments, reference_generations &entities) = 0;
};

ReferenceList *make_wheel();
ReferenceList *make_heap();
ReferenceList *make_calendar(uint64_t steps_per_event);
ReferenceList *make_ladder(uint64_t steps_per_event);

template <class List> struct HoldList final : ReferenceList {
  List list;

  bool fill(uint64_t count, reference_increments &increments) override {
    list.grant(count);
    for (uint64_t i = 0; i < count && !list.exhausted(); i++) list.insert(next_event(int64_t(i), increments));
    return !list.exhausted();
  }

  bool hold(uint64_t count, reference_increments &shared) override {
    list.grant(count);
    reference_increments increments = shared;
    for (uint64_t i = 0; i < count && !list.exhausted(); i++) {
      reference_event event = list.pop();
      absorb(event, increments);
      list.insert(next_event(event.time, increments));
    }
    shared = increments;
    return !list.exhausted();
  }

  bool hold_cancelling(uint64_t count, reference_increments &shared, reference_generations &entities) override {
    list.grant(count);
    reference_increments increments = shared;
    for (uint64_t i = 0; i < count && !list.exhausted(); i++) {
      reference_event event = list.pop();
      while (event.kind != entities.generations[event.slot & entities.mask] && !list.exhausted()) {
        entities.stale++;
        event = list.pop();
      }
      absorb(event, increments);
      uint64_t sequence = event.sequence * 0x9E3779B97F4A7C15u;
      list.insert(renewed(event.time, event.slot & uint32_t(entities.mask), increments, entities));
      if ((sequence >> 32) % 100 < entities.cancelled_percent) {
        uint32_t victim = uint32_t(sequence & entities.mask);
        entities.generations[victim]++;
        list.insert(renewed(event.time, victim, increments, entities));
      }
    }
    shared = increments;
    return !list.exhausted();
  }

private:
  static reference_event renewed(int64_t now, uint32_t entity, reference_increments &increments,
                                 const reference_generations &entities) {
    reference_event event = next_event(now, increments);
    event.slot = entity;
    event.kind = entities.generations[entity];
    return event;
  }
};
