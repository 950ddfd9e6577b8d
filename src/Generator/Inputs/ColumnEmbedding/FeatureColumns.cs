using LstmGen.Generator.Planning;
using LstmGen.Generator.Spec;

namespace LstmGen.Generator.Inputs.ColumnEmbedding;

/// <summary>Where the numbers of the features and the vectors in place of some of them lie in what the first layer reads.</summary>
internal sealed class FeatureColumns
{
    /// <summary>The workspace's buffer of features.</summary>
    public const string Input = "Input";

    private readonly List<ColumnEmbeddingSpec> _embedded = [];
    private readonly Dictionary<int, int> _places = [];

    private FeatureColumns(PlanBuilder plan)
    {
        foreach (LayerSpec layer in plan.LayerSpecs)
        {
            if (layer is not ColumnEmbeddingSpec spec)
                break;
            if (spec.Column < plan.InputColumns && !_embedded.Exists(other => other.Column == spec.Column))
                _embedded.Add(spec);
        }

        int at = 0;
        for (int column = 0; column < plan.InputColumns; column++)
        {
            ColumnEmbeddingSpec? embedded = _embedded.Find(spec => spec.Column == column);
            if (embedded is not null)
                _places.Add(column, at);
            else if (Runs.Count > 0 && Runs[Runs.Count - 1] is var (from, to, count) && from + count == column)
                Runs[Runs.Count - 1] = (from, to, count + 1);
            else
                Runs.Add((column, at, 1));
            at = checked(at + (embedded?.Size ?? 1));
        }

        GradientUse? use = _embedded.TrueForAll(spec => spec.Frozen) ? plan.Current.Use : null;
        Output = new SequencePlan("Columns", 0, 1, at, "ColumnsGradient", use);
    }

    /// <summary>What the first layer reads.</summary>
    public SequencePlan Output { get; }

    /// <summary>Columns of numbers that lie side by side: the first one, where it goes, and how many.</summary>
    public List<(int From, int To, int Count)> Runs { get; } = [];

    /// <summary>Lays out all columns that the declaration embeds, and what copies the numbers between them.</summary>
    public static FeatureColumns Plan(PlanBuilder plan)
    {
        var columns = new FeatureColumns(plan);
        plan.StepBuffer(columns.Output.Buffer, columns.Output.Stride, "numbers, and vectors in place of categories");
        plan.StepBuffer(columns.Output.Gradient, columns.Output.Stride, "gradient of both", trainingOnly: true);
        plan.Add(new FeatureColumnsPlan(plan.LayerName("Columns"), columns.Runs, plan.Current, columns.Output));
        plan.Current = columns.Output;
        return columns;
    }

    /// <summary>The number of a column among those that are embedded, and where its vectors lie; null where it is none of them.</summary>
    public (int Index, int At)? Find(ColumnEmbeddingSpec spec) =>
        _embedded.FindIndex(other => ReferenceEquals(other, spec)) is >= 0 and var index ? (index, _places[spec.Column]) : null;
}
