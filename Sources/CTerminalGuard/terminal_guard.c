#define _GNU_SOURCE
#include "terminal_guard.h"

#include <errno.h>
#include <execinfo.h>
#include <fcntl.h>
#include <limits.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <termios.h>
#include <unistd.h>

// Paste, focus and mouse reports off, attributes off, alternate screen off, cursor on, keypad off.
static const char restore_sequence[] =
    "\033[?2004l\033[?1004l\033[?1006l\033[?1003l\033[?1002l\033[?1000l"
    "\033[0m\033[?1049l\033[?25h\033[?1l\033>";

static const int crash_signals[] = {SIGSEGV, SIGILL, SIGTRAP, SIGABRT, SIGBUS, SIGFPE, SIGQUIT};
static const int notice_signals[] = {SIGTERM, SIGHUP, SIGINT, SIGTSTP, SIGCONT, SIGPIPE};
#define COUNT(array) (sizeof(array) / sizeof((array)[0]))

static struct sigaction previous_crash[COUNT(crash_signals)];
static struct sigaction previous_notice[COUNT(notice_signals)];
static struct sigaction previous_size;

static struct termios saved_modes;
static int input_descriptor = -1, output_descriptor = -1;
static int report_descriptor = -1, real_stderr = -1;
static int wake_pipe[2] = {-1, -1};
static char crash_line[PATH_MAX + 64], report_path[PATH_MAX];

static volatile sig_atomic_t installed, armed, released, crashing, watching_size;
static volatile sig_atomic_t termination, stop_requested, continued, size_changed;

// Everything below that a handler reaches uses async-signal-safe calls only.

static void write_all(int descriptor, const char *bytes, size_t count) {
  while (count > 0) {
    ssize_t written = write(descriptor, bytes, count);
    if (written < 0 && errno == EINTR) continue;
    if (written <= 0) return;
    bytes += written;
    count -= (size_t)written;
  }
}

static void restore_terminal(void) {
  if (!armed) return;
  armed = 0;
  write_all(output_descriptor, restore_sequence, sizeof restore_sequence - 1);
  // Mouse reports that are still queued would be typed into the shell.
  tcflush(input_descriptor, TCIFLUSH);
  tcsetattr(input_descriptor, TCSANOW, &saved_modes);
}

static void wake(void) {
  if (wake_pipe[1] < 0) return;
  ssize_t ignored = write(wake_pipe[1], "!", 1);  // A full pipe wakes as well.
  (void)ignored;
}

static void stop_by_default(int everyone) {
  struct sigaction standard = {0}, own;
  standard.sa_handler = SIG_DFL;
  sigset_t stop, before;
  sigemptyset(&stop);
  sigaddset(&stop, SIGTSTP);
  sigaction(SIGTSTP, &standard, &own);
  // From within the handler the signal is blocked: it would stop the process only after the return.
  kill(everyone ? 0 : getpid(), SIGTSTP);
  pthread_sigmask(SIG_UNBLOCK, &stop, &before);
  pthread_sigmask(SIG_SETMASK, &before, NULL);
  sigaction(SIGTSTP, &own, NULL);
}

static void on_notice(int number) {
  int saved_errno = errno;
  switch (number) {
  case SIGINT:
    if (released) break;
    // fall through
  case SIGTERM:
  case SIGHUP:
    if (termination == 0) termination = number;
    wake();
    break;
  case SIGTSTP:
    if (released) {
      stop_by_default(0);
    } else {
      stop_requested = 1;
      wake();
    }
    break;
  case SIGCONT:
    continued = 1;
    wake();
    break;
  default:
    break;  // SIGPIPE: a handler that does nothing is reset by exec, SIG_IGN would reach the children.
  }
  errno = saved_errno;
}

static void on_size(int number) {
  size_changed = 1;
  int saved_errno = errno;
  if (previous_size.sa_handler != SIG_DFL && previous_size.sa_handler != SIG_IGN) {
    previous_size.sa_handler(number);
  }
  wake();
  errno = saved_errno;
}

static void report_backtrace(int number) {
  char line[] = "signal 00\n";
  line[7] = (char)('0' + number / 10 % 10);
  line[8] = (char)('0' + number % 10);
  write_all(STDERR_FILENO, line, sizeof line - 1);
  void *frames[64];
  backtrace_symbols_fd(frames, backtrace(frames, 64), STDERR_FILENO);
}

// Swift's backtracer asks questions when standard input and output are a terminal, and waits half a
// minute for an answer. The process is ending, so it gets neither: its report goes to the file.
static void take_terminal_from_backtracer(void) {
  int nothing = open("/dev/null", O_RDONLY);
  if (nothing >= 0) dup2(nothing, STDIN_FILENO);
  if (report_descriptor >= 0) dup2(report_descriptor, STDOUT_FILENO);
}

static void on_crash(int number, siginfo_t *info, void *context) {
  if (number == SIGQUIT && released) return;
  if (!crashing) {
    crashing = 1;
    restore_terminal();
    write_all(real_stderr >= 0 ? real_stderr : STDERR_FILENO, crash_line, strlen(crash_line));
  }
  for (size_t index = 0; index < COUNT(crash_signals); index++) {
    if (crash_signals[index] != number) continue;
    struct sigaction *previous = &previous_crash[index];
    if (previous->sa_flags & SA_SIGINFO) {
      take_terminal_from_backtracer();
      previous->sa_sigaction(number, info, context);
    } else if (previous->sa_handler != SIG_DFL && previous->sa_handler != SIG_IGN) {
      previous->sa_handler(number);
    } else if (report_descriptor >= 0) {
      report_backtrace(number);
    }
  }
  // A signal that was sent does not come again on return, as a fault does: without this the process
  // would go on, with a terminal it has given away.
  signal(number, SIG_DFL);
  raise(number);
}

static void on_exit_of_process(void) { restore_terminal(); }

static void install_signal_stack(void) {
  // A stack overflow leaves no room for a handler. Swift's runtime usually has set one already.
  static char stack[65536];
  stack_t current;
  if (sigaltstack(NULL, &current) != 0 || !(current.ss_flags & SS_DISABLE)) return;
  stack_t own = {0};
  own.ss_sp = stack;
  own.ss_size = sizeof stack;
  sigaltstack(&own, NULL);
}

static void install_handlers(void) {
  struct sigaction action = {0};
  // With SIGTTOU blocked the modes can be restored from the background as well.
  sigaddset(&action.sa_mask, SIGTTOU);
  action.sa_flags = SA_SIGINFO | SA_ONSTACK;
  action.sa_sigaction = on_crash;
  for (size_t index = 0; index < COUNT(crash_signals); index++) {
    sigaction(crash_signals[index], &action, &previous_crash[index]);
  }
  struct sigaction notice = {0};
  notice.sa_flags = SA_ONSTACK;
  notice.sa_handler = on_notice;
  for (size_t index = 0; index < COUNT(notice_signals); index++) {
    int number = notice_signals[index];
    sigaction(number, NULL, &previous_notice[index]);
    // Who started us with a signal ignored (nohup, no job control) meant it.
    if (previous_notice[index].sa_handler != SIG_IGN) sigaction(number, &notice, NULL);
  }
}

static int open_wake_pipe(void) {
  if (pipe(wake_pipe) != 0) return errno;
  for (int end = 0; end < 2; end++) {
    fcntl(wake_pipe[end], F_SETFD, FD_CLOEXEC);
    fcntl(wake_pipe[end], F_SETFL, O_NONBLOCK);
  }
  return 0;
}

int terminal_guard_install(int input, int output) {
  static int exit_watched;
  if (installed) return EBUSY;
  if (tcgetattr(input, &saved_modes) != 0) return errno;
  int problem = open_wake_pipe();
  if (problem != 0) return problem;
  input_descriptor = input;
  output_descriptor = output;
  armed = released = crashing = watching_size = 0;
  termination = stop_requested = continued = size_changed = 0;
  snprintf(crash_line, sizeof crash_line, "assay crashed\n");
  // The first call loads a library, which a handler must not do.
  void *frame[1];
  backtrace(frame, 1);
  install_signal_stack();
  install_handlers();
  if (!exit_watched) atexit(on_exit_of_process);
  exit_watched = 1;
  installed = 1;
  return 0;
}

int terminal_guard_set_report(const char *path) {
  int descriptor = open(path, O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC, 0600);
  if (descriptor < 0) return errno;
  int kept = fcntl(STDERR_FILENO, F_DUPFD_CLOEXEC, 3);
  if (kept < 0) {
    int problem = errno;
    close(descriptor);
    return problem;
  }
  report_descriptor = descriptor;
  real_stderr = kept;
  snprintf(report_path, sizeof report_path, "%s", path);
  snprintf(crash_line, sizeof crash_line, "assay crashed; the report is in %s\n", path);
  return 0;
}

void terminal_guard_watch_size(void) {
  struct sigaction action = {0};
  action.sa_flags = SA_ONSTACK;
  action.sa_handler = on_size;
  if (!installed || watching_size) return;
  sigaction(SIGWINCH, NULL, &previous_size);
  sigaction(SIGWINCH, &action, NULL);
  watching_size = 1;
}

void terminal_guard_arm(void) {
  if (!installed) return;
  released = 0;
  armed = 1;
  if (report_descriptor >= 0) dup2(report_descriptor, STDERR_FILENO);
}

void terminal_guard_release(void) {
  if (!installed) return;
  armed = 0;
  released = 1;
  if (real_stderr >= 0) dup2(real_stderr, STDERR_FILENO);
}

int terminal_guard_descriptor(void) { return wake_pipe[0]; }

void terminal_guard_drain(void) {
  char bytes[64];
  while (wake_pipe[0] >= 0 && read(wake_pipe[0], bytes, sizeof bytes) > 0) {
  }
}

static int take(volatile sig_atomic_t *flag) {
  int value = *flag;
  *flag = 0;
  return value;
}

int terminal_guard_take_termination(void) { return take(&termination); }

int terminal_guard_take_size_change(void) { return take(&size_changed); }
int terminal_guard_take_stop(void) { return take(&stop_requested); }
int terminal_guard_take_continue(void) { return take(&continued); }

void terminal_guard_stop_process(void) {
  struct sigaction current;
  if (sigaction(SIGTSTP, NULL, &current) == 0 && current.sa_handler == SIG_IGN) return;
  stop_by_default(1);
}

static void close_report(void) {
  struct stat status;
  if (report_descriptor < 0) return;
  // Nothing happened, so there is nothing to read.
  if (fstat(report_descriptor, &status) == 0 && status.st_size == 0) unlink(report_path);
  close(report_descriptor);
}

void terminal_guard_remove(void) {
  if (!installed) return;
  terminal_guard_release();
  installed = released = 0;
  for (size_t index = 0; index < COUNT(crash_signals); index++) {
    sigaction(crash_signals[index], &previous_crash[index], NULL);
  }
  for (size_t index = 0; index < COUNT(notice_signals); index++) {
    sigaction(notice_signals[index], &previous_notice[index], NULL);
  }
  if (watching_size) sigaction(SIGWINCH, &previous_size, NULL);
  close_report();
  if (real_stderr >= 0) close(real_stderr);
  close(wake_pipe[0]);
  close(wake_pipe[1]);
  report_descriptor = real_stderr = wake_pipe[0] = wake_pipe[1] = -1;
}
