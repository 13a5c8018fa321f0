#include "CReportAssets.h"

extern const unsigned char report_chart_library_begin[];
extern const unsigned char report_chart_library_end[];

const unsigned char *report_chart_library(void) { return report_chart_library_begin; }

size_t report_chart_library_length(void) {
  return (size_t)(report_chart_library_end - report_chart_library_begin);
}
