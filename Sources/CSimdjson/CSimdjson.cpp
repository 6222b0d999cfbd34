#include "CSimdjson.h"

#include <new>
#include <simdjson.h>
#include <string>
#include <string_view>
#include <vector>

using namespace simdjson;

struct sj_parser {
  dom::parser parser;
  std::vector<sj_node> nodes;
  std::vector<sj_member> members;
};

namespace {

void append(sj_parser &state, dom::element value, const char *key, size_t key_length) {
  const size_t index = state.nodes.size();
  state.nodes.push_back(sj_node{SJ_NULL, 0, key, key_length, nullptr, 0, 0, 0, 0});
  switch (value.type()) {
  case dom::element_type::ARRAY:
    state.nodes[index].type = SJ_ARRAY;
    for (dom::element item : value.get_array().value_unsafe()) append(state, item, nullptr, 0);
    break;
  case dom::element_type::OBJECT:
    state.nodes[index].type = SJ_OBJECT;
    for (auto field : value.get_object().value_unsafe())
      append(state, field.value, field.key.data(), field.key.size());
    break;
  case dom::element_type::STRING: {
    std::string_view text = value.get_string().value_unsafe();
    state.nodes[index].type = SJ_STRING;
    state.nodes[index].text = text.data();
    state.nodes[index].length = text.size();
    break;
  }
  case dom::element_type::INT64: {
    const int64_t number = value.get_int64().value_unsafe();
    state.nodes[index].type = SJ_INTEGER;
    state.nodes[index].integer = number;
    state.nodes[index].real = static_cast<double>(number);
    break;
  }
  case dom::element_type::UINT64: {
    const uint64_t number = value.get_uint64().value_unsafe();
    state.nodes[index].type = SJ_UNSIGNED;
    state.nodes[index].unsigned_integer = number;
    state.nodes[index].real = static_cast<double>(number);
    break;
  }
  case dom::element_type::DOUBLE:
    state.nodes[index].type = SJ_REAL;
    state.nodes[index].real = value.get_double().value_unsafe();
    break;
  case dom::element_type::BOOL:
    state.nodes[index].type = value.get_bool().value_unsafe() ? SJ_TRUE : SJ_FALSE;
    break;
  case dom::element_type::NULL_VALUE:
    break;
  }
  state.nodes[index].end = static_cast<uint32_t>(state.nodes.size());
}

size_t after_string(const char *text, size_t at) {
  for (at++; text[at] != '"'; at++)
    if (text[at] == '\\') at++;
  return at + 1;
}

bool is_space(char byte) { return byte == ' ' || byte == '\t' || byte == '\n' || byte == '\r'; }

/// Finds the members of the outermost object. The text has been checked, so that this need not.
void find_members(sj_parser &state, const char *text, size_t length) {
  size_t at = 0;
  while (at < length && is_space(text[at])) at++;
  if (at >= length || text[at] != '{') return;
  at++;
  while (true) {
    while (is_space(text[at]) || text[at] == ',') at++;
    if (text[at] == '}') return;
    sj_member member{};
    member.key_start = at;
    at = member.key_end = after_string(text, at);
    while (text[at] != ':') at++;
    at++;
    while (is_space(text[at])) at++;
    member.value_start = at;
    size_t depth = 0;
    while (true) {
      const char byte = text[at];
      if (byte == '"') {
        at = after_string(text, at);
        if (depth == 0) break;
        continue;
      }
      if (byte == '{' || byte == '[') depth++;
      if (byte == '}' || byte == ']') {
        if (depth == 0) break;
        depth--;
        if (depth == 0) {
          at++;
          break;
        }
      }
      if (depth == 0 && (byte == ',' || is_space(byte))) break;
      at++;
    }
    member.value_end = at;
    state.members.push_back(member);
  }
}

/// Whether a whole number, with its sign, is more than 64 bits hold.
bool is_long(std::string_view number) {
  const bool is_negative = number[0] == '-';
  const std::string_view digits = number.substr(is_negative ? 1 : 0);
  const std::string_view limit = is_negative ? "9223372036854775808" : "18446744073709551615";
  if (digits.empty() || digits[0] == '0') return false;
  if (digits.find_first_not_of("0123456789") != std::string_view::npos) return false;
  return digits.size() != limit.size() ? digits.size() > limit.size() : digits > limit;
}

/// The text with such numbers as strings, which keep all their digits; empty when there are none. simdjson
/// refuses them, though JSON sets no limit.
std::string quoting_long_numbers(const char *text, size_t length) {
  std::string quoted;
  size_t copied = 0;
  bool is_in_string = false;
  for (size_t at = 0; at < length; at++) {
    const char byte = text[at];
    if (is_in_string) {
      if (byte == '\\') at++;
      if (byte == '"') is_in_string = false;
    } else if (byte == '"') {
      is_in_string = true;
    } else if (byte == '-' || (byte >= '0' && byte <= '9')) {
      const std::string_view rest(text + at, length - at);
      const std::string_view number = rest.substr(0, rest.find_first_not_of("0123456789+-.eE"));
      if (is_long(number)) {
        quoted.append(text + copied, at - copied).append(1, '"').append(number).append(1, '"');
        copied = at + number.size();
      }
      at += number.size() - 1;
    }
  }
  if (copied > 0) quoted.append(text + copied, length - copied);
  return quoted;
}

}  // namespace

extern "C" {

sj_parser *sj_new(void) { return new (std::nothrow) sj_parser(); }

void sj_free(sj_parser *parser) { delete parser; }

int sj_parse(sj_parser *state, const char *text, size_t length) {
  state->nodes.clear();
  state->members.clear();
  dom::element root;
  error_code code = state->parser.parse(text, length, true).get(root);
  if (code) {
    // Only here, so that the rows without such numbers do not pay for it.
    const std::string quoted = quoting_long_numbers(text, length);
    if (!quoted.empty()) code = state->parser.parse(quoted).get(root);
  }
  if (code) return static_cast<int>(code);
  append(*state, root, nullptr, 0);
  find_members(*state, text, length);
  return 0;
}

const char *sj_error(int code) { return error_message(static_cast<error_code>(code)); }

const sj_node *sj_nodes(const sj_parser *state, size_t *count) {
  *count = state->nodes.size();
  return state->nodes.data();
}

const sj_member *sj_members(const sj_parser *state, size_t *count) {
  *count = state->members.size();
  return state->members.data();
}

}  // extern "C"
