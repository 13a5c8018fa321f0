// Chart.js as Debian's libjs-chart.js installs it (MIT licence, its notice is in the text). Without it, an empty text:
// reports then have static charts only. Nothing watches the installed file: touch this one to take in another version.

  .section .rodata
  .globl report_chart_library_begin
  .globl report_chart_library_end
report_chart_library_begin:
#if __has_include("/usr/share/javascript/chart.js/chart.min.js")
  .incbin "/usr/share/javascript/chart.js/chart.min.js"
#endif
report_chart_library_end:
  .byte 0

  .section .note.GNU-stack, "", @progbits
