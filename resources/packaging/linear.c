/* OpenCV's linear algebra by the OpenBLAS of numpy: what OpenCV's own copy of it would do.
 *
 * OpenCV passes integers of 32 bits, numpy's OpenBLAS takes 64. So every function here widens what
 * it is given, calls its namesake, and narrows what comes back. The signatures are those of CBLAS
 * (https://netlib.org/blas/cblas.h) and of LAPACK 3; Fortran also gets the length of each letter.
 */
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>

typedef int64_t wide;

enum { NO_MEMORY = -1010 }; /* LAPACKE's word for it. */

#define GEMM(letter, scalar)                                                                       \
    void scipy_cblas_##letter##gemm64_(int, int, int, wide, wide, wide, scalar, const void *,      \
                                       wide, const void *, wide, scalar, void *, wide);            \
    void cblas_##letter##gemm(int order, int trans_a, int trans_b, int m, int n, int k,            \
                              scalar alpha, const void *a, int lda, const void *b, int ldb,        \
                              scalar beta, void *c, int ldc) {                                     \
        scipy_cblas_##letter##gemm64_(order, trans_a, trans_b, m, n, k, alpha, a, lda, b, ldb,     \
                                      beta, c, ldc);                                               \
    }

/* Pivots are written to the start of a wider array of our own and copied back. */
static wide *new_integers(wide count) { return malloc((size_t)(count > 0 ? count : 1) * sizeof(wide)); }

static void narrow(const wide *from, int *to, wide count) {
    for (wide i = 0; i < count; i++) to[i] = (int)from[i];
}

static wide smaller(wide a, wide b) { return a < b ? a : b; }

#define SOLVERS(letter)                                                                            \
    void scipy_##letter##gesv_64_(const wide *, const wide *, void *, const wide *, wide *,        \
                                  void *, const wide *, wide *);                                   \
    void letter##gesv_(const int *n, const int *nrhs, void *a, const int *lda, int *ipiv, void *b, \
                       const int *ldb, int *info) {                                                \
        wide N = *n, NRHS = *nrhs, LDA = *lda, LDB = *ldb, INFO = 0;                               \
        wide *pivots = new_integers(N);                                                            \
        if (!pivots) {                                                                             \
            *info = NO_MEMORY;                                                                     \
            return;                                                                                \
        }                                                                                          \
        scipy_##letter##gesv_64_(&N, &NRHS, a, &LDA, pivots, b, &LDB, &INFO);                      \
        if (INFO >= 0) narrow(pivots, ipiv, N);                                                    \
        free(pivots);                                                                              \
        *info = (int)INFO;                                                                         \
    }                                                                                              \
    void scipy_##letter##getrf_64_(const wide *, const wide *, void *, const wide *, wide *,       \
                                   wide *);                                                        \
    void letter##getrf_(const int *m, const int *n, void *a, const int *lda, int *ipiv,            \
                        int *info) {                                                               \
        wide M = *m, N = *n, LDA = *lda, INFO = 0;                                                 \
        wide *pivots = new_integers(smaller(M, N));                                                \
        if (!pivots) {                                                                             \
            *info = NO_MEMORY;                                                                     \
            return;                                                                                \
        }                                                                                          \
        scipy_##letter##getrf_64_(&M, &N, a, &LDA, pivots, &INFO);                                 \
        if (INFO >= 0) narrow(pivots, ipiv, smaller(M, N));                                        \
        free(pivots);                                                                              \
        *info = (int)INFO;                                                                         \
    }                                                                                              \
    void scipy_##letter##posv_64_(const char *, const wide *, const wide *, void *, const wide *,  \
                                  void *, const wide *, wide *, size_t);                           \
    void letter##posv_(const char *uplo, const int *n, const int *nrhs, void *a, const int *lda,   \
                       void *b, const int *ldb, int *info) {                                       \
        wide N = *n, NRHS = *nrhs, LDA = *lda, LDB = *ldb, INFO = 0;                               \
        scipy_##letter##posv_64_(uplo, &N, &NRHS, a, &LDA, b, &LDB, &INFO, 1);                     \
        *info = (int)INFO;                                                                         \
    }                                                                                              \
    void scipy_##letter##potrf_64_(const char *, const wide *, void *, const wide *, wide *,       \
                                   size_t);                                                        \
    void letter##potrf_(const char *uplo, const int *n, void *a, const int *lda, int *info) {      \
        wide N = *n, LDA = *lda, INFO = 0;                                                         \
        scipy_##letter##potrf_64_(uplo, &N, a, &LDA, &INFO, 1);                                    \
        *info = (int)INFO;                                                                         \
    }                                                                                              \
    void scipy_##letter##gels_64_(const char *, const wide *, const wide *, const wide *, void *,  \
                                  const wide *, void *, const wide *, void *, const wide *,        \
                                  wide *, size_t);                                                 \
    void letter##gels_(const char *trans, const int *m, const int *n, const int *nrhs, void *a,    \
                       const int *lda, void *b, const int *ldb, void *work, const int *lwork,      \
                       int *info) {                                                                \
        wide M = *m, N = *n, NRHS = *nrhs, LDA = *lda, LDB = *ldb, LWORK = *lwork, INFO = 0;       \
        scipy_##letter##gels_64_(trans, &M, &N, &NRHS, a, &LDA, b, &LDB, work, &LWORK, &INFO, 1);  \
        *info = (int)INFO;                                                                         \
    }                                                                                              \
    void scipy_##letter##geqrf_64_(const wide *, const wide *, void *, const wide *, void *,       \
                                   void *, const wide *, wide *);                                  \
    void letter##geqrf_(const int *m, const int *n, void *a, const int *lda, void *tau,            \
                        void *work, const int *lwork, int *info) {                                 \
        wide M = *m, N = *n, LDA = *lda, LWORK = *lwork, INFO = 0;                                 \
        scipy_##letter##geqrf_64_(&M, &N, a, &LDA, tau, work, &LWORK, &INFO);                      \
        *info = (int)INFO;                                                                         \
    }                                                                                              \
    void scipy_##letter##gesdd_64_(const char *, const wide *, const wide *, void *, const wide *, \
                                   void *, void *, const wide *, void *, const wide *, void *,     \
                                   const wide *, wide *, wide *, size_t);                          \
    void letter##gesdd_(const char *jobz, const int *m, const int *n, void *a, const int *lda,     \
                        void *s, void *u, const int *ldu, void *vt, const int *ldvt, void *work,   \
                        const int *lwork, int *iwork, int *info) {                                 \
        wide M = *m, N = *n, LDA = *lda, LDU = *ldu, LDVT = *ldvt, LWORK = *lwork, INFO = 0;       \
        wide *integers = new_integers(8 * smaller(M, N));                                          \
        (void)iwork;                                                                               \
        if (!integers) {                                                                           \
            *info = NO_MEMORY;                                                                     \
            return;                                                                                \
        }                                                                                          \
        scipy_##letter##gesdd_64_(jobz, &M, &N, a, &LDA, s, u, &LDU, vt, &LDVT, work, &LWORK,      \
                                  integers, &INFO, 1);                                             \
        free(integers);                                                                            \
        *info = (int)INFO;                                                                         \
    }

GEMM(s, float)
GEMM(d, double)
GEMM(c, const void *)
GEMM(z, const void *)
SOLVERS(s)
SOLVERS(d)

void scipy_dgeev_64_(const char *, const char *, const wide *, void *, const wide *, void *, void *,
                     void *, const wide *, void *, const wide *, void *, const wide *, wide *,
                     size_t, size_t);
void dgeev_(const char *jobvl, const char *jobvr, const int *n, void *a, const int *lda, void *wr,
            void *wi, void *vl, const int *ldvl, void *vr, const int *ldvr, void *work,
            const int *lwork, int *info) {
    wide N = *n, LDA = *lda, LDVL = *ldvl, LDVR = *ldvr, LWORK = *lwork, INFO = 0;
    scipy_dgeev_64_(jobvl, jobvr, &N, a, &LDA, wr, wi, vl, &LDVL, vr, &LDVR, work, &LWORK, &INFO, 1,
                    1);
    *info = (int)INFO;
}
