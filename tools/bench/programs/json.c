// Parses JSON into a tree, changes it, and writes it again.
#include <string.h>

#include "tools/bench/programs/bench.h"

enum { size = 1 << 20, records = 6000, rounds = 30 };
enum Kind { null, boolean, number, string, array, object };

// The members of an array or object are a list; those of an object have names.
struct Value {
  struct Value *next, *first;
  const char *text, *name;
  uint32_t length, name_length;
  double number;
  uint8_t kind;
};

static char input[size], output[size];
static struct Value arena[size / 8];
static uint32_t used;

static const char* skip_space(const char* at) {
  while (*at == ' ' || *at == '\n') at++;
  return at;
}

static const char* parse_string(const char* at, const char** text, uint32_t* length) {
  *text = ++at;
  while (*at != '"') at += *at == '\\' ? 2 : 1;
  *length = (uint32_t)(at - *text);
  return at + 1;
}

static const char* parse_number(const char* at, double* result) {
  const int negative = *at == '-';
  double value = 0, unit = 1;
  for (at += negative; *at >= '0' && *at <= '9'; at++) value = value * 10 + (*at - '0');
  if (*at == '.') {
    for (at++; *at >= '0' && *at <= '9'; at++) value += (*at - '0') * (unit /= 10);
  }
  *result = negative ? -value : value;
  return at;
}

static const char* parse_value(const char* at, struct Value* value);

static const char* parse_members(const char* at, struct Value* value, char end) {
  struct Value** last = &value->first;
  for (at = skip_space(at + 1); *at != end; at = skip_space(at)) {
    struct Value* member = &arena[used++];
    if (end == '}') at = skip_space(parse_string(at, &member->name, &member->name_length)) + 1;
    at = skip_space(parse_value(skip_space(at), member));
    if (*at == ',') at++;
    *last = member;
    last = &member->next;
  }
  *last = 0;
  return at + 1;
}

static const char* parse_value(const char* at, struct Value* value) {
  value->first = 0;
  switch (*at) {
    case '{': value->kind = object; return parse_members(at, value, '}');
    case '[': value->kind = array; return parse_members(at, value, ']');
    case '"': value->kind = string; return parse_string(at, &value->text, &value->length);
    case 't':
      value->kind = boolean;
      value->number = 1;
      return at + 4;
    case 'f':
      value->kind = boolean;
      value->number = 0;
      return at + 5;
    case 'n': value->kind = null; return at + 4;
    default: value->kind = number; return parse_number(at, &value->number);
  }
}

static char* put(char* out, const char* text, size_t length) {
  memcpy(out, text, length);
  return out + length;
}

static char* put_text(char* out, const char* text, size_t length) {
  *out++ = '"';
  out = put(out, text, length);
  *out++ = '"';
  return out;
}

static char* put_integer(char* out, uint32_t integer, int digits) {
  char text[10];
  int at = 10;
  do text[--at] = '0' + integer % 10, integer /= 10;
  while (integer || 10 - at < digits);
  return put(out, text + at, 10 - at);
}

static char* put_number(char* out, double value) {
  if (value < 0) *out++ = '-', value = -value;
  const uint32_t thousandths = (uint32_t)(value * 1000 + 0.5);
  out = put_integer(out, thousandths / 1000, 1);
  if (thousandths % 1000 == 0) return out;
  *out++ = '.';
  return put_integer(out, thousandths % 1000, 3);
}

static char* write_value(char* out, const struct Value* value) {
  switch (value->kind) {
    case null: return put(out, "null", 4);
    case boolean: return value->number ? put(out, "true", 4) : put(out, "false", 5);
    case number: return put_number(out, value->number);
    case string: return put_text(out, value->text, value->length);
    default: break;
  }
  *out++ = value->kind == array ? '[' : '{';
  for (const struct Value* member = value->first; member; member = member->next) {
    if (member != value->first) *out++ = ',';
    if (value->kind == object) {
      out = put_text(out, member->name, member->name_length);
      *out++ = ':';
    }
    out = write_value(out, member);
  }
  *out++ = value->kind == array ? ']' : '}';
  return out;
}

static double raise(struct Value* value) {
  double sum = 0;
  for (struct Value* member = value->first; member; member = member->next) {
    if (member->kind == number) sum += member->number += 0.125;
    sum += raise(member);
  }
  return sum;
}

static void make_input(void) {
  char* out = put(input, "[", 1);
  for (int i = 0; i < records; i++) {
    if (i) out = put(out, ",\n ", 3);
    out = put_integer(put(out, "{ \"id\": ", 8), bench_random() % 1000000, 1);
    out = put_integer(put(out, ", \"name\": \"module ", 18), bench_random() % 100, 1);
    out = put_number(put(out, " \\\"a\\\"\", \"position\": [", 22), bench_random() % 1000000 / 1000.0);
    out = put_number(put(out, ", ", 2), -(double)(bench_random() % 1000000) / 1000.0);
    out = put(out, "], \"tags\": { \"fast\": true, \"small\": false }, \"next\": null }", 59);
  }
  put(out, "]", 2);
}

int main(void) {
  make_input();
  uint64_t hash = 0;
  bench_start();
  for (int round = 0; round < rounds; round++) {
    used = 1;
    parse_value(input, &arena[0]);
    hash += (uint64_t)raise(&arena[0]);
    char* end = write_value(output, &arena[0]);
    *end = 0;
    memcpy(input, output, (size_t)(end - output) + 1);
  }
  bench_end();
  bench_result(bench_hash(hash, output, strlen(output)));
}
