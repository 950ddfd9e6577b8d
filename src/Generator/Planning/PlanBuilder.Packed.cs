using LstmGen.Generator.Collections;
using LstmGen.Generator.Text;

namespace LstmGen.Generator.Planning;

// Copies of parameters in the order in which the passes read them.
internal sealed partial class PlanBuilder
{
    private readonly List<PackedPlan> _packed = [];

    /// <summary>
    /// A copy of parameters. Copies are filled in the order of these calls, those that inference reads before those for training.
    /// </summary>
    public void Pack(string name, string type, string create, string summary, bool trainingOnly, params string[] pack) =>
        _packed.Add(new PackedPlan(name, type, create, summary, new EquatableArray<string>(pack), trainingOnly));

    /// <summary>The copy of <paramref name="weight"/> that inference multiplies by.</summary>
    public void PackMatrix(ParameterPlan weight, string name, string create, string summary, params string[] pack) =>
        PackMatrix([weight], name, create, summary, pack);

    /// <summary>The copy of several weights below each other.</summary>
    public void PackMatrix(ParameterPlan[] weights, string name, string create, string summary, params string[] pack)
    {
        foreach (ParameterPlan weight in weights)
            weight.Quantizes = true;
        Pack(name, RuntimeNames.PackedMatrix, create, summary, false, pack);
    }

    /// <summary>A copy of small parameters that follow one another, as they are.</summary>
    public void PackCopy(string name, params ParameterPlan[] parameters)
    {
        long length = parameters.Sum(parameter => parameter.Length);
        Pack(
            name, RuntimeNames.AlignedBuffer, $"new AlignedBuffer({length})", string.Join(", ", parameters.Select(parameter => parameter.Comment)),
            false,
            $"parameters.Slice({parameters[0].Offset}, {length}).CopyTo({name}.Span);");
    }

    /// <summary>A copy that only the gradient of <paramref name="input"/> needs; none where that is never wanted.</summary>
    public void PackForGradient(SequencePlan input, string name, string type, string create, string summary, string pack)
    {
        if (!input.GradientUse.IsNever)
            _packed.Add(new PackedPlan(name, type, create, summary, new EquatableArray<string>([pack]), true, !input.GradientUse.IsAlways));
    }

    /// <summary>Notes a column that holds categories.</summary>
    public void Column(ColumnPlan column) => _columns.Add(column);
}
