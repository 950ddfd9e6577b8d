namespace LstmGen.Interchange.Keras;

/// <summary>Tells a layer's class by its weights, where the file has no configuration.</summary>
internal static class KerasKinds
{
    public static string ByWeights(KerasLayer layer, List<WeightTensor> weights)
    {
        if (weights.Count is 2 or 3 or 4 or 6 && weights[0].Shape is [_, var columns] && weights[1].Shape is [var units, var gates]
            && columns == gates && units > 0)
        {
            return (gates / units, gates % units) switch
            {
                (4, 0) => "LSTM",
                (3, 0) => "GRU",
                (1, 0) => "SimpleRNN",
                _ => "",
            };
        }

        bool Ends(int at, string name) =>
            weights[at].Name.Split('/')[^1].Split(':')[0] is var last
                && (last == name || last.All(char.IsAsciiDigit) || last.Contains('.'));
        return weights switch
        {
            [{ Shape.Length: 2 }] when !Ends(0, "kernel") || layer.Name.StartsWith("embedding", StringComparison.Ordinal) => "Embedding",
            [{ Shape.Length: 2 }] or [{ Shape.Length: 2 }, { Shape.Length: 1 }] => "Dense",
            [{ Shape.Length: 3 }] or [{ Shape.Length: 3 }, { Shape.Length: 1 }] => "Conv1D",
            [{ Shape.Length: 1 }, { Shape.Length: 1 }] when Ends(0, "gamma") && Ends(1, "beta") => "LayerNormalization",
            _ => "",
        };
    }
}
