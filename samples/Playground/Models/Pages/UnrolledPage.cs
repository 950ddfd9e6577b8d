using System.Numerics.Tensors;
using LstmGen.Training;

namespace LstmGen.Samples.Playground;

/// <summary>A text runs through a trained RNN, GRU or LSTM.</summary>
public static class UnrolledPage
{
    /// <summary>Characters at most.</summary>
    public const int MaxLength = 60;

    private static readonly Dictionary<string, IRecurrentModel> Models = [];

    /// <summary>States and expectations at every step, as JSON.</summary>
    /// <param name="cell">RNN, GRU or LSTM.</param>
    /// <param name="text">At least one character; what stands behind <see cref="MaxLength"/> is left out.</param>
    /// <exception cref="ArgumentException">The cell is not known, or the text is empty.</exception>
    public static string Run(string cell, string text)
    {
        ArgumentException.ThrowIfNullOrEmpty(text);
        int[] ids = Letters.Ids(text.Length > MaxLength ? text[..MaxLength] : text);
        IRecurrentModel model = Model(cell);
        ModelWorkspace workspace = model.CreateWorkspace(training: true);
        workspace.Load(SequenceSet.FromTokens([ids]), [0]);
        model.Forward(workspace);
        RecurrentActivations layer = workspace.RecurrentLayers[0];
        float[] chances = new float[ids.Length * Letters.Count];
        workspace.Heads[0].CopyOutputs(chances);
        model.ToPredictionInPlace(workspace, 0, chances);
        return Json.Object(writer =>
        {
            writer.WriteString("model", model.Description.Name);
            writer.WriteNumber("units", layer.Units);
            writer.WriteString("text", Letters.Text(ids));
            writer.WriteString("unknown", Letters.Unknown(text));
            writer.Numbers("hidden", layer.CopyHidden(0));
            if (layer.CopyCell(0) is { } c)
                writer.Numbers("cell", c);
            writer.WriteString(
                "guesses", Letters.Text(chances.Chunk(Letters.Count).Select(row => TensorPrimitives.IndexOfMax<float>(row))));
        });
    }

    /// <summary>The trained model of a cell.</summary>
    /// <param name="cell">RNN, GRU or LSTM.</param>
    public static IRecurrentModel Model(string cell)
    {
        if (!Models.TryGetValue(cell, out IRecurrentModel? model))
        {
            Models[cell] = model = cell switch
            {
                "RNN" => UnrolledRnn.Pretrained(),
                "GRU" => UnrolledGru.Pretrained(),
                "LSTM" => UnrolledLstm.Pretrained(),
                _ => throw new ArgumentException($"cell is '{cell}'; give RNN, GRU or LSTM.", nameof(cell)),
            };
        }

        return model;
    }
}
