namespace LstmGen;

/// <summary>What makes an attribute a layer of a model.</summary>
[AttributeUsage(AttributeTargets.Class, AllowMultiple = true, Inherited = false)]
public abstract class LayerAttribute : Attribute;
