// A C face for hnswlib (Malkov and Yashunin 2018): an index of vectors of unit length that finds those with the
// largest inner products, nearly always.
#ifndef ASSAY_CHNSWLIB_H
#define ASSAY_CHNSWLIB_H

#include <stddef.h>
#include <stdint.h>

#ifdef __cplusplus
extern "C" {
#endif

typedef struct hnsw_index hnsw_index;

/// An empty index, or null when there is not enough memory.
hnsw_index *hnsw_new(size_t dimensions, size_t capacity, size_t links, size_t construction_width, size_t seed);
void hnsw_free(hnsw_index *index);
/// Adds a vector. 0, or -1 when the index is full or out of memory. Not from two threads at once.
int hnsw_add(hnsw_index *index, const float *vector, uint32_t label);
/// How many candidates a search keeps. Not while another thread searches.
void hnsw_set_width(hnsw_index *index, size_t width);
/// Finds up to `count` vectors, the nearest first; returns how many, or -1. From any number of threads at once.
int hnsw_search(const hnsw_index *index, const float *vector, size_t count, uint32_t *labels, float *products);

#ifdef __cplusplus
}
#endif
#endif
