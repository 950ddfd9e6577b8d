using LstmGen.Reference.Models;
using LstmGen.Reference.Running;

namespace LstmGen.Reference.Layers;

/// <summary>One layer attribute: its options, its shapes, and its naive forward computation.</summary>
public abstract record ReferenceLayer
{
    /// <summary>Prefix of the parameter names; null for the default.</summary>
    public string? Name { get; init; }

    /// <summary>The default prefix: the kind in lower case.</summary>
    public abstract string Kind { get; }

    /// <summary>The attribute, as C#.</summary>
    public abstract string Declaration { get; }

    /// <summary>Values per step that the layer yields for <paramref name="inputWidth"/> values per step.</summary>
    public virtual int OutputWidth(int inputWidth) => inputWidth;

    /// <summary>Steps that the layer yields for <paramref name="steps"/> steps.</summary>
    public virtual int OutputSteps(int steps) => steps;

    /// <summary>Whether it yields as many steps as it reads, whatever their number.</summary>
    public virtual bool KeepsSteps => true;

    /// <summary>The layer's parameters.</summary>
    public virtual IEnumerable<ParameterShape> Parameters(string prefix, int inputWidth) => [];

    internal abstract Sequences Apply(RunContext run, string prefix, Sequences input);
}
