using LstmGen.Generator.Text;

namespace LstmGen.Generator.Planning;

// Copies of parameters in the order in which the passes read them.
internal sealed partial class PlanBuilder
{
    private readonly List<PackedPlan> _packed = [];

    /// <inheritdoc/>
    public override void Pack(PackedPlan packed) => _packed.Add(packed with { Owner = Owner });

    /// <summary>A copy of small parameters that follow one another, as they are.</summary>
    public void PackCopy(string name, params ParameterPlan[] parameters)
    {
        long length = parameters.Sum(parameter => parameter.Length);
        Pack(
            name, RuntimeNames.AlignedBuffer, $"new AlignedBuffer({length})",
                string.Join(", ", parameters.Select(parameter => parameter.Comment)),
            false,
            $"parameters.Slice({parameters[0].Offset}, {length}).CopyTo({name}.Span);");
    }

    /// <summary>Notes a column that holds categories.</summary>
    public void Column(ColumnPlan column) => _columns.Add(column);
}
