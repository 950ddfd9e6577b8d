using System.Numerics.Tensors;

namespace LstmGen.CompilerServices;

/// <summary>Expected uses of the transitions under a linear-chain CRF.</summary>
internal static class CrfExpectation
{
    /// <summary>
    /// Adds P(tag i at t-1 and tag j at t) = exp(alpha_{t-1}(i) + T(i, j) + ahead(j) - logZ) for all i, j, where ahead is
    /// x_t + beta_t: a product p_i E_ij q_j whose E is applied once, by <see cref="Finish"/>.
    /// </summary>
    internal static void AddPairs(ReadOnlySpan<double> before, double logZ, CrfWeights weights, CrfScratch scratch)
    {
        int tags = scratch.Tags;
        Span<double> p = scratch.Left.AsSpan(0, tags), q = scratch.Right.AsSpan(0, tags);
        double shift = CrfRecursion.Shifted(before, p);

        q.Clear();
        for (int i = 0; i < tags; i++)
            TensorPrimitives.MultiplyAdd(scratch.Factors.AsSpan(i * tags, tags), p[i], q, q);
        for (int j = 0; j < tags; j++)
        {
            double ahead = scratch.Ahead[j] - logZ;
            if (q[j] >= CrfRecursion.Trusted)
            {
                q[j] = Math.Exp(shift + scratch.Greatest + ahead);
                continue;
            }

            q[j] = 0; // term by term, as in the recursion
            for (int i = 0; i < tags; i++)
                scratch.Expected[i * tags + j] += Math.Exp(before[i] + weights.Transitions[i * tags + j] + ahead);
        }

        for (int i = 0; i < tags; i++)
        {
            Span<double> row = scratch.Partial.AsSpan(i * tags, tags);
            TensorPrimitives.MultiplyAdd(q, p[i], row, row);
        }
    }

    /// <summary>Applies the factors that <see cref="AddPairs"/> left out.</summary>
    internal static void Finish(CrfScratch scratch)
    {
        int square = scratch.Tags * scratch.Tags;
        Span<double> expected = scratch.Expected.AsSpan(0, square);
        TensorPrimitives.MultiplyAdd<double>(scratch.Partial.AsSpan(0, square), scratch.Factors.AsSpan(0, square), expected, expected);
    }
}
