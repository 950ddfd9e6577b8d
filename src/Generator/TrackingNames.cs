namespace LstmGen.Generator;

/// <summary>Names of the pipeline's steps.</summary>
internal static class TrackingNames
{
    public const string Parse = "Parse";
    public const string Spec = "Spec";
    public const string Diagnostics = "Diagnostics";
    public const string AheadOfTime = "AheadOfTime";
    public const string Shared = "Shared";
    public const string JitOnly = "JitOnly";
    public const string Clashes = "Clashes";
    public const string WeightHeaders = "WeightHeaders";
    public const string Pretrained = "Pretrained";
    public const string Equations = "Equations";
    public const string EquationFaults = "EquationFaults";
}
