using LstmGen.Generator.Planning;

namespace LstmGen.Generator.Layers.Skip;

/// <summary>The way back to the earlier sequence on a GPU.</summary>
internal sealed class IlgpuSkipSource(SkipPlan skip) : IlgpuLayer
{
    public override IEnumerable<string> Backward =>
        WhereWanted(skip.Source, IlgpuSkip.Gradient(skip, skip.Source, skip.SourceAt, skip.Input, add: true));
}
