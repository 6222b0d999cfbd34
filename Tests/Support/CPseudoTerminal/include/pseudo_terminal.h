#ifndef PSEUDO_TERMINAL_H
#define PSEUDO_TERMINAL_H

#include <sys/types.h>

// Starts a program on a new pseudo-terminal, with all signals at their defaults and none blocked.
// `arguments` and `environment` end with NULL. `directory` may be NULL. A program that cannot be run ends
// with status 127. Returns the terminal's descriptor (non-blocking, closed on exec), or -errno.
int pseudo_terminal_spawn(const char *path, char *const arguments[], char *const environment[],
                          const char *directory, int rows, int columns, pid_t *process);

// Opens a pair without a program, for tests within the process. Returns 0 or an errno.
int pseudo_terminal_open(int rows, int columns, int *controller, int *terminal);

// Returns 0 or an errno. The foreground program of the terminal is sent SIGWINCH by the kernel.
int pseudo_terminal_resize(int descriptor, int rows, int columns);

// Whether the process ended; if so `*exited` is its status or -1, `*signalled` its signal or 0.
int pseudo_terminal_reap(pid_t process, int *exited, int *signalled);

#endif
