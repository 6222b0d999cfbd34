// A C face for simdjson's document parser: one JSON text becomes an array of nodes in the order of the
// text, which Swift walks without an object per value.
#ifndef ASSAY_CSIMDJSON_H
#define ASSAY_CSIMDJSON_H

#include <stddef.h>
#include <stdint.h>

#ifdef __cplusplus
extern "C" {
#endif

enum { SJ_NULL, SJ_FALSE, SJ_TRUE, SJ_INTEGER, SJ_UNSIGNED, SJ_REAL, SJ_STRING, SJ_ARRAY, SJ_OBJECT };

typedef struct {
  uint8_t type;
  /// The index after the last node inside this one: the next sibling's.
  uint32_t end;
  /// The name, when the node stands in an object, without escapes; valid until the next parse.
  const char *key;
  size_t key_length;
  /// A string's value, without escapes.
  const char *text;
  size_t length;
  double real;
  int64_t integer;
  uint64_t unsigned_integer;
} sj_node;

/// A member of the outermost object as it stands in the text: byte offsets.
typedef struct {
  size_t key_start, key_end;
  size_t value_start, value_end;
} sj_member;

typedef struct sj_parser sj_parser;

sj_parser *sj_new(void);
void sj_free(sj_parser *parser);
/// Parses one document and checks all of it. 0, or a code for `sj_error`.
int sj_parse(sj_parser *parser, const char *text, size_t length);
const char *sj_error(int code);
const sj_node *sj_nodes(const sj_parser *parser, size_t *count);
const sj_member *sj_members(const sj_parser *parser, size_t *count);

#ifdef __cplusplus
}
#endif
#endif
