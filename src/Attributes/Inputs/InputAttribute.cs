namespace LstmGen;

/// <summary>What makes an attribute an input of a model.</summary>
[AttributeUsage(AttributeTargets.Class, AllowMultiple = true, Inherited = false)]
public abstract class InputAttribute : Attribute;
