using System.Globalization;
using System.Text.RegularExpressions;
using LstmGen.Interchange.Onnx.Model;
using LstmGen.Interchange.Structure;

namespace LstmGen.Interchange.Onnx.Import;

/// <summary>
/// What layers of a graph are called: by the names of their weights where an exporter kept them (<c>lstm.weight_ih_l0</c>), else by the
/// node's place among the modules (<c>/lstm/LSTM</c>), else by their kind.
/// </summary>
internal static partial class LayerNames
{
    /// <summary>Name and, of a recurrent layer, its number in a stack; either may be unknown.</summary>
    public static (string? Name, int? Number) Of(OnnxNode node, IEnumerable<string> weights)
    {
        foreach (string weight in weights)
        {
            if (Recurrent().Match(weight) is { Success: true } recurrent)
                return (recurrent.Groups["name"].Value.Length > 0 ? recurrent.Groups["name"].Value : null,
                    int.Parse(recurrent.Groups["layer"].Value, CultureInfo.InvariantCulture));
            if (Plain().Match(weight) is { Success: true } plain)
                return (plain.Groups["name"].Value, null);
        }

        // "/head/head.0/Gemm": each module's whole path, and the operator last.
        string[] path = node.Name.Split('/', StringSplitOptions.RemoveEmptyEntries);
        return (node.Name.StartsWith('/') && path.Length > 1 ? path[^2] : null, null);
    }

    /// <summary>Whether a weight's name tells its layer.</summary>
    public static bool IsOfLayer(string weight) => Recurrent().IsMatch(weight) || Plain().IsMatch(weight);

    /// <summary>The drafts as layers with their final names; layers of one stack become one.</summary>
    public static (List<LayerSketch> Layers, List<WeightTensor> Tensors) Finish(IReadOnlyList<LayerDraft> drafts)
    {
        var layers = new List<LayerSketch>();
        var tensors = new List<WeightTensor>();
        var taken = new HashSet<string>(StringComparer.Ordinal);
        LayerSketch? stack = null;
        foreach (LayerDraft draft in drafts)
        {
            LayerSketch sketch = draft.Sketch;
            if (stack is not null && Continues(stack, draft))
            {
                tensors.AddRange(draft.Tensors(stack.Name, stack.Layers));
                layers[^1] =
                    stack =
                        stack with
                        {
                            Layers = stack.Layers + 1, EveryStep = sketch.EveryStep, LastRow = sketch.LastRow,
                            Problem = stack.Problem ?? sketch.Problem,
                        };
                continue;
            }

            sketch =
                sketch with { Name = Free(taken, sketch.Name.Length > 0 ? sketch.Name : KindName(sketch.Kind), sketch.Name.Length == 0) };
            tensors.AddRange(draft.Tensors(sketch.Name, 0));
            layers.Add(sketch);
            stack = sketch.IsRecurrent ? sketch : null;
        }

        foreach (LayerSketch layer in layers.Where(layer => layer.Problem is not null))
        {
            for (int i = 0; i < tensors.Count; i++)
            {
                if (tensors[i].Layer == layer.Name)
                    tensors[i] = tensors[i].With(layer.Problem!);
            }
        }

        return (layers, tensors);
    }

    // The same module's next layer: named so, with the same settings.
    private static bool Continues(LayerSketch stack, LayerDraft draft) =>
        draft.Sketch.IsRecurrent && draft.Sketch.Name.Length > 0 && draft.Sketch.Name == stack.Name
            && (draft.Number is null || draft.Number == stack.Layers)
        && stack is { EveryStep: true, LastRow: false }
        && draft.Sketch with
        {
            Inputs = stack.Inputs, Layers = stack.Layers, EveryStep = stack.EveryStep, LastRow = stack.LastRow, Problem = stack.Problem,
        } == stack;

    private static string Free(HashSet<string> taken, string wish, bool numbered)
    {
        string name = wish;
        for (int number = 2; !taken.Add(name); number++)
            name = wish + (numbered ? "" : "_") + number.ToString(CultureInfo.InvariantCulture);
        return name;
    }

    private static string KindName(LayerKind kind) =>
        kind switch { LayerKind.LayerNorm => "norm", LayerKind.Conv1d => "conv", _ => kind.ToString().ToLowerInvariant() };

    [GeneratedRegex(@"^(?:(?<name>.*)\.)?(weight_ih|weight_hh|bias_ih|bias_hh)_l(?<layer>[0-9]{1,3})(_reverse)?$",
        RegexOptions.CultureInvariant)]
    private static partial Regex Recurrent();

    [GeneratedRegex(@"^(?<name>.+)\.(weight|bias)$", RegexOptions.CultureInvariant)]
    private static partial Regex Plain();
}
