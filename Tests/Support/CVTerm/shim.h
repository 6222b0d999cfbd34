// Bit-fields and unions of libvterm as plain structs, for Swift.
#ifndef CVTERM_SHIM_H
#define CVTERM_SHIM_H

#include <string.h>
#include <vterm.h>

typedef struct {
  uint32_t chars[VTERM_MAX_CHARS_PER_CELL];
  int width;
  int bold, underline, italic, reverse, strike;
  // 0 default, 1 palette (index), 2 RGB
  int foreground_kind, background_kind;
  uint8_t foreground_index, foreground_red, foreground_green, foreground_blue;
  uint8_t background_index, background_red, background_green, background_blue;
} vts_cell;

typedef struct {
  int cursor_visible;
  int alternate_screen;
  int bells;
} vts_state;

static inline void vts_color(const VTermColor *color, int is_default, int *kind, uint8_t *index, uint8_t *red,
                             uint8_t *green, uint8_t *blue) {
  *kind = is_default ? 0 : VTERM_COLOR_IS_INDEXED(color) ? 1 : 2;
  *index = *red = *green = *blue = 0;
  if (*kind == 1) *index = color->indexed.idx;
  if (*kind == 2) {
    *red = color->rgb.red;
    *green = color->rgb.green;
    *blue = color->rgb.blue;
  }
}

static inline int vts_get_cell(VTerm *terminal, int row, int column, vts_cell *out) {
  VTermScreenCell cell;
  VTermPos position = {row, column};
  memset(out, 0, sizeof *out);
  if (!vterm_screen_get_cell(vterm_obtain_screen(terminal), position, &cell)) return 0;
  memcpy(out->chars, cell.chars, sizeof out->chars);
  out->width = cell.width;
  out->bold = cell.attrs.bold;
  out->underline = cell.attrs.underline != 0;
  out->italic = cell.attrs.italic;
  out->reverse = cell.attrs.reverse;
  out->strike = cell.attrs.strike;
  vts_color(&cell.fg, VTERM_COLOR_IS_DEFAULT_FG(&cell.fg), &out->foreground_kind, &out->foreground_index,
            &out->foreground_red, &out->foreground_green, &out->foreground_blue);
  vts_color(&cell.bg, VTERM_COLOR_IS_DEFAULT_BG(&cell.bg), &out->background_kind, &out->background_index,
            &out->background_red, &out->background_green, &out->background_blue);
  return 1;
}

static inline void vts_get_cursor(VTerm *terminal, int *row, int *column) {
  VTermPos position;
  vterm_state_get_cursorpos(vterm_obtain_state(terminal), &position);
  *row = position.row;
  *column = position.col;
}

static inline int vts_on_property(VTermProp property, VTermValue *value, void *user) {
  vts_state *state = (vts_state *)user;
  if (property == VTERM_PROP_CURSORVISIBLE) state->cursor_visible = value->boolean;
  if (property == VTERM_PROP_ALTSCREEN) state->alternate_screen = value->boolean;
  return 1;
}

static inline int vts_on_bell(void *user) {
  ((vts_state *)user)->bells++;
  return 1;
}

// `state` has to outlive the terminal.
static inline VTerm *vts_open(int rows, int columns, vts_state *state) {
  static const VTermScreenCallbacks callbacks = {.settermprop = vts_on_property, .bell = vts_on_bell};
  VTerm *terminal = vterm_new(rows, columns);
  vterm_set_utf8(terminal, 1);
  state->cursor_visible = 1;
  state->alternate_screen = state->bells = 0;
  vterm_screen_set_callbacks(vterm_obtain_screen(terminal), &callbacks, state);
  vterm_screen_enable_altscreen(vterm_obtain_screen(terminal), 1);
  vterm_screen_reset(vterm_obtain_screen(terminal), 1);
  return terminal;
}

#endif
