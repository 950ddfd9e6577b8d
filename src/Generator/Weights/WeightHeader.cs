using LstmGen.Generator.Collections;

namespace LstmGen.Generator.Weights;

/// <summary>
/// The header of a weight file that is compiled in. The build writes it as text, because a generator reads no file itself.
/// </summary>
/// <param name="Model">Full name of the model's class.</param>
/// <param name="File">Name of the file.</param>
/// <param name="Tensors">What the file holds.</param>
/// <param name="Declaration">What the model that saved the file declares; null where another program wrote it.</param>
/// <param name="Error">What is wrong with the header; null where it was read.</param>
internal sealed record WeightHeader(string Model, string File, EquatableArray<WeightTensorInfo> Tensors, string? Declaration, string? Error)
{
    /// <summary>How the names of such texts end.</summary>
    public const string Ending = ".lstmgen-weights.txt";

    /// <summary>Reads three lines: the model, the file, the header of safetensors.</summary>
    public static WeightHeader Read(string text)
    {
        string[] lines = text.Split(['\n'], 3);
        if (lines.Length < 3)
            return new("", "", EquatableArray<WeightTensorInfo>.Empty, null, "the build wrote no header");
        (string model, string file) = (lines[0].Trim(), lines[1].Trim());
        try
        {
            var tensors = new List<WeightTensorInfo>();
            string? declaration = null;
            foreach (KeyValuePair<string, object?> entry in (Dictionary<string, object?>)Json.Read(lines[2])!)
            {
                var values = (Dictionary<string, object?>)entry.Value!;
                if (entry.Key != "__metadata__")
                    tensors.Add(new(entry.Key, (string)values["dtype"]!, string.Join(", ", (List<object?>)values["shape"]!)));
                else if (values.TryGetValue("lstmgen.declaration", out object? declared))
                    declaration = declared as string;
            }

            return new(model, file, tensors.ToEquatableArray(), declaration, null);
        }
        catch (Exception e) when (e is FormatException or InvalidCastException or KeyNotFoundException or NullReferenceException)
        {
            return new(model, file, EquatableArray<WeightTensorInfo>.Empty, null, "its header is no safetensors header");
        }
    }
}
