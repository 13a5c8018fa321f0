#ifndef DARKROOM_CGSL_SHIM_H
#define DARKROOM_CGSL_SHIM_H
#include <gsl/gsl_cdf.h>
#include <gsl/gsl_errno.h>
#include <gsl/gsl_integration.h>
#include <gsl/gsl_linalg.h>
#include <gsl/gsl_math.h>
#include <gsl/gsl_min.h>
#include <gsl/gsl_multifit_nlinear.h>
#include <gsl/gsl_randist.h>
#include <gsl/gsl_roots.h>
#include <gsl/gsl_sf_erf.h>
#include <gsl/gsl_sf_gamma.h>
#include <gsl/gsl_sf_zeta.h>
#include <gsl/gsl_statistics_double.h>

/* Swift 6 rejects `const T *name` globals as mutable; each is reached through a function instead. */
#define CGSL_GET(T, n) static inline const T *_Nonnull c##n(void) { return n; }
CGSL_GET(gsl_root_fsolver_type, gsl_root_fsolver_brent)
CGSL_GET(gsl_min_fminimizer_type, gsl_min_fminimizer_brent)
CGSL_GET(gsl_multifit_nlinear_type, gsl_multifit_nlinear_trust)
#undef CGSL_GET
#endif
