using LstmGen.Reference.Heads;
using LstmGen.Reference.Layers;

namespace LstmGen.Reference.Models;

/// <summary>A declaration as plain data: one input, layers from first to last, one or more heads.</summary>
/// <param name="Name">Name of the class.</param>
/// <param name="Input">The input.</param>
/// <param name="Layers">The layers, in order of the data.</param>
/// <param name="Heads">The heads; names must differ.</param>
public sealed record ReferenceModel(
    string Name, ReferenceInput Input, IReadOnlyList<ReferenceLayer> Layers, IReadOnlyList<ReferenceHead> Heads)
{
    /// <summary>The only sequence length, or 0 for any; it changes the declaration, not the numbers.</summary>
    public int TimeSteps { get; init; }

    /// <summary>Time steps written out per loop turn; it changes the declaration, not the numbers.</summary>
    public int Unroll { get; init; } = 1;

    /// <summary>How weights are drawn; it changes the declaration, not the numbers.</summary>
    public Initialization Initialization { get; init; }

    /// <summary>The targets that code is generated for; it changes the declaration, not the numbers.</summary>
    public Backends Backends { get; init; } = Backends.Simd;

    /// <summary>The encoder that the model attends to; null for none.</summary>
    public ReferenceSource? Source { get; init; }

    /// <summary>Prefix of each layer: its name, or its kind, numbered by position among its kind from the second on.</summary>
    public IReadOnlyList<string> Prefixes
    {
        get
        {
            var seen = new Dictionary<string, int>();
            return [.. Layers.Select(layer =>
            {
                int number = seen[layer.Kind] = seen.GetValueOrDefault(layer.Kind) + 1;
                return layer.Name ?? (number == 1 ? layer.Kind : $"{layer.Kind}{number}");
            })];
        }
    }

    /// <summary>Width of what layer <paramref name="index"/> reads; of what the heads read for index = layer count.</summary>
    public int WidthBefore(int index) =>
        Layers.Take(index).Aggregate(Input.Width, (width, layer) => layer.OutputWidth(width));

    /// <summary>Steps that the heads see of a sequence of <paramref name="steps"/>; at most 0 when convolutions leave none.</summary>
    public int OutputSteps(int steps) => Layers.Aggregate(steps, (n, layer) => n <= 0 ? n : layer.OutputSteps(n));

    /// <summary>Whether every skip reads a sequence that is there, of its width and steps.</summary>
    public bool SkipsFit
    {
        get
        {
            var prefixes = Prefixes;
            return Enumerable.Range(0, Layers.Count).All(i => Layers[i] is not SkipLayer skip || Fits(skip, i));

            bool Fits(SkipLayer skip, int at)
            {
                int from = skip.From is null
                    ? 0
                    : Enumerable.Range(0, at).Where(i => prefixes[i] == skip.From).Select(i => i + 1).FirstOrDefault(-1);
                return from >= 0 && WidthBefore(from) == skip.Width && (skip.Merge == Merge.Concatenate || WidthBefore(at) == skip.Width)
                    && Layers.Skip(from).Take(at - from).All(layer => layer.KeepsSteps);
            }
        }
    }

    /// <summary>Every parameter: the input's, the layers' and the heads', in the order of the declaration.</summary>
    public IReadOnlyList<ParameterShape> Parameters
    {
        get
        {
            var prefixes = Prefixes;
            return
            [
                .. Input.Parameters,
                .. Layers.SelectMany((layer, i) => layer.Parameters(prefixes[i], WidthBefore(i))),
                .. Heads.SelectMany(head => head.Parameters(this)),
            ];
        }
    }

    /// <summary>The states, one for each recurrent attribute.</summary>
    public IReadOnlyList<StateShape> States
    {
        get
        {
            var prefixes = Prefixes;
            return [.. Layers.Select((layer, i) => (layer as RecurrentLayer)?.State(prefixes[i])).OfType<StateShape>()];
        }
    }

    /// <summary>The attributes and the class, as C# (without <c>using LstmGen;</c>).</summary>
    public string Declaration
    {
        get
        {
            var model = new AttributeText("RecurrentModel")
                .Named("Backends", Backends, Backends.Simd).Named("TimeSteps", TimeSteps, 0).Named("Unroll", Unroll, 1)
                .Named("Initialization", Initialization, Initialization.PyTorch).ToString();
            string[] lines =
            [
                model, .. Source is null ? Array.Empty<string>() : [ReferenceSource.Attribute(Name)], Input.Declaration,
                .. Layers.Select(layer => layer.Declaration),
                .. Heads.Select(head => head.Declaration), $"public partial class {Name};",
            ];
            return string.Join("\n", lines) + "\n" + (Source is null ? "" : "\n" + Source.Declaration(Name));
        }
    }

    /// <summary>A whole source file with the declaration in <paramref name="namespaceName"/>.</summary>
    public string ToSource(string namespaceName) => $"using LstmGen;\n\nnamespace {namespaceName};\n\n{Declaration}";

    /// <inheritdoc/>
    public override string ToString() => Declaration;
}
