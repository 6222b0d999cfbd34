#include "CHnswlib.h"

#include <exception>
#include <new>

// The library's own distances are chosen when it is compiled, for a processor without AVX; ours below are chosen
// when the program runs.
#define NO_MANUAL_VECTORIZATION
#include <hnswlib/hnswlib.h>

namespace {

// Four sums, so that additions need not wait for each other. The order is fixed: the same bits each time.
#define ASSAY_DISTANCE_BODY                                                              \
  const float *a = static_cast<const float *>(left);                                     \
  const float *b = static_cast<const float *>(right);                                    \
  const size_t count = *static_cast<const size_t *>(dimensions);                         \
  lanes s0 = {}, s1 = {}, s2 = {}, s3 = {};                                              \
  size_t i = 0;                                                                          \
  for (; i + 32 <= count; i += 32) {                                                     \
    s0 += load(a + i) * load(b + i);                                                     \
    s1 += load(a + i + 8) * load(b + i + 8);                                             \
    s2 += load(a + i + 16) * load(b + i + 16);                                           \
    s3 += load(a + i + 24) * load(b + i + 24);                                           \
  }                                                                                      \
  s0 += s1;                                                                              \
  s2 += s3;                                                                              \
  s0 += s2;                                                                              \
  float sum = ((s0[0] + s0[1]) + (s0[2] + s0[3])) + ((s0[4] + s0[5]) + (s0[6] + s0[7])); \
  for (; i < count; i++) sum += a[i] * b[i];                                             \
  return 1.0f - sum;

typedef float lanes __attribute__((vector_size(32), aligned(4), may_alias));

#define load(address) (*reinterpret_cast<const lanes *>(address))

float distance(const void *left, const void *right, const void *dimensions) { ASSAY_DISTANCE_BODY }

#if defined(__x86_64__)
__attribute__((target("avx2,fma"))) float distance_avx2(
    const void *left, const void *right, const void *dimensions) {
  ASSAY_DISTANCE_BODY
}
#endif

#undef load

class UnitSpace final : public hnswlib::SpaceInterface<float> {
 public:
  explicit UnitSpace(size_t dimensions) : dimensions_(dimensions) {}
  size_t get_data_size() override { return dimensions_ * sizeof(float); }
  void *get_dist_func_param() override { return &dimensions_; }
  hnswlib::DISTFUNC<float> get_dist_func() override {
#if defined(__x86_64__)
    if (__builtin_cpu_supports("avx2") && __builtin_cpu_supports("fma")) return distance_avx2;
#endif
    return distance;
  }

 private:
  size_t dimensions_;
};

}  // namespace

struct hnsw_index {
  UnitSpace space;
  hnswlib::HierarchicalNSW<float> graph;

  hnsw_index(size_t dimensions, size_t capacity, size_t links, size_t construction_width, size_t seed)
      : space(dimensions), graph(&space, capacity, links, construction_width, seed) {}
};

extern "C" {

hnsw_index *hnsw_new(size_t dimensions, size_t capacity, size_t links, size_t construction_width, size_t seed) {
  try {
    return new hnsw_index(dimensions, capacity, links, construction_width, seed);
  } catch (const std::exception &) {
    return nullptr;
  }
}

void hnsw_free(hnsw_index *index) { delete index; }

int hnsw_add(hnsw_index *index, const float *vector, uint32_t label) {
  try {
    index->graph.addPoint(vector, label);
    return 0;
  } catch (const std::exception &) {
    return -1;
  }
}

void hnsw_set_width(hnsw_index *index, size_t width) { index->graph.setEf(width); }

int hnsw_search(const hnsw_index *index, const float *vector, size_t count, uint32_t *labels, float *products) {
  try {
    auto found = index->graph.searchKnn(vector, count);
    const int size = static_cast<int>(found.size());
    // The queue gives the farthest first.
    for (int place = size - 1; place >= 0; place--) {
      labels[place] = static_cast<uint32_t>(found.top().second);
      products[place] = 1.0f - found.top().first;
      found.pop();
    }
    return size;
  } catch (const std::exception &) {
    return -1;
  }
}

}  // extern "C"
