namespace LstmGen;

/// <summary>What a head is trained on.</summary>
public enum TargetKind
{
    /// <summary>A real value for each output.</summary>
    Values,

    /// <summary>One class index.</summary>
    Classes,

    /// <summary>A sequence of labels without alignment.</summary>
    Labels,
}
