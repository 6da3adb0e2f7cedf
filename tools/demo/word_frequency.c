// Counts the words of files, or of the standard input, and prints the most frequent ones with a bar each.
//   word_frequency COUNT [FILE...]
#include <ctype.h>
#include <errno.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { longest_word = 63, bar_width = 40 };

struct Entry {
  char* word;
  uint32_t hash;
  unsigned long count;
};

// A hash table with open addressing; its capacity is a power of two.
struct Table {
  struct Entry* entries;
  size_t capacity, used;
  unsigned long words;
};

static void* allocate(size_t count, size_t size) {
  void* memory = calloc(count, size);
  if (!memory) {
    fputs("word_frequency: out of memory\n", stderr);
    exit(1);
  }
  return memory;
}

// FNV-1a.
static uint32_t hash_of(const char* word) {
  uint32_t hash = 2166136261u;
  for (; *word; word++) hash = (hash ^ (unsigned char)*word) * 16777619u;
  return hash;
}

static struct Entry* find(struct Table* table, const char* word, uint32_t hash) {
  size_t at = hash & (table->capacity - 1);
  while (table->entries[at].word && (table->entries[at].hash != hash || strcmp(table->entries[at].word, word))) {
    at = (at + 1) & (table->capacity - 1);
  }
  return &table->entries[at];
}

static void grow(struct Table* table) {
  struct Table larger = {allocate(table->capacity * 2, sizeof(struct Entry)), table->capacity * 2, table->used, table->words};
  for (size_t i = 0; i < table->capacity; i++) {
    struct Entry* entry = &table->entries[i];
    if (entry->word) *find(&larger, entry->word, entry->hash) = *entry;
  }
  free(table->entries);
  *table = larger;
}

static void add(struct Table* table, const char* word) {
  if (table->used * 4 >= table->capacity * 3) grow(table);
  uint32_t hash = hash_of(word);
  struct Entry* entry = find(table, word, hash);
  if (!entry->word) {
    entry->word = strcpy(allocate(strlen(word) + 1, 1), word);
    entry->hash = hash;
    table->used++;
  }
  entry->count++;
  table->words++;
}

// A word is a run of letters; what is over the longest is cut off.
static void read_words(struct Table* table, FILE* file) {
  char word[longest_word + 1];
  size_t length = 0;
  for (int c; (c = getc(file)) != EOF || length;) {
    if (c != EOF && isalpha(c)) {
      if (length < longest_word) word[length++] = (char)tolower(c);
    } else if (length) {
      word[length] = 0;
      add(table, word);
      length = 0;
    }
  }
}

static int by_count_then_word(const void* left, const void* right) {
  const struct Entry *a = left, *b = right;
  if (a->count != b->count) return a->count < b->count ? 1 : -1;
  return strcmp(a->word, b->word);
}

// Moves the entries to the front of the table's array, in order; the table can't be searched any more.
static void rank(struct Table* table) {
  size_t next = 0;
  for (size_t i = 0; i < table->capacity; i++) {
    if (table->entries[i].word) table->entries[next++] = table->entries[i];
  }
  qsort(table->entries, table->used, sizeof(struct Entry), by_count_then_word);
}

static void print(const struct Table* table, size_t count) {
  printf("%lu words, %zu different\n", table->words, table->used);
  for (size_t i = 0; i < count && i < table->used; i++) {
    const struct Entry* entry = &table->entries[i];
    int bar = (int)(entry->count * bar_width / table->entries[0].count);
    printf("%6lu %5.2f%%  %-14s %.*s\n", entry->count, 100.0 * (double)entry->count / (double)table->words, entry->word,
           bar, "########################################");
  }
}

static void read_file(struct Table* table, const char* path) {
  FILE* file = fopen(path, "r");
  if (!file) {
    fprintf(stderr, "word_frequency: %s: %s\n", path, strerror(errno));
    exit(1);
  }
  read_words(table, file);
  fclose(file);
}

int main(int argc, char** argv) {
  if (argc < 2) {
    fputs("usage: word_frequency COUNT [FILE...]\n", stderr);
    return 2;
  }
  struct Table table = {allocate(64, sizeof(struct Entry)), 64, 0, 0};
  for (int i = 2; i < argc; i++) read_file(&table, argv[i]);
  if (argc == 2) read_words(&table, stdin);
  rank(&table);
  print(&table, strtoul(argv[1], NULL, 10));
  return 0;
}
