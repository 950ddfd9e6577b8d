/* Sends the single-precision matrix products of a program that is linked with a Fortran BLAS to oneDNN:
 *     cc -O2 -shared -fPIC -o libsgemm_onednn.so sgemm_onednn.c -l:libdnnl.so.2
 *     LD_PRELOAD=./libsgemm_onednn.so python3 torch_rnn.py
 * Fortran's C = A B, column by column, is C' = B' A', row by row: the operands change places. */
#include <stdint.h>

int dnnl_sgemm(char transa, char transb, int64_t m, int64_t n, int64_t k, float alpha, const float *a, int64_t lda,
               const float *b, int64_t ldb, float beta, float *c, int64_t ldc);

void sgemm_(const char *transa, const char *transb, const int *m, const int *n, const int *k, const float *alpha,
            const float *a, const int *lda, const float *b, const int *ldb, const float *beta, float *c, const int *ldc)
{
    dnnl_sgemm(*transb, *transa, *n, *m, *k, *alpha, b, *ldb, a, *lda, *beta, c, *ldc);
}
