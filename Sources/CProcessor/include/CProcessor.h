#ifndef DARKROOM_CPROCESSOR_H
#define DARKROOM_CPROCESSOR_H

/// Asks the processor to bring the line at `address` near. Touches nothing: any address is allowed. Swift has no such call.
static inline void processor_prefetch(const void *_Nullable address) { __builtin_prefetch(address); }

#endif
