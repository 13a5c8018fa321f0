#include "CReference.h"

namespace {

struct Run {
  uint64_t first_stub, reciprocal;
  uint32_t first_member, degree, base, padding;
};

/// Two multiplications; the middle bits of the result depend on all bits of the half.
inline uint64_t scramble(uint64_t half, uint64_t key) {
  uint64_t product = ((half ^ key) & 0xFFFFFFFF) * 0x9E3779B1;
  return ((product ^ product >> 32) & 0xFFFFFFFF) * 0x85EBCA77;
}

inline uint64_t step(uint64_t product, uint64_t radix) { return (product >> 15 & 0xFFFFFFFF) * radix >> 32; }

inline uint64_t fold(uint64_t value, uint64_t radix) { return value + (value >> 32 & radix); }

}  // namespace

void reference_images(const reference_edges *edges, uint64_t first, uint64_t count, uint64_t *__restrict images) {
  const uint64_t k0 = edges->keys[0], k1 = edges->keys[1], k2 = edges->keys[2], k3 = edges->keys[3];
  const uint64_t radix = edges->left_radix, bits = edges->right_bits, mask = (uint64_t(1) << bits) - 1;
  for (uint64_t i = 0; i < (count & ~uint64_t(7)); i++) {
    uint64_t left = (first + i) >> bits, right = (first + i) & mask;
    right = (right + (scramble(left, k0) >> 22)) & mask;
    left = fold(left + step(scramble(right, k1), radix) - radix, radix);
    right = (right + (scramble(left, k2) >> 22)) & mask;
    left = fold(left + step(scramble(right, k3), radix) - radix, radix);
    images[i] = left << bits | right;
  }
}

void reference_owners(const reference_edges *edges, const uint64_t *images, uint64_t count, uint32_t *authors,
                      uint32_t *positions) {
  const Run *runs = static_cast<const Run *>(edges->runs);
  for (uint64_t i = 0; i < count; i++) {
    uint64_t stub = images[i];
    uint64_t index = edges->guide[stub >> edges->guide_shift];
    index += runs[index + 1].first_stub <= stub;
    while (runs[index + 1].first_stub <= stub) index++;
    const Run &run = runs[index];
    uint64_t offset = stub - run.first_stub;
    uint64_t members = uint64_t((unsigned __int128)(offset + 1) * run.reciprocal >> 64);
    authors[i] = run.first_member + uint32_t(members);
    positions[i] = run.base + uint32_t(offset - members * run.degree);
  }
}
