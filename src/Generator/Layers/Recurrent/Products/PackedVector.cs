using LstmGen.Generator.Planning;
using LstmGen.Generator.Text;

namespace LstmGen.Generator.Layers.Recurrent;

/// <summary>A parameter [H] as a padded vector that passes read unit by unit.</summary>
internal static class PackedVector
{
    public static void Add(LayerMemory memory, RecurrentDirection d, string name, Func<RecurrentDirection, ParameterPlan> parameter) =>
        memory.Pack(
            d.Name + name, RuntimeNames.AlignedBuffer, $"new AlignedBuffer({d.Stride})",
            $"{(d.Scope is null ? parameter(d).Comment : $"one for each unit, [{d.Units}]")}, padded", false,
            $"{d.Slice(name + "Place", "parameters", parameter)}.CopyTo({d.Own(d.Name + name)}.Span);");

    public static CellOperand Operand(RecurrentDirection d, string local, string name) => new(local, Rows(d, x => x.Name + name), 0);

    /// <summary>A packed vector that all rows share.</summary>
    public static RowsAt Rows(RecurrentDirection d, Func<RecurrentDirection, string> name) =>
        new(d.Packed(name) + ".Span", name(d), Packed: true);
}
