#pragma once
#include <gsl/gsl_cdf.h>
#include <gsl/gsl_errno.h>
#include <gsl/gsl_math.h>
#include <gsl/gsl_sf_gamma.h>
#include <gsl/gsl_qrng.h>

// A C global cannot be read in Swift 6.
static inline gsl_qrng *hitl_sobol_alloc(unsigned int dimensions) {
    return gsl_qrng_alloc(gsl_qrng_sobol, dimensions);
}
