// What Swift cannot import from ncurses: macros with casts, mutable globals and variadics.
#ifndef CNCURSESW_SHIM_H
#define CNCURSESW_SHIM_H

#define _XOPEN_SOURCE_EXTENDED 1
#define NCURSES_WIDECHAR 1
#define NCURSES_NOMACROS 1
#include <stdint.h>
#include <stdio.h>
#include <wchar.h>

// macOS carries an old narrow curses; Homebrew keeps its own out of the default paths.
#if defined(__APPLE__) && __has_include("/opt/homebrew/opt/ncurses/include/ncursesw/curses.h")
#include "/opt/homebrew/opt/ncurses/include/ncursesw/curses.h"
#include "/opt/homebrew/opt/ncurses/include/ncursesw/term.h"
#elif defined(__APPLE__) && __has_include("/usr/local/opt/ncurses/include/ncursesw/curses.h")
#include "/usr/local/opt/ncurses/include/ncursesw/curses.h"
#include "/usr/local/opt/ncurses/include/ncursesw/term.h"
#elif __has_include(<ncursesw/curses.h>)
#include <ncursesw/curses.h>
#include <ncursesw/term.h>
#else
#include <curses.h>
#include <term.h>
#endif

// The Glibc module hides it behind a feature macro.
extern int wcwidth(wchar_t);

// Mutable globals are refused by Swift 6.
static inline WINDOW *cur_window(void) { return stdscr; }
static inline int cur_rows(void) { return LINES; }
static inline int cur_columns(void) { return COLS; }
static inline int cur_color_count(void) { return COLORS; }
static inline int cur_pair_count(void) { return COLOR_PAIRS; }
static inline FILE *cur_standard_input(void) { return stdin; }
static inline FILE *cur_standard_output(void) { return stdout; }

static inline int cur_scalar_width(uint32_t scalar) { return wcwidth((wchar_t)scalar); }

// `pair` travels in the last argument because the short one ends at 32767.
static inline int cur_fill_cell(cchar_t *cell, const wchar_t *text, uint32_t attributes, int pair) {
  return setcchar(cell, text, (attr_t)attributes, 0, &pair);
}

// Copies cells without wrapping, scrolling or reading control characters: the lower right corner is a
// cell like any other.
static inline int cur_put_cells(WINDOW *window, int row, int column, const cchar_t *cells, int count) {
  if (wmove(window, row, column) == ERR) return ERR;
  return wadd_wchnstr(window, cells, count);
}

#define CUR_CONSTANT(name) static const uint32_t cur_##name = (uint32_t)(name)
CUR_CONSTANT(A_BOLD);
CUR_CONSTANT(A_DIM);
CUR_CONSTANT(A_REVERSE);
CUR_CONSTANT(A_UNDERLINE);
#ifdef A_ITALIC
CUR_CONSTANT(A_ITALIC);
#else
static const uint32_t cur_A_ITALIC = 0;
#endif
#undef CUR_CONSTANT

#endif
