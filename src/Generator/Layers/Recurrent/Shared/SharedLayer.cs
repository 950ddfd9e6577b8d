using LstmGen.Generator.Emitting;
using LstmGen.Generator.Planning;
using LstmGen.Generator.Text;

namespace LstmGen.Generator.Layers.Recurrent;

/// <summary>
/// The passes of a recurrent layer as a class that a compilation has once for all layers and models with the same text: sizes, buffers and
/// places of parameters are its members. A workspace has an object of it for each direction of each layer.
/// </summary>
/// <param name="file">The class.</param>
/// <param name="scope">Its members.</param>
internal sealed class SharedLayer(SharedFile file, LayerScope scope)
{
    private const string OtherHidden = "OtherH";

    /// <summary>The class.</summary>
    public SharedFile File => file;

    /// <summary>The classes of a layer's directions; both have one, but where steps are written out.</summary>
    public static IReadOnlyList<SharedLayer> Of(
        IReadOnlyList<RecurrentDirection> directions, RecurrentOutput output, TimeLoop loop, bool inWave, bool streams)
    {
        if (directions.Count == 2 && loop.Unroll == 1)
        {
            SharedLayer both = Write(directions[0] with { RunsBothWays = true }, output, loop, inWave, streams);
            return [both, both];
        }

        return [.. directions.Select(d => Write(d, output, loop, inWave, streams))];
    }

    /// <summary>The objects of a direction.</summary>
    public LayerObject ObjectOf(RecurrentDirection d)
    {
        LayerMember? other = scope.Given.FirstOrDefault(member => member.Name == OtherHidden);
        return new(
            d.Name, $"{RuntimeNames.EmittedAlias}::{file.Name}",
            Values(scope.Given.Where(member => member != other), d),
            $"new(\n    {Values(scope.GivenSizes, d)})",
            other is null ? null : $"{d.Name}.{OtherHidden} = {other.Value(d)};");
    }

    /// <summary>All passes of a direction.</summary>
    public static void EmitPasses(CodeWriter w, RecurrentDirection d, RecurrentOutput output, TimeLoop loop, bool inWave, bool streams)
    {
        RecurrentForward.EmitLoop(w, d, loop, inWave);
        w.Line();
        if (InputAhead.IsPossible(d))
        {
            InputAhead.EmitMethod(w, d);
            w.Line();
        }

        if (streams)
        {
            RecurrentStreamStep.Emit(w, d);
            w.Line();
        }

        RecurrentBackward.EmitLoop(w, d, output, loop, inWave);
        w.Line();
        if (InputGradient.IsWanted(d))
        {
            InputGradient.EmitMethod(w, d);
            w.Line();
        }

        RecurrentGradients.Emit(w, d);
    }

    private static string Values(IEnumerable<LayerMember> members, RecurrentDirection d) =>
        string.Join(", ", members.Select(member => $"{LayerScope.Parameter(member.Name)}: {member.Value(d)}"));

    private static SharedLayer Write(RecurrentDirection direction, RecurrentOutput output, TimeLoop loop, bool inWave, bool streams)
    {
        var scope = new LayerScope();
        RecurrentDirection scoped = direction with { Scope = scope };
        var memory = new ScopedMemory(scope, direction);
        DirectionMemory.Add(memory, scoped);
        CodeWriter passes = new(), w = new();
        SharedPhases.Emit(passes, scoped);
        SharedDirection.Emit(passes, scoped);
        EmitPasses(passes, scoped, output, loop, inWave, streams);
        passes.Line();
        RecurrentStates.Emit(passes, scoped);
        SharedMembers.Emit(w, scope, memory, OtherHidden);
        w.Append(passes);
        SharedWeights.Emit(w, memory.Packed);
        SharedMembers.EmitSizes(w, scope);
        string kind = direction.Spec.Kind, text = w.ToString(), name = FileNames.Numbered(kind + "Layer", text).Replace('-', '_');
        string summary = $"The passes of a layer [{kind}] over time: rows are independent.";
        string given = string.Concat(
            scope.Given.Where(member => member.Name != OtherHidden)
                .Select(member => $", {member.Type} {LayerScope.Parameter(member.Name)}"));
        return new SharedLayer(
            new SharedFile(
                name,
                SourceFile.WriteShared(
                    RuntimeNames.EmittedNamespace,
                    $"sealed class {name}({name}.{LayerScope.Sizes} sizes, string name{given})\n"
                        + $"    : {SharedDirection.Base(scoped)}(name){SharedPhases.Interface(scoped)}",
                    summary, text)),
            scope);
    }
}
