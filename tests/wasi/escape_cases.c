// Ways out of a sandbox that take several steps, or that are none of paths: the first argument names the one to try. Exits
// with 0 if it is refused as it should be. Without an argument, prints the names. The directories: 3 and 4 may be written to,
// 5 is read-only, 6 is the host's /proc.
#include <stdio.h>

#include "raw_wasi.h"

enum { A = 3, B = 4, RO = 5, PROC = 6, FIRST_FREE = 7 };

// Refused, but not everywhere for the same reason.
enum { ANY = -2 };

// What a case gives when a step before the decisive one went wrong.
#define STEP(call) \
  do { \
    const int error_of_step = (call); \
    if (error_of_step != SUCCESS) { \
      printf("step " #call ": errno %d\n", error_of_step); \
      return -1; \
    } \
  } while (0)

struct named_case {
  const char* name;
  int (*run)(void);
  int wanted;
};
static struct named_case cases[200];
static u32 case_count;

// A case adds itself to the list before main is called.
#define CASE(id, errno_wanted) \
  static int case_##id(void); \
  __attribute__((constructor)) static void add_##id(void) { \
    cases[case_count++] = (struct named_case){#id, case_##id, errno_wanted}; \
  } \
  static int case_##id(void)

// --- links that the guest makes
CASE(absolute_symlink, NOTCAPABLE) { return make_symlink("/etc/passwd", A, "new"); }
CASE(own_symlink_to_file, NOTCAPABLE) {
  STEP(make_symlink("../outside/secret", A, "new"));
  return open_follow(A, "new");
}
CASE(own_symlink_to_directory, NOTCAPABLE) {
  STEP(make_symlink("../outside", A, "new"));
  return open_read(A, "new/secret");
}
CASE(own_symlink_with_slash, NOTCAPABLE) {
  STEP(make_symlink("../outside/", A, "new"));
  return open_directory(A, "new/");
}
CASE(own_symlink_with_slash_not_followed, LOOP) {
  STEP(make_symlink("../outside/", A, "new"));
  return open_with(A, "new", 0, 0, R_READ, 0);
}
CASE(own_symlink_with_dot, NOTCAPABLE) {
  STEP(make_symlink("../outside/.", A, "new"));
  return create(A, "new/planted");
}
CASE(own_symlink_to_parent, NOTCAPABLE) {
  STEP(make_symlink("..", A, "dir/new"));
  STEP(stat_follow(A, "dir/new/file"));
  return make_directory(A, "dir/new/../planted");
}
CASE(own_symlink_creating, NOTCAPABLE) {
  STEP(make_symlink("../outside/planted", A, "new"));
  return create_follow(A, "new");
}
CASE(own_symlink_creating_exclusively, EXIST) {
  STEP(make_symlink("../outside/planted", A, "new"));
  return create_exclusive(A, "new");
}
CASE(own_symlink_truncating, NOTCAPABLE) {
  STEP(make_symlink("../outside/secret", A, "new"));
  return truncate_follow(A, "new");
}
CASE(own_symlink_chain, NOTCAPABLE) {
  STEP(make_symlink("two", A, "one"));
  STEP(make_symlink("dir/three", A, "two"));
  STEP(make_symlink("../../outside/secret", A, "dir/three"));
  return open_follow(A, "one");
}
CASE(link_moved_up, NOTCAPABLE) {
  STEP(make_symlink("../../a-private/secret", A, "deep/1/new"));
  STEP(rename_path(A, "deep/1/new", A, "deep/new"));
  return open_follow(A, "deep/new");
}
CASE(link_moved_to_other_directory, NOTCAPABLE) {
  STEP(make_symlink("../../file", A, "deep/1/new"));
  STEP(open_follow(A, "deep/1/new"));
  STEP(rename_path(A, "deep/1/new", B, "new"));
  return open_follow(B, "new");
}
CASE(directory_moved_to_other_directory, NOTCAPABLE) {
  STEP(make_symlink("../../../file", A, "deep/1/2/new"));
  STEP(rename_path(A, "deep/1/2", B, "moved"));
  return open_follow(B, "moved/new");
}
CASE(directory_moved_with_descriptor, NOTCAPABLE) {
  STEP(open_directory(A, "deep/1/2"));
  STEP(rename_path(A, "deep/1/2", B, "moved"));
  return open_read(opened, "../secret_b");
}
CASE(hard_link_to_symlink, NOTCAPABLE) {
  STEP(link_path(A, "to_secret", A, "dir_link"));
  return open_follow(A, "dir_link");
}
CASE(hard_link_followed, INVAL) { return link_follow(A, "to_secret", A, "new"); }
CASE(hard_link_with_slash, NOTDIR) { return link_path(A, "to_secret/", A, "new"); }
CASE(hard_link_to_directory, PERM) { return link_path(A, "dir", A, "new"); }
CASE(hard_link_to_itself, PERM) { return link_path(A, ".", B, "new"); }
CASE(hard_link_without_name, NOENT) { return link_path(A, "", B, "new"); }
CASE(symlink_loop, LOOP) {
  STEP(make_symlink("loop2", A, "loop1"));
  STEP(make_symlink("loop1", A, "loop2"));
  return open_follow(A, "loop1");
}
CASE(symlink_to_itself_with_slash, LOOP) {
  STEP(make_symlink("loop/", A, "loop"));
  return open_follow(A, "loop/x");
}
CASE(symlink_without_target, NOENT) { return make_symlink("", A, "new"); }
CASE(symlink_over_dangling, EXIST) { return make_symlink("file", A, "dangling"); }
CASE(directory_over_dangling, EXIST) { return make_directory(A, "dangling"); }
CASE(directory_over_dangling_with_slash, EXIST) { return make_directory(A, "dangling/"); }
CASE(file_over_dangling_not_followed, LOOP) { return create(A, "dangling"); }

// --- what works, but on the link alone: the tree outside must stay as it is
CASE(unlink_link_alone, SUCCESS) { return unlink_file(A, "to_secret"); }
CASE(rename_over_link_alone, SUCCESS) { return rename_path(A, "file", A, "to_secret"); }
CASE(rename_over_dangling_alone, SUCCESS) { return rename_path(A, "file", A, "dangling"); }
CASE(set_times_of_link_alone, SUCCESS) { return set_times(A, "to_secret"); }
CASE(stat_link_alone, SUCCESS) { return stat_path(A, "to_secret"); }
CASE(remove_link_as_directory, NOTDIR) { return remove_directory(A, "to_outside"); }
CASE(remove_link_as_directory_with_slash, NOTDIR) { return remove_directory(A, "to_outside/"); }
CASE(unlink_link_with_slash, NOTDIR) { return unlink_file(A, "to_outside/"); }
CASE(rename_link_with_slash, NOTDIR) { return rename_path(A, "to_outside/", A, "new"); }
CASE(rename_over_link_with_slash, NOTDIR) { return rename_path(A, "dir", A, "to_outside/"); }

// --- paths
CASE(nul_byte_at_end, INVAL) { return raw_path_open(A, 0, "file\0", 5, 0, R_READ, 0, 0, &opened); }
CASE(nul_byte_before_dots, INVAL) { return raw_path_open(A, 0, "dir\0/../../outside", 18, 0, R_READ, 0, 0, &opened); }
CASE(nul_byte_alone, INVAL) { return raw_path_open(A, 0, "\0", 1, 0, R_READ, 0, 0, &opened); }
CASE(nul_byte_in_link, INVAL) { return raw_path_symlink("file\0/etc", 9, A, "new", 3); }
CASE(empty_path, NOENT) { return open_read(A, ""); }
CASE(empty_path_of_stat, NOENT) { return stat_path(A, ""); }
CASE(empty_path_of_times, NOENT) { return set_times(A, ""); }
CASE(empty_path_of_readlink, NOENT) { return read_link(A, ""); }
CASE(long_path, NAMETOOLONG) {
  static char path[8192];
  memset(path, '/', sizeof path);
  path[0] = '.';
  return raw_path_open(A, 0, path, sizeof path, 0, R_READ, 0, 0, &opened);
}
CASE(long_name, NAMETOOLONG) {
  static char path[256];
  memset(path, 'n', sizeof path);
  return raw_path_create_directory(A, path, sizeof path);
}
CASE(long_way_up, NOTCAPABLE) {
  static char path[4000];
  for (u32 i = 0; i + 3 <= sizeof path; i += 3) memcpy(path + i, "../", 3);
  return raw_path_open(A, 0, path, sizeof path / 3 * 3, 0, R_READ, 0, 0, &opened);
}
CASE(path_of_4_g, FAULT) { return raw_path_open(A, 0, "file", 0xffffffff, 0, R_READ, 0, 0, &opened); }
CASE(path_past_memory, FAULT) { return raw_path_open(A, 0, (char*)0xfffffffc, 4, 0, R_READ, 0, 0, &opened); }
CASE(backslashes, NOENT) { return open_read(A, "..\\outside\\secret"); }
CASE(drive, NOENT) { return open_read(A, "C:\\outside"); }
CASE(verbatim_path, NOENT) { return open_read(A, "\\\\?\\C:\\outside"); }
CASE(device_name, NOENT) { return open_read(A, "CON"); }
CASE(device_name_with_number, NOENT) { return open_read(A, "COM\xc2\xb9"); }
CASE(device_name_with_ending, NOENT) { return open_read(A, "aux.txt"); }
CASE(device_of_host, NOENT) { return open_read(A, "dev/null"); }
CASE(dots_like_name, NOENT) { return open_read(A, ".../secret"); }
CASE(parent_of_own_descriptor, NOTCAPABLE) {
  STEP(open_directory(A, "dir"));
  return open_read(opened, "../file");
}
CASE(grandparent_of_own_descriptor, NOTCAPABLE) {
  STEP(open_directory(A, "deep/1"));
  return open_read(opened, "../../../outside/secret");
}
CASE(link_out_of_own_descriptor, NOTCAPABLE) {
  STEP(open_directory(A, "dir"));
  return open_read(opened, "up2/a/file");
}
CASE(remove_root, INVAL) { return remove_directory(A, "."); }
CASE(remove_root_with_slash, INVAL) { return remove_directory(A, "./"); }
CASE(unlink_root, ISDIR) { return unlink_file(A, "."); }
CASE(rename_root, BUSY) { return rename_path(A, ".", B, "new"); }
CASE(rename_over_root, BUSY) { return rename_path(A, "dir", A, "."); }
CASE(rename_into_itself, INVAL) { return rename_path(A, "deep", A, "deep/1/new"); }
CASE(create_root, ISDIR) { return create(A, "."); }
CASE(create_directory_by_open, INVAL) { return open_with(A, "new", 0, CREAT | DIRECTORY, R_READ, 0); }
CASE(create_with_slash, ISDIR) { return create(A, "new/"); }
CASE(pipe_without_reader, NXIO) { return open_with(A, "pipe", 0, 0, R_WRITE, 0); }

// --- links of /proc that are no paths: the system knows them, who only reads links finds an absolute path or nothing
CASE(proc_root, ANY) { return open_read(PROC, "self/root/etc/passwd"); }
CASE(proc_cwd, ANY) { return open_read(PROC, "self/cwd/outside/secret"); }
CASE(proc_executable, ANY) { return open_follow(PROC, "self/exe"); }
CASE(proc_descriptor, ANY) { return open_read(PROC, "self/fd/3/file"); }
CASE(proc_descriptor_with_slash, ANY) { return open_directory(PROC, "self/fd/3/"); }
CASE(proc_thread_root, ANY) { return open_read(PROC, "thread-self/root/etc/passwd"); }
CASE(proc_link_times, ANY) { return set_times_follow(PROC, "self/exe"); }

// --- descriptors
CASE(descriptor_of_host, BADF) { return open_read(FIRST_FREE, "secret"); }
CASE(descriptor_past_the_table, BADF) { return open_read(0xffffffff, "secret"); }
CASE(descriptor_at_cwd, BADF) { return open_read((u32)-100, "outside/secret"); }
CASE(descriptor_with_high_bit, BADF) { return open_read(0x80000003, "file"); }
CASE(stream_as_directory, NOTCAPABLE) { return open_read(0, "secret"); }
CASE(file_as_directory, NOTCAPABLE) {
  STEP(open_read(A, "file"));
  return open_read(opened, "../file");
}
CASE(closed_directory, BADF) {
  STEP(raw_fd_close(A));
  return open_read(A, "file");
}
CASE(closed_directory_is_no_preopen, BADF) {
  STEP(raw_fd_close(A));
  STEP(open_directory(B, "."));
  return opened == A ? raw_fd_prestat_get(A, buffer) : -1;
}
CASE(number_of_closed_directory_reused, NOTCAPABLE) {
  STEP(raw_fd_close(A));
  STEP(open_read(B, "file_b"));
  return opened == A ? open_read(A, "file_b") : -1;
}
CASE(number_of_closed_stream_reused, NOTCAPABLE) {
  STEP(raw_fd_close(0));
  STEP(open_directory(RO, "dir"));
  return opened == 0 ? create(0, "planted") : -1;
}
CASE(renumbered_over_preopen, NOENT) {
  STEP(raw_fd_renumber(A, B));
  return open_read(B, "file_b");
}
CASE(renumbered_away, BADF) {
  STEP(raw_fd_renumber(A, B));
  return open_read(A, "file");
}
CASE(renumbered_to_free_number, BADF) { return raw_fd_renumber(A, 100); }
CASE(renumbered_far_away, BADF) { return raw_fd_renumber(A, 0x7fffffff); }
CASE(renumbered_read_only_over_writable, NOTCAPABLE) {
  STEP(raw_fd_renumber(RO, A));
  return create(A, "planted");
}
CASE(renumbered_over_stream, NOTCAPABLE) {
  STEP(raw_fd_renumber(RO, 2));
  return make_directory(2, "planted");
}
CASE(renumbered_to_itself, SUCCESS) {
  STEP(raw_fd_renumber(A, A));
  return open_read(A, "file");
}
CASE(socket_of_directory, NOTSOCK) { return raw_sock_accept(A, 0, &opened); }
CASE(socket_shutdown_of_directory, NOTSOCK) { return raw_sock_shutdown(A, 3); }
CASE(directory_read_as_file, NOTCAPABLE) { return read_text(A); }
CASE(file_read_as_directory, NOTCAPABLE) {
  STEP(open_read(A, "file"));
  return raw_fd_readdir(opened, buffer, sizeof buffer, 0, &size);
}
CASE(input_written, NOTCAPABLE) { return write_text(0, "planted"); }
CASE(input_truncated, NOTCAPABLE) { return raw_fd_filestat_set_size(0, 0); }
CASE(input_allocated, NOTCAPABLE) { return raw_fd_allocate(0, 0, 100000); }
CASE(input_times_set, NOTCAPABLE) { return raw_fd_filestat_set_times(0, 0, 1, MTIM); }
CASE(output_append_set, NOTSUP) { return raw_fd_fdstat_set_flags(1, APPEND); }

// --- rights
CASE(rights_regained, NOTCAPABLE) {
  STEP(raw_fd_fdstat_set_rights(A, R_OPEN, R_READ));
  return raw_fd_fdstat_set_rights(A, R_ALL, R_ALL);
}
CASE(rights_regained_one, NOTCAPABLE) {
  STEP(raw_fd_fdstat_set_rights(A, R_OPEN, R_READ));
  return raw_fd_fdstat_set_rights(A, R_OPEN, R_READ | R_WRITE);
}
CASE(rights_regained_by_reopening, NOTCAPABLE) {
  STEP(raw_fd_fdstat_set_rights(A, R_OPEN, R_READ));
  return open_with(A, ".", 0, DIRECTORY, R_OPEN, R_READ | R_WRITE);
}
CASE(rights_beyond_inheriting, NOTCAPABLE) {
  STEP(raw_fd_fdstat_set_rights(A, R_OPEN, R_READ));
  return open_with(A, "file", 0, 0, R_READ | R_WRITE, 0);
}
CASE(rights_to_create_given_up, NOTCAPABLE) {
  STEP(raw_fd_fdstat_set_rights(A, R_OPEN, R_READ | R_WRITE));
  return create(A, "new");
}
CASE(rights_to_truncate_given_up, NOTCAPABLE) {
  STEP(raw_fd_fdstat_set_rights(A, R_OPEN, R_READ | R_WRITE));
  return truncate_follow(A, "file");
}
CASE(rights_to_open_given_up, NOTCAPABLE) {
  STEP(raw_fd_fdstat_set_rights(A, 0, R_ALL));
  return open_read(A, "file");
}
CASE(rights_of_grandchild, NOTCAPABLE) {
  STEP(open_with(A, "deep", 0, DIRECTORY, R_OPEN, R_OPEN));
  STEP(open_with(opened, "1", 0, DIRECTORY, R_OPEN, R_OPEN));
  return open_with(opened, "2", 0, 0, R_OPEN | R_READDIR, 0);
}
CASE(rights_of_read_file_write, NOTCAPABLE) {
  STEP(open_read(A, "file"));
  return write_text(opened, "planted");
}
CASE(rights_of_read_file_size, NOTCAPABLE) {
  STEP(open_read(A, "file"));
  return raw_fd_filestat_set_size(opened, 0);
}
CASE(rights_of_write_file_read, NOTCAPABLE) {
  STEP(open_with(A, "file", 0, 0, R_WRITE, 0));
  return read_text(opened);
}
CASE(rights_of_write_file_seek, NOTCAPABLE) {
  const struct iovec32 list = {"x", 1};
  STEP(open_with(A, "file", 0, 0, R_WRITE, 0));
  return raw_fd_pwrite(opened, &list, 1, 0, &size);
}

// --- a read-only directory
CASE(read_only_is_read, SUCCESS) {
  STEP(open_read(RO, "file"));
  STEP(read_text(opened));
  return strcmp(buffer, "read only") == 0 ? SUCCESS : -1;
}
CASE(read_only_write, NOTCAPABLE) { return open_with(RO, "file", 0, 0, R_READ | R_WRITE, 0); }
CASE(read_only_append, NOTCAPABLE) { return raw_path_open(RO, 0, "file", 4, 0, R_WRITE, 0, APPEND, &opened); }
CASE(read_only_truncate, NOTCAPABLE) { return open_with(RO, "file", 0, TRUNC, R_READ, 0); }
CASE(read_only_truncate_without_rights, NOTCAPABLE) { return open_with(RO, "file", FOLLOW, TRUNC, 0, 0); }
CASE(read_only_create, NOTCAPABLE) { return open_with(RO, "new", 0, CREAT, R_READ, 0); }
CASE(read_only_create_existing, NOTCAPABLE) { return open_with(RO, "file", 0, CREAT, R_READ, 0); }
CASE(read_only_set_size, NOTCAPABLE) {
  STEP(open_read(RO, "file"));
  return raw_fd_filestat_set_size(opened, 0);
}
CASE(read_only_allocate, NOTCAPABLE) {
  STEP(open_read(RO, "file"));
  return raw_fd_allocate(opened, 0, 100000);
}
CASE(read_only_right_to_allocate, NOTCAPABLE) { return open_with(RO, "file", 0, 0, R_READ | R_ALLOCATE, 0); }
CASE(read_only_right_to_set_size, NOTCAPABLE) { return open_with(RO, "file", 0, 0, R_READ | R_SET_SIZE, 0); }
CASE(read_only_times_of_file, NOTCAPABLE) {
  STEP(open_with(RO, "file", 0, 0, R_READ | R_SET_TIMES, 0));
  return raw_fd_filestat_set_times(opened, 0, 1, MTIM);
}
CASE(read_only_times_of_directory, NOTCAPABLE) { return raw_fd_filestat_set_times(RO, 0, 1, MTIM); }
CASE(read_only_times_of_path, NOTCAPABLE) { return set_times(RO, "file"); }
CASE(read_only_make_directory, NOTCAPABLE) { return make_directory(RO, "new"); }
CASE(read_only_remove_directory, NOTCAPABLE) { return remove_directory(RO, "dir"); }
CASE(read_only_unlink, NOTCAPABLE) { return unlink_file(RO, "file"); }
CASE(read_only_symlink, NOTCAPABLE) { return make_symlink("file", RO, "new"); }
CASE(read_only_rename, NOTCAPABLE) { return rename_path(RO, "file", RO, "new"); }
CASE(read_only_rename_out, NOTCAPABLE) { return rename_path(RO, "file", A, "new"); }
CASE(read_only_rename_in, NOTCAPABLE) { return rename_path(A, "file", RO, "new"); }
CASE(read_only_rename_over, NOTCAPABLE) { return rename_path(A, "file", RO, "file"); }
CASE(read_only_link_out, NOTCAPABLE) { return link_path(RO, "file", A, "new"); }
CASE(read_only_link_in, NOTCAPABLE) { return link_path(A, "file", RO, "new"); }
CASE(read_only_below, NOTCAPABLE) {
  STEP(open_directory(RO, "dir"));
  return create(opened, "new");
}
CASE(read_only_reopened, NOTCAPABLE) {
  STEP(open_with(RO, ".", 0, DIRECTORY, R_DIRECTORY, R_ALL));
  return make_directory(opened, "new");
}
CASE(read_only_through_link, NOTCAPABLE) {
  STEP(make_symlink("../ro/file", A, "new"));
  return truncate_follow(A, "new");
}
CASE(read_only_rights_regained, NOTCAPABLE) { return raw_fd_fdstat_set_rights(RO, R_ALL, R_ALL); }

static int is_refusal(int error) { return error == NOTCAPABLE || error == LOOP || error == NOENT; }

int main(int argc, char** argv) {
  for (u32 i = 0; i < case_count; ++i) {
    if (argc < 2) puts(cases[i].name);
    if (argc < 2 || strcmp(argv[1], cases[i].name) != 0) continue;
    const int got = cases[i].run();
    if (got == cases[i].wanted || (cases[i].wanted == ANY && is_refusal(got))) return 0;
    printf("%s: errno %d, not %d\n", argv[1], got, cases[i].wanted);
    return 1;
  }
  return argc < 2 ? 0 : 2;
}
