import Testing

/// All tests that open a curses screen: a process has one at a time.
@Suite(.serialized) enum CursesSuite {}
