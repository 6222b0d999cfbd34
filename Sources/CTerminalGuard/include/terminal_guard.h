// Gives the terminal back however the process ends, and turns signals into something a poll() loop can
// wait for. One guard per process; all functions but the signal handlers belong to one thread.
#ifndef TERMINAL_GUARD_H
#define TERMINAL_GUARD_H

// Saves the modes of the terminal `input` and installs the handlers. Call it before curses starts, so
// that curses leaves these signals alone. Returns 0 or an errno; EBUSY when a guard is installed.
int terminal_guard_install(int input, int output);

// Names the file that takes standard error while the guard is armed: the text of a Swift trap and the
// backtrace land there, not on the drawn screen. Returns 0 or an errno.
int terminal_guard_set_report(const char *path);

// Wakes the descriptor on SIGWINCH and then runs the handler curses installed. Call it after curses
// started.
void terminal_guard_watch_size(void);

// From now on the screen is drawn: a crash restores it; standard error goes to the report.
void terminal_guard_arm(void);

// The terminal is in its own modes again (an editor runs, the process is about to stop): a crash leaves
// it as it is, SIGINT and SIGQUIT are for the child alone, SIGTSTP stops the process at once.
void terminal_guard_release(void);

// Becomes readable when a signal arrived. -1 without a guard.
int terminal_guard_descriptor(void);

// Empties the descriptor. Call it before the three below, or a signal may be missed.
void terminal_guard_drain(void);

// The first of SIGTERM, SIGHUP and SIGINT that arrived since the last call, or 0.
int terminal_guard_take_termination(void);
/// Whether SIGWINCH came since the last call.
int terminal_guard_take_size_change(void);
// Whether SIGTSTP arrived since the last call.
int terminal_guard_take_stop(void);
// Whether SIGCONT arrived since the last call.
int terminal_guard_take_continue(void);

// Stops the process group as Ctrl-Z does in the terminal's own modes; returns when it is continued.
void terminal_guard_stop_process(void);

// Puts the handlers and standard error back. Harmless without a guard.
void terminal_guard_remove(void);

#endif
