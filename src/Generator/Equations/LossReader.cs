using Microsoft.CodeAnalysis;

namespace LstmGen.Generator.Equations;

/// <summary>Reads the class of a loss.</summary>
internal static class LossReader
{
    /// <summary>The attribute of losses.</summary>
    public const string Attribute = "LstmGen.LossAttribute";

    /// <summary>The loss of a class.</summary>
    /// <exception cref="EquationFault">It cannot be read.</exception>
    public static LossEquation Read(INamedTypeSymbol type, Compilation compilation, CancellationToken cancellation)
    {
        IMethodSymbol of = EquationMethod.Find(type, "Of", "a loss needs a method 'public static float Of(float output, float target)'");
        if (of.ReturnType.SpecialType != SpecialType.System_Single)
            throw EquationMethod.Fault(of, "does not return a float in Of", "let it return the loss");
        int target = of.Parameters.IndexOf(of.Parameters.FirstOrDefault(parameter => parameter.Name == "target")!);
        if (target < 1)
            throw EquationMethod.Fault(
                of, target < 0 ? "has no parameter 'target' in Of" : "has no output before 'target' in Of",
                "write 'static float Of(float output, float target)'");
        var loss = new LossEquation();
        var inputs = new Dictionary<IParameterSymbol, Node>(SymbolEqualityComparer.Default);
        foreach (IParameterSymbol parameter in of.Parameters)
        {
            if (parameter.Type.SpecialType != SpecialType.System_Single || parameter.RefKind != RefKind.None)
                throw EquationMethod.NoRole(parameter, "is no plain float", "make it 'float'");
            inputs.Add(parameter, loss.Graph.Input(parameter.Name));
            if (parameter.Ordinal < target)
                loss.AddOutput(parameter.Name);
            else if (parameter.Ordinal > target)
                loss.AddConstant(
                    parameter.Name, parameter.HasExplicitDefaultValue && parameter.ExplicitDefaultValue is float value ? value : float.NaN);
        }

        loss.Value = MethodReader.Run(compilation, loss.Graph, of, inputs, cancellation).Result
            ?? throw EquationMethod.Fault(of, "returns nothing in Of", "let it return the loss");
        return loss;
    }
}
