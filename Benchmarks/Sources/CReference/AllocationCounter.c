// Replaces the allocator's entry points for the whole process by ones that count and pass on to glibc.
#include "CReference.h"
#include <errno.h>
#include <gnu/libc-version.h>
#include <malloc.h>
#include <stddef.h>

extern void *__libc_malloc(size_t);
extern void *__libc_calloc(size_t, size_t);
extern void *__libc_realloc(void *, size_t);
extern void *__libc_memalign(size_t, size_t);
extern void __libc_free(void *);

static uint64_t calls;
static int64_t held_bytes;

uint64_t allocation_count(void) { return __atomic_load_n(&calls, __ATOMIC_RELAXED); }
int64_t allocated_bytes(void) { return __atomic_load_n(&held_bytes, __ATOMIC_RELAXED); }

static void *counted(void *block) {
  __atomic_fetch_add(&calls, 1, __ATOMIC_RELAXED);
  __atomic_fetch_add(&held_bytes, (int64_t)malloc_usable_size(block), __ATOMIC_RELAXED);
  return block;
}

static void release(void *block) {
  __atomic_fetch_sub(&held_bytes, (int64_t)malloc_usable_size(block), __ATOMIC_RELAXED);
}

void *malloc(size_t size) { return counted(__libc_malloc(size)); }

void *calloc(size_t number, size_t size) { return counted(__libc_calloc(number, size)); }

void *realloc(void *block, size_t size) {
  release(block);
  return counted(__libc_realloc(block, size));
}

void free(void *block) {
  release(block);
  __libc_free(block);
}

void *memalign(size_t alignment, size_t size) { return counted(__libc_memalign(alignment, size)); }

void *aligned_alloc(size_t alignment, size_t size) { return memalign(alignment, size); }

int posix_memalign(void **block, size_t alignment, size_t size) {
  *block = memalign(alignment, size);
  return *block ? 0 : ENOMEM;
}

const char *c_library_version(void) { return gnu_get_libc_version(); }
