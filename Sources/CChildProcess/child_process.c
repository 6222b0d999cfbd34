#define _GNU_SOURCE
#include "child_process.h"

#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <sys/wait.h>
#include <unistd.h>
#if defined(__linux__)
#include <sys/prctl.h>
#endif

static int make_pipe(int ends[2]) {
  if (pipe(ends) != 0) return errno;
  fcntl(ends[0], F_SETFD, FD_CLOEXEC);
  fcntl(ends[1], F_SETFD, FD_CLOEXEC);
  return 0;
}

static void close_pipe(int ends[2]) {
  close(ends[0]);
  close(ends[1]);
}

#if defined(__linux__)
// The kernel sends the signal. Whoever lost the parent before this line gets no signal any more, so that is looked at.
static void end_with_parent(pid_t parent) {
  prctl(PR_SET_PDEATHSIG, SIGTERM);
  if (getppid() != parent) _exit(127);
}
#else
// Elsewhere a second process waits until nobody holds the other end of a pipe, which only this process has.
static void watch_parent(pid_t child) {
  int ends[2];
  if (make_pipe(ends) != 0) return;
  pid_t watcher = fork();
  if (watcher == 0) {
    setpgid(0, 0);
    for (int descriptor = 0; descriptor < 1024; descriptor++) {
      if (descriptor != ends[0]) close(descriptor);
    }
    char byte;
    while (read(ends[0], &byte, 1) < 0 && errno == EINTR) {}
    kill(-child, SIGTERM);
    _exit(0);
  }
  close(ends[0]);
  // The writing end stays open on purpose, until this process ends.
}
#endif

// In the child, where only async-signal-safe functions may be called.
static void become(const char *path, char *const arguments[], char *const environment[], int output, int report,
                   pid_t parent) {
  (void)parent;
  setpgid(0, 0);
#if defined(__linux__)
  end_with_parent(parent);
#endif
  sigset_t none;
  sigemptyset(&none);
  sigprocmask(SIG_SETMASK, &none, NULL);
  for (int number = 1; number < NSIG; number++) signal(number, SIG_DFL);
  int nothing = open("/dev/null", O_RDONLY);
  if (nothing >= 0) dup2(nothing, 0);
  dup2(output, 1);
  dup2(output, 2);
  execve(path, arguments, environment);
  int reason = errno;
  ssize_t written = write(report, &reason, sizeof reason);
  (void)written;
  _exit(127);
}

int child_process_start(const char *path, char *const arguments[], char *const environment[], pid_t *process,
                        int *output) {
  int text[2], report[2], reason = make_pipe(text);
  if (reason != 0) return reason;
  reason = make_pipe(report);
  if (reason != 0) {
    close_pipe(text);
    return reason;
  }
  pid_t parent = getpid();
  pid_t child = fork();
  if (child < 0) {
    reason = errno;
    close_pipe(text);
    close_pipe(report);
    return reason;
  }
  if (child == 0) become(path, arguments, environment, text[1], report[1], parent);
  close(text[1]);
  close(report[1]);
  // Empty when the program runs: the other end was closed by exec.
  ssize_t count;
  do {
    count = read(report[0], &reason, sizeof reason);
  } while (count < 0 && errno == EINTR);
  close(report[0]);
  if (count == (ssize_t)sizeof reason) {
    close(text[0]);
    while (waitpid(child, NULL, 0) < 0 && errno == EINTR) {}
    return reason;
  }
#if !defined(__linux__)
  watch_parent(child);
#endif
  fcntl(text[0], F_SETFL, O_NONBLOCK);
  *process = child;
  *output = text[0];
  return 0;
}

int child_process_reap(pid_t process, int *exited, int *signalled) {
  int status = 0;
  pid_t result;
  do {
    result = waitpid(process, &status, WNOHANG);
  } while (result < 0 && errno == EINTR);
  if (result == 0) return 0;
  // Somebody else has taken its status: it ended all the same.
  if (result < 0) status = 0;
  *exited = WIFEXITED(status) ? WEXITSTATUS(status) : -1;
  *signalled = WIFSIGNALED(status) ? WTERMSIG(status) : 0;
  return 1;
}
