using LstmGen.Bench.Peers.Grid;
using LstmGen.Bench.Peers.Products;
using Xunit;

namespace LstmGen.Bench.Tests;

/// <summary>The products alone run for every kind of case, in as many parts as there are threads.</summary>
public class ProductsTests
{
    private static readonly string[] Ids =
        ["raw_lstm_h16_b1", "raw_lstm_h16_b16", "raw_gru_h16_b16", "raw_rnn_h16_b1", "stacked_64_32", "ner"];

    public static TheoryData<string, bool, int> Kinds
    {
        get
        {
            TheoryData<string, bool, int> kinds = [];
            foreach (string id in Ids)
            {
                foreach (bool training in (bool[])[false, true])
                {
                    foreach (int parts in (int[])[1, 2, 3])
                        kinds.Add(id, training, parts);
                }
            }

            return kinds;
        }
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public void Every_part_of_every_kind_of_case_is_computed(string id, bool training, int parts)
    {
        BenchCase c = GridCases.All.Single(one => one.Id == id);
        foreach (Arrangement way in Arrangement.All)
        {
            (float[] Outputs, float[] Gradients)[] alone = Computed(1, Extent.Products), shared = Computed(parts, Extent.Products);
            Assert.NotEmpty(shared);
            Assert.Equal(alone.Length, shared.Length);
            foreach (((_, float[] expected), (float[] outputs, float[] gradients)) in alone.Zip(shared))
            {
                Computes(outputs, 0.9);
                if (training)
                    Computes(gradients, 0.5); // inputs are padded
                Assert.Equal(expected.Length, gradients.Length);
                for (int i = 0; i < expected.Length; i++)
                    Assert.Equal(expected[i], gradients[i], 1e-3f * Math.Max(1, Math.Abs(expected[i])));
            }

            Assert.All(Computed(parts, Extent.Functions), layer => Computes(layer.Outputs, 0.9));
            Assert.All(Computed(parts, Extent.Needed), layer => Computes(layer.Outputs, 0.9));

            (float[] Outputs, float[] Gradients)[] Computed(int parts, Extent extent)
            {
                using ProductsItem item = new(c, training, extent, parts, way) { Parameters = 0 };
                item.Run();
                item.Run();
                return [.. item.Computed];
            }
        }
    }

    // Memory is zero until a part has written it.
    private static void Computes(float[] values, double share)
    {
        Assert.NotEmpty(values);
        Assert.DoesNotContain(values, value => !float.IsFinite(value));
        Assert.InRange(values.Count(value => value != 0) / (double)values.Length, share, 1);
    }
}
