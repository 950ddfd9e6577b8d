using LstmGen.Generator.Planning;
using LstmGen.Generator.Text;

namespace LstmGen.Generator.Layers.Recurrent;

/// <summary>Writes what the objects of a class of passes have, and its class of sizes.</summary>
internal static class SharedMembers
{
    /// <summary>Writes what an object has.</summary>
    /// <param name="w">Where to write.</param>
    /// <param name="scope">The members.</param>
    /// <param name="memory">The buffers.</param>
    /// <param name="late">The member that is known only when all objects are made.</param>
    public static void Emit(CodeWriter w, LayerScope scope, ScopedMemory memory, string late)
    {
        w.Line($"private readonly {LayerScope.Sizes} {LayerScope.Size} = sizes;\n");
        foreach (LayerMember member in scope.Given)
            w.Line(member.Name == late
                ? $"internal {member.Type} {member.Name} {{ get; set; }} = null!;"
                : $"internal {member.Type} {member.Name} {{ get; }} = {LayerScope.Parameter(member.Name)};");
        w.Line();
        w.Summary("The present copies of weights.");
        w.Line($"internal {LayerScope.PackedType} {LayerScope.Packed} {{ get; private set; }} = null!;");
        w.Line();
        foreach (BufferPlan buffer in memory.Buffers)
        {
            w.Summary($"{LayerScope.OfSizes(buffer.Shape)}: {buffer.Summary}{(buffer.TrainingOnly ? "; for training" : "")}.");
            w.Line($"internal AlignedBuffer {buffer.Name} {{ get; }} = new();");
            w.Line();
        }

        w.Summary("Reads these copies of weights from now on.");
        w.Line($"public override void Use(EmittedWeights weights) => {LayerScope.Packed} = ({LayerScope.PackedType})weights;");
        w.Line();
        w.Summary("Gives the buffers room for the batch.");
        using (w.Open("public override void Resize(ModelWorkspace ws)"))
        {
            foreach (BufferPlan buffer in memory.Buffers.Where(one => !one.TrainingOnly))
                w.Line(Size(buffer));
            w.Line("if (!ws.Training)\n    return;");
            foreach (BufferPlan buffer in memory.Buffers.Where(one => one.TrainingOnly))
                w.Line(Size(buffer));
        }

        w.Line();
    }

    /// <summary>Writes the class of sizes.</summary>
    public static void EmitSizes(CodeWriter w, LayerScope scope)
    {
        w.Line();
        w.Summary("The sizes of a layer, and where its parameters lie.");
        using (w.Open($"internal sealed class {LayerScope.Sizes}"))
        {
            foreach ((string name, string type) in scope.GivenSizes.Select(member => (member.Name, member.Type))
                .Concat(scope.Computed.Select(member => (member.Name, member.Type))))
                w.Line($"internal readonly {type} {name};");
            w.Line();
            IEnumerable<string> parameters = scope.GivenSizes.Select(member => $"{member.Type} {LayerScope.Parameter(member.Name)}");
            using (w.Open($"internal {LayerScope.Sizes}({string.Join(", ", parameters)})"))
            {
                foreach (LayerMember member in scope.GivenSizes)
                    w.Line($"{member.Name} = {LayerScope.Parameter(member.Name)};");
                foreach ((string name, _, string formula) in scope.Computed)
                    w.Line($"{name} = {formula};");
            }
        }
    }

    private static string Size(BufferPlan buffer) => $"{buffer.Name}.EnsureLength(checked({buffer.Length}));";
}
