using LstmGen.Generator.Spec;

namespace LstmGen.Generator.Planning;

/// <summary>An element of a declaration that can be laid out: what every <see cref="ElementSpec"/> of a kind is.</summary>
internal interface IPlannable
{
    /// <summary>Lays the element out: parameters, buffers, shapes.</summary>
    void Plan(PlanBuilder plan);
}
