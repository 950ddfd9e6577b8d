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
    public void Every_kind_of_case_runs(string id, bool training, int parts)
    {
        BenchCase c = GridCases.All.Single(one => one.Id == id);
        foreach (Arrangement way in Arrangement.All)
        {
            using ProductsItem item = new(c, training, functions: false, parts, way) { Parameters = 0 };
            item.Run();
            item.Run();
            using ProductsItem more = new(c, training, functions: true, parts, way) { Parameters = 0 };
            more.Run();
        }
    }
}
