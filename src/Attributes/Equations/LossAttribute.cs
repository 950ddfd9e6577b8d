namespace LstmGen;

/// <summary>
/// On a static class: its method <c>Of</c> is a loss for <see cref="RegressionAttribute"/>, ordinary C# over floats, which the generator
/// differentiates: <c>static float Of(float output, float target)</c>.
/// </summary>
/// <remarks>
/// The parameters before the one named <c>target</c> are outputs of the head, for a distribution several per target; those after it are
/// constants that the declaration gives (<see cref="RegressionAttribute.Constants"/>), or their default values. What the body may be is
/// what a cell's may be (<see cref="CellAttribute"/>).
/// </remarks>
[AttributeUsage(AttributeTargets.Class, Inherited = false)]
public sealed class LossAttribute : Attribute;
