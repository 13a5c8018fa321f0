#ifndef DARKROOM_REPORT_ASSETS_H
#define DARKROOM_REPORT_ASSETS_H

#include <stddef.h>

/// Source text of the chart library that was installed when this was built; not terminated by a zero.
const unsigned char *_Nonnull report_chart_library(void);

/// Bytes of that text; 0 when no chart library was installed.
size_t report_chart_library_length(void);

#endif
