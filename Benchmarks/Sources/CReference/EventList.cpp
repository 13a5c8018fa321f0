#include "Hold.hpp"

void *reference_list_create(reference_list_kind kind, uint64_t steps_per_event) {
  switch (kind) {
  case reference_wheel: return make_wheel();
  case reference_heap: return make_heap();
  case reference_calendar: return make_calendar(steps_per_event);
  case reference_ladder: return make_ladder(steps_per_event);
  }
  return make_heap();
}

void reference_list_destroy(void *list) { delete static_cast<ReferenceList *>(list); }

bool reference_list_fill(void *list, uint64_t count, reference_increments *increments) {
  return static_cast<ReferenceList *>(list)->fill(count, *increments);
}

bool reference_list_hold(void *list, uint64_t count, reference_increments *increments) {
  return static_cast<ReferenceList *>(list)->hold(count, *increments);
}

bool reference_list_hold_cancelling(void *list, uint64_t count, reference_increments *increments,
                                    reference_generations *entities) {
  return static_cast<ReferenceList *>(list)->hold_cancelling(count, *increments, *entities);
}
