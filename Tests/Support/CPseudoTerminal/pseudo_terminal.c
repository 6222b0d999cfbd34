#define _GNU_SOURCE
#include "pseudo_terminal.h"

#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <sys/ioctl.h>
#include <sys/wait.h>
#include <termios.h>
#include <unistd.h>
#if defined(__APPLE__)
#include <util.h>
#else
#include <pty.h>
#endif

static void become(const char *path, char *const arguments[], char *const environment[], const char *directory) {
  // Threads of a Swift runtime block signals and children inherit that: a blocked SIGWINCH never arrives.
  sigset_t none;
  sigemptyset(&none);
  sigprocmask(SIG_SETMASK, &none, NULL);
  for (int number = 1; number < NSIG; number++) signal(number, SIG_DFL);
  if (directory != NULL && chdir(directory) != 0) _exit(126);
  execve(path, arguments, environment);
  _exit(127);
}

int pseudo_terminal_spawn(const char *path, char *const arguments[], char *const environment[],
                          const char *directory, int rows, int columns, pid_t *process) {
  struct winsize size = {.ws_row = (unsigned short)rows, .ws_col = (unsigned short)columns};
  int descriptor = -1;
  pid_t child = forkpty(&descriptor, NULL, NULL, &size);
  if (child < 0) return -errno;
  if (child == 0) become(path, arguments, environment, directory);
  fcntl(descriptor, F_SETFD, FD_CLOEXEC);
  fcntl(descriptor, F_SETFL, O_NONBLOCK);
  *process = child;
  return descriptor;
}

int pseudo_terminal_open(int rows, int columns, int *controller, int *terminal) {
  struct winsize size = {.ws_row = (unsigned short)rows, .ws_col = (unsigned short)columns};
  if (openpty(controller, terminal, NULL, NULL, &size) != 0) return errno;
  fcntl(*controller, F_SETFD, FD_CLOEXEC);
  fcntl(*terminal, F_SETFD, FD_CLOEXEC);
  fcntl(*controller, F_SETFL, O_NONBLOCK);
  return 0;
}

int pseudo_terminal_resize(int descriptor, int rows, int columns) {
  struct winsize size = {.ws_row = (unsigned short)rows, .ws_col = (unsigned short)columns};
  return ioctl(descriptor, TIOCSWINSZ, &size) == 0 ? 0 : errno;
}

int pseudo_terminal_reap(pid_t process, int *exited, int *signalled) {
  int status = 0;
  pid_t result;
  do {
    result = waitpid(process, &status, WNOHANG);
  } while (result < 0 && errno == EINTR);
  if (result != process) return 0;
  *exited = WIFEXITED(status) ? WEXITSTATUS(status) : -1;
  *signalled = WIFSIGNALED(status) ? WTERMSIG(status) : 0;
  return 1;
}
