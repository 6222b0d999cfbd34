// Turns signals into something that one thread can wait for, whichever thread the system interrupts for them: the
// handler counts and writes into a pipe, which is all that a handler may do, and the thread reads the pipe.
#ifndef SIGNAL_EAR_H
#define SIGNAL_EAR_H

// Makes the pipe. To be called once, before all else. Returns 0 or an errno.
int signal_ear_open(void);

// From now on this signal is counted instead of what happened to it before. Returns 0 or an errno.
int signal_ear_begin(int number);

// What happened to this signal before happens to it again.
void signal_ear_end(int number);

// Blocks until a signal has come, and returns its number; for one thread. One that has come before the call, or
// while no thread was there, is not lost: what comes n times while it is counted is returned n times.
int signal_ear_wait(void);

#endif
