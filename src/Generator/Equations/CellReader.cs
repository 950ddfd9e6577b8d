using LstmGen.Generator.Diagnostics;
using LstmGen.Generator.Text;
using Microsoft.CodeAnalysis;

namespace LstmGen.Generator.Equations;

/// <summary>Reads the class of a cell: the roles of its method's parameters, and the equations.</summary>
internal sealed class CellReader
{
    /// <summary>The attribute of cells and of layers of them.</summary>
    public const string Attribute = "LstmGen.CellAttribute";

    /// <summary>
    /// Values of a unit in a row of gates that weights can be laid out for, on every device: gates, functions and gradients of weights.
    /// Parts of gradients, which the passes over units alone read and write, may come behind them.
    /// </summary>
    public const int MostSlots = 12;

    private const string GateAttribute = "LstmGen.GateAttribute", WeightAttribute = "LstmGen.WeightAttribute",
        PreviousAttribute = "LstmGen.PreviousAttribute";

    private const string Roles = "mark it with [Gate], [Weight] or [Previous], or make it 'ref' (a state) or 'out' (the output)";

    private readonly Compilation _compilation;
    private readonly INamedTypeSymbol _type;
    private readonly CancellationToken _cancellation;
    private readonly CellEquations _cell = new();
    private readonly Dictionary<IParameterSymbol, Node> _inputs = new(SymbolEqualityComparer.Default);
    private readonly Dictionary<string, string> _others = [];

    private CellReader(INamedTypeSymbol type, Compilation compilation, CancellationToken cancellation) =>
        (_type, _compilation, _cancellation) = (type, compilation, cancellation);

    /// <summary>The equations of a class.</summary>
    /// <exception cref="EquationFault">They cannot be read.</exception>
    public static CellEquations Read(INamedTypeSymbol type, Compilation compilation, CancellationToken cancellation) =>
        new CellReader(type, compilation, cancellation).Read();

    private CellEquations Read()
    {
        IMethodSymbol step = EquationMethod.Find(_type, "Step", "a cell needs a method 'public static void Step' with its equations");
        if (!step.ReturnsVoid)
            throw EquationMethod.Fault(step, "returns a value in Step", "make it void and write the output to an 'out float' parameter");
        IParameterSymbol output = Output(step);
        IParameterSymbol[] states = [.. step.Parameters.Where(parameter => parameter.RefKind == RefKind.Ref && !Same(parameter, output))];
        foreach (IParameterSymbol parameter in step.Parameters)
            Role(parameter, output);
        CellNames.Check(step, _cell);
        if (!_cell.Gates.Any(gate => gate.ReadsInput))
            throw EquationMethod.Fault(step, "reads no input", "add a parameter with [Gate]");
        if (_cell.Gates.Count + _cell.Weights.Count > MostSlots - 1)
            throw EquationMethod.Fault(
                step, $"has {_cell.Gates.Count} gates and {_cell.Weights.Count} weights", $"have at most {MostSlots - 1} together");
        if (_others.Count > 0)
            ReadOther(step);
        (_, IReadOnlyDictionary<ISymbol, Node> values) = MethodReader.Run(_compilation, _cell.Graph, step, _inputs, _cancellation);
        _cell.SetNext(states.Select(state => values[state]));
        _cell.Output = values.TryGetValue(output, out Node? h)
            ? h
            : throw new EquationFault(null, null); // the compiler says that it is not assigned
        return _cell;
    }

    private static bool Same(ISymbol a, ISymbol b) => SymbolEqualityComparer.Default.Equals(a, b);

    private static IParameterSymbol Output(IMethodSymbol step)
    {
        IParameterSymbol[] outputs = [.. step.Parameters.Where(parameter => parameter.RefKind == RefKind.Out)];
        if (outputs.Length > 1)
            throw EquationMethod.NoRole(outputs[1], "is a second output", "make it 'ref' (a state), or remove it");
        return outputs.FirstOrDefault() ?? step.Parameters.FirstOrDefault(parameter => parameter is { RefKind: RefKind.Ref, Name: "h" })
            ?? throw EquationMethod.Fault(step, "has no output", "add a parameter 'out float h', or a state 'ref float h'");
    }

    private void Role(IParameterSymbol parameter, IParameterSymbol output)
    {
        if (parameter.Type.SpecialType != SpecialType.System_Single)
            throw EquationMethod.NoRole(parameter, $"is of type {parameter.Type.ToDisplayString()}", "make it float");
        AttributeData? gate = EquationMethod.Attribute(parameter, GateAttribute),
            weight = EquationMethod.Attribute(parameter, WeightAttribute);
        AttributeData? previous = EquationMethod.Attribute(parameter, PreviousAttribute);
        int roles = new[] { gate, weight, previous }.Count(one => one is not null)
            + (parameter.RefKind is RefKind.None or RefKind.In or RefKind.RefReadOnlyParameter ? 0 : 1);
        if (roles != 1)
            throw EquationMethod.NoRole(parameter, roles == 0 ? "has no role" : "has several roles", Roles);
        if (parameter.RefKind == RefKind.Out)
            return;
        string name = parameter.Name;
        _inputs.Add(parameter, _cell.Graph.Input(name));
        if (gate is not null)
            ReadGate(parameter, gate);
        else if (weight is not null)
            _cell.Add(ReadWeight(parameter, weight));
        else if (previous is not null || Same(parameter, output))
            SetPrevious(parameter, output);
        else if (name is "h")
            throw EquationMethod.NoRole(
                parameter, "has the name of the output, which is another parameter", "give it another name, or make it the output");
        else
            _cell.AddState(name);
    }

    private void SetPrevious(IParameterSymbol parameter, IParameterSymbol output)
    {
        if (_cell.Previous is not null)
            throw EquationMethod.NoRole(parameter, $"is the output of the step before, as '{_cell.Previous}' is", "remove one of them");
        if (output.RefKind == RefKind.Ref && !Same(parameter, output))
            throw EquationMethod.NoRole(
                parameter, $"is the output of the step before, as '{output.Name}' is at the start", $"use '{output.Name}'");
        _cell.Previous = parameter.Name;
    }

    private void ReadGate(IParameterSymbol parameter, AttributeData gate)
    {
        var reads = (GateReads)EquationMethod.Named(gate, "Reads", 0);
        if (reads is < GateReads.Both or > GateReads.Hidden)
            throw EquationMethod.NoRole(parameter, $"has Reads = {(int)reads}", "give a member of Reads");
        if (EquationMethod.Named<string?>(gate, "Of", null) is { } other)
        {
            if (reads != GateReads.Both)
                throw EquationMethod.NoRole(parameter, "has both Of and Reads", "remove one of them");
            _others.Add(parameter.Name, other);
            reads = GateReads.Other;
        }

        _cell.Add(new CellGate(parameter.Name, reads));
    }

    // Without arguments both bounds are NaN: the layer draws as it draws its own.
    private static CellWeight ReadWeight(IParameterSymbol parameter, AttributeData weight)
    {
        float[] bounds = [.. weight.ConstructorArguments.Select(argument => argument.Value is double value ? (float)value : float.NaN)];
        foreach (float bound in bounds)
        {
            if (float.IsNaN(bound) || float.IsInfinity(bound))
                throw EquationMethod.NoRole(parameter, $"starts at {Literal.Shown(bound)}", "give a number that a float can hold");
        }

        if (bounds.Length == 2 && bounds[0] > bounds[1])
            throw EquationMethod.NoRole(
                parameter, $"is drawn from {Literal.Shown(bounds[0])} to {Literal.Shown(bounds[1])}", "give the lower bound first");
        return bounds.Length == 0
            ? new CellWeight(parameter.Name, float.NaN, float.NaN)
            : new CellWeight(parameter.Name, bounds[0], bounds[bounds.Length - 1]);
    }

    private void ReadOther(IMethodSymbol step)
    {
        string[] names = [.. _others.Values.Distinct()];
        IParameterSymbol place = step.Parameters.First(parameter => _others.ContainsKey(parameter.Name));
        if (names.Length > 1)
            throw EquationMethod.NoRole(
                place, $"reads '{names[0]}', and another gate '{names[1]}'", "a step has one other product: let both read the same");
        IMethodSymbol[] methods = [.. _type.GetMembers(names[0]).OfType<IMethodSymbol>()];
        if (methods.Length > 1)
            throw EquationMethod.NoRole(
                place, $"reads '{names[0]}', of which {_type.Name} has {methods.Length} methods", "keep one of them");
        IMethodSymbol? method = methods.FirstOrDefault(), written = method?.PartialImplementationPart ?? method;
        if (method is null || !method.IsStatic || method.ReturnType.SpecialType != SpecialType.System_Single)
            throw EquationMethod.NoRole(
                place, $"reads '{names[0]}', which is no static method of {_type.Name} that returns a float",
                $"write 'static float {names[0]}(...)'");
        var arguments = new Dictionary<IParameterSymbol, Node>(SymbolEqualityComparer.Default);
        foreach (IParameterSymbol parameter in method.Parameters)
        {
            IParameterSymbol? of = step.Parameters.FirstOrDefault(one => one.Name == parameter.Name && _inputs.ContainsKey(one));
            if (of is null || parameter.RefKind != RefKind.None || parameter.Type.SpecialType != SpecialType.System_Single)
                throw EquationMethod.NoRole(
                    parameter, "is none of Step's", "give it the name of a gate, a weight or a state of Step, as a plain float");
            if (_others.ContainsKey(parameter.Name))
                throw EquationMethod.NoRole(parameter, $"is a gate that reads '{names[0]}' itself", "use another gate");
            arguments.Add(written!.Parameters[parameter.Ordinal], _inputs[of]);
        }

        _cell.Other = MethodReader.Run(_compilation, _cell.Graph, written!, arguments, _cancellation).Result
            ?? throw EquationMethod.NoRole(place, $"reads '{names[0]}', which returns nothing", "let it return a float");
    }
}
