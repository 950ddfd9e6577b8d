using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Text;

namespace LstmGen.Testing;

/// <summary>The header of weights that are compiled in, as the build writes it for the generator.</summary>
public sealed class HeaderText(string model, string file, string header) : AdditionalText
{
    /// <summary>The header of a file that a model of one feature, 16 units and one output has saved.</summary>
    public const string Of16Units = """
        {"__metadata__": {"lstmgen.declaration": "Model\nFeatures Size=1\nLstm Hidden=16\nRegression Outputs=1", "note": "\u00e4\\ \"x\""},
         "lstm.weight_ih_l0": {"dtype": "F32", "shape": [64, 1], "data_offsets": [0, 256]},
         "lstm.weight_hh_l0": {"dtype": "F16", "shape": [64, 16], "data_offsets": [256, 2304]},
         "lstm.bias_ih_l0": {"dtype": "F32", "shape": [64], "data_offsets": [2304, 2560]},
         "lstm.bias_hh_l0": {"dtype": "BF16", "shape": [64], "data_offsets": [2560, 2688]},
         "head.weight": {"dtype": "F32", "shape": [1, 16], "data_offsets": [2688, 2752]},
         "head.bias": {"dtype": "F64", "shape": [1], "data_offsets": [2752, 2760]}}
        """;

    public override string Path => $"obj/lstmgen/{model}.lstmgen-weights.txt";

    public override SourceText GetText(CancellationToken cancellationToken = default) => SourceText.From($"{model}\n{file}\n{header}");
}
