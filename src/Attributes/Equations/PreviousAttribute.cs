namespace LstmGen;

/// <summary>On a parameter of a cell's <c>Step</c>: the output h of the step before, of this unit.</summary>
[AttributeUsage(AttributeTargets.Parameter)]
public sealed class PreviousAttribute : Attribute;
