#include "CHnswlib.h"
