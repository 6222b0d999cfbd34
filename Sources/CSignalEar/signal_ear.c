#include "signal_ear.h"

#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <stdatomic.h>
#include <unistd.h>

static int ends[2] = {-1, -1};
static struct sigaction earlier[NSIG];
// Beside the pipe, which may be full: a signal is never lost, and each counts.
static atomic_uint arrived[NSIG];

#if ATOMIC_INT_LOCK_FREE != 2
#error "A handler may only use atomics without locks."
#endif

static void on_signal(int number) {
  int saved_errno = errno;
  atomic_fetch_add(&arrived[number], 1);
  ssize_t ignored = write(ends[1], "!", 1);  // A full pipe wakes as well.
  (void)ignored;
  errno = saved_errno;
}

int signal_ear_open(void) {
  int made[2];
  if (pipe(made) != 0) return errno;
  for (int end = 0; end < 2; end++) fcntl(made[end], F_SETFD, FD_CLOEXEC);
  // A handler must not wait; whoever reads has nothing else to do.
  fcntl(made[1], F_SETFL, O_NONBLOCK);
  ends[0] = made[0];
  ends[1] = made[1];
  return 0;
}

int signal_ear_begin(int number) {
  if (number <= 0 || number >= NSIG) return EINVAL;
  struct sigaction action = {0};
  sigemptyset(&action.sa_mask);
  action.sa_flags = SA_RESTART | SA_ONSTACK;
  action.sa_handler = on_signal;
  return sigaction(number, &action, &earlier[number]) == 0 ? 0 : errno;
}

void signal_ear_end(int number) { sigaction(number, &earlier[number], NULL); }

static int take(void) {
  for (int number = 1; number < NSIG; number++) {
    // Nobody else takes from it, so what was there still is.
    if (atomic_load(&arrived[number]) == 0) continue;
    atomic_fetch_sub(&arrived[number], 1);
    return number;
  }
  return 0;
}

int signal_ear_wait(void) {
  // A signal for the process goes to any thread that does not block it, and waits where all do: threads of Dispatch
  // block everything, as do those that they start.
  sigset_t none;
  sigemptyset(&none);
  pthread_sigmask(SIG_SETMASK, &none, NULL);
  while (1) {
    int number = take();
    if (number != 0) return number;
    char bytes[64];
    ssize_t ignored = read(ends[0], bytes, sizeof bytes);
    (void)ignored;
  }
}
