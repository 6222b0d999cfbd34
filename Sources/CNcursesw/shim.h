// What Swift cannot import from ncurses: macros with casts, mutable globals and variadics.
#ifndef CNCURSESW_SHIM_H
#define CNCURSESW_SHIM_H

#define _XOPEN_SOURCE_EXTENDED 1
#define NCURSES_WIDECHAR 1
#define NCURSES_NOMACROS 1
#include <stdbool.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>
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

// Whether the terminal has all attributes in colour too.
static inline bool cur_combines_colors(void) { return no_color_video <= 0; }

// Takes the look of the cells that curses clears with; attributes 0.
static inline void cur_set_background(WINDOW *window, int pair) {
  static const wchar_t blank[] = {L' ', 0};
  cchar_t cell;
  if (setcchar(&cell, blank, 0, 0, &pair) != ERR) wbkgrndset(window, &cell);
}

// Cuts `part` out of `text`.
static inline void cur_cut_out(char *text, const char *part) {
  char *found = strstr(text, part);
  if (found) memmove(found, found + strlen(part), strlen(found + strlen(part)) + 1);
}

// Before and after every change of attributes most terminals' descriptions switch off the second character set,
// three bytes each time. It is never switched on here, so the switch is cut out of curses' own copy of the strings,
// which is not const.
static inline void cur_shorten_attributes(void) {
  static const char *const names[] = {"sgr0", "sgr"};
  for (int index = 0; index < 2; index++) {
    char *text = tigetstr(names[index]);
    if (!text || text == (char *)-1) continue;
    cur_cut_out(text, "%?%p9%t\033(0%e\033(B%;");
    cur_cut_out(text, "%?%p9%t\016%e\017%;");
    cur_cut_out(text, "\033(B");
    cur_cut_out(text, "\017");
  }
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
