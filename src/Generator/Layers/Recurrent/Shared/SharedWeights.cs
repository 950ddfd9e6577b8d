using LstmGen.Generator.Planning;
using LstmGen.Generator.Text;

namespace LstmGen.Generator.Layers.Recurrent;

/// <summary>Writes the class of a layer's copies of weights, inside the class of its passes.</summary>
internal static class SharedWeights
{
    public static void Emit(CodeWriter w, IReadOnlyList<PackedPlan> packed)
    {
        PackedPlan[] always = [.. packed.Where(one => !one.TrainingOnly)], training = [.. packed.Where(one => one.TrainingOnly)];
        w.Line();
        w.Summary("The weights of a layer as its products read them.");
        using (w.Open($"internal sealed class {LayerScope.PackedType} : EmittedWeights"))
        {
            w.Line($"private readonly {LayerScope.Sizes} {LayerScope.Size};\n");
            w.Summary("Room for the weights that inference reads, and for those that the backward pass reads too.");
            using (w.Open($"internal {LayerScope.PackedType}({LayerScope.Sizes} {LayerScope.Size}, bool training)"))
            {
                w.Line($"this.{LayerScope.Size} = {LayerScope.Size};");
                foreach (PackedPlan one in always)
                    w.Line($"{one.Name} = {one.Create};");
                w.Line("if (!training)\n    return;");
                foreach (PackedPlan one in training)
                    w.Line($"{one.Name} = {one.Create};");
            }

            foreach (PackedPlan one in packed)
            {
                w.Line();
                w.Summary(LayerScope.OfSizes(one.Summary));
                w.Line($"internal {one.Type} {one.Name} {{ get; }}{(one.TrainingOnly ? " = null!;" : "")}");
            }

            w.Line();
            w.Summary("Those that can be stored in fewer bits.");
            w.Line("public override PackedMatrix[] Matrices => new[] { "
                + $"{string.Join(", ", packed.Where(one => one.Quantizes).Select(one => one.Name))} }};");
            w.Line();
            w.Summary("Fills them from the block of all parameters.");
            using (w.Open("public override void Pack(ReadOnlySpan<float> parameters, bool training, bool forInputGradient)"))
            {
                foreach (string statement in always.SelectMany(one => one.Pack))
                    w.Line(statement);
                w.Line("if (!training)\n    return;");
                foreach (PackedPlan one in training)
                    w.Line($"{(one.ForInput ? "if (forInputGradient)\n    " : "")}{string.Join("\n", one.Pack)}");
            }
        }
    }
}
