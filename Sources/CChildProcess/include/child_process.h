// Starts programs that do not outlive this one.
#ifndef CHILD_PROCESS_H
#define CHILD_PROCESS_H

#include <sys/types.h>

// Starts a program in a process group of its own, so that Ctrl-C on the terminal reaches the parent alone, which then
// ends the child in order. Its input is empty; what it writes to its output and its errors can be read from
// `*output` (non-blocking, closed on exec). All its signals are at their defaults and none is blocked.
//
// When the parent ends, however it ends, the child is sent SIGTERM. On Linux the kernel does that when the *thread*
// that called this ends: call it from one that lives as long as the process, such as the main thread.
//
// `arguments` and `environment` end with NULL. Returns 0, or the errno of what failed: the program's own start too.
int child_process_start(const char *path, char *const arguments[], char *const environment[],
                        pid_t *process, int *output);

// Whether the process ended; if so `*exited` is its status or -1, `*signalled` its signal or 0.
int child_process_reap(pid_t process, int *exited, int *signalled);

#endif
